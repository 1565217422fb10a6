"""Reading a published report as a visitor does: from page to page by its links."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin

HASH = re.compile(r"\b[0-9a-f]{64}\b")


class Page(HTMLParser):
    """One page: its words, its links, what is marked as quoted, and the file hashes it names."""

    def __init__(self, path):
        super().__init__(convert_charrefs=True)
        self.path = path
        self.source = path.read_text("utf-8")
        self.links, self.quotes, self.words = [], [], []
        self._marked = self._hidden = 0
        self.feed(self.source)
        self.text = " ".join("".join(self.words).split())
        self.hashes = set(HASH.findall(self.source))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "mark":
            self._marked += 1
            self.quotes.append("")
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self._marked -= tag == "mark"
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if self._marked:
            self.quotes[-1] += data
        if not self._hidden:
            self.words.append(data)

    def targets(self):
        """The files of the report this page links to."""
        here = self.path.as_uri()
        found = [urljoin(here, link.partition("#")[0]) for link in self.links if link.partition("#")[0]]
        return [unquote(link.removeprefix("file://")) for link in found if link.startswith("file://")]


def pages(report):
    """Every page of the report."""
    return [Page(path) for path in sorted(report.rglob("*.html"))]
