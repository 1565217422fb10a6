"""One page of a long list, and which request an address means."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

from askall.asking import services as asking
from askall.asking.records import RequestRecord

LARGEST_KEY = 2**63 - 1
"""A key the database can hold: a longer number in an address is no request."""


def page_of(request: HttpRequest, listed: Sequence[Any], size: int) -> Page[Any]:
    """The page that ?page= asks for; the first or last one if it asks for none there is."""
    return Paginator(listed, size).get_page(request.GET.get("page"))


def page_read(request: HttpRequest, read: Callable[[int, int], tuple[Sequence[Any], int]], size: int) -> Page[Any]:
    """As `page_of`, of a list that a service hands out page by page: `read(offset, limit)` gives the rows of one page
    and the number of all."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    rows, total = read(max(number - 1, 0) * size, size)
    page = Paginator(range(total), size).get_page(asked)
    if page.number != max(number, 1):
        rows, _ = read((page.number - 1) * size, size)
    page.object_list = rows
    return page


def query_of(given: dict[str, str]) -> str:
    """The filters as they stand in an address, without those left blank."""
    return urlencode({name: value for name, value in given.items() if value})


def find_request(key: int | str) -> RequestRecord | None:
    """The request with this key, as a number or in the digits of a form."""
    number = number_of(key) if isinstance(key, str) else key
    found = asking.requests(keys=[number]) if number is not None and number <= LARGEST_KEY else ()
    return found[0] if found else None


def number_of(text: str) -> int | None:
    """The key written in the digits of a form or an address; None for anything else."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 19 or int(text) > LARGEST_KEY:
        return None
    return int(text)


def request_or_404(key: int) -> RequestRecord:
    """As `find_request`. Raises Http404 if there is none."""
    found = find_request(key)
    if found is None:
        raise Http404
    return found
