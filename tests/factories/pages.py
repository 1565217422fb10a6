"""What a page says, without its markup."""

import html
import re


def text_of(page):
    """The words of a page, with single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def main_text(response):
    """The words of the page's main part."""
    return text_of(response.content.decode().split("<main")[1].partition(">")[2].split("</main>")[0])
