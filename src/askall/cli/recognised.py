"""Files given to a command → their documents, scanned pages recognised where a reader of pictures is installed."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial

from askall.cli.output import say
from askall.documents.recognition import INSTALL, Unread, complete, installed, users_folder, with_places
from askall.documents.records import Document
from askall.documents.sandbox import documents_of
from askall.foundation.work import Progress, Work

EVERY = 10  # pages between two words on how far it is


def documents_recognised(
    items: Iterable[tuple[bytes, str]],
    work: Work,
    progress: Progress | None = None,
    *,
    places: bool = False,
    ocr: bool = True,
) -> Iterator[Document]:
    """The document of each (content, file name), in order. What was recognised is kept in the user's cache, so that no
    page is recognised twice. Without a reader of pictures, or with `ocr` off, scanned pages stay without text."""
    given: deque[tuple[bytes, str]] = deque()

    def noted() -> Iterator[tuple[bytes, str]]:
        for item in items:
            given.append(item)
            yield item

    found = documents_of(noted(), work, progress=progress, places=places)
    if not ocr:
        yield from found
        return
    for document in complete(_unread(found, given), users_folder(), progress=_told):
        yield with_places(document, users_folder()) if places else document


def _unread(found: Iterable[Document], given: deque[tuple[bytes, str]]) -> Iterator[Unread]:
    told = False
    for document in found:
        content, name = given.popleft()
        if document.unread and installed():
            pages = len(document.unread)
            say(f"{name}: recognising {pages} scanned page{'s' if pages > 1 else ''}, about a second each.")
        elif document.unread and not told:
            told = True
            say(f"{name}: scanned pages have no text. To recognise them: {INSTALL}")
        yield Unread(document, name, partial(bytes, content))


def _told(pages: int) -> None:
    if pages % EVERY == 0:
        say(f"{pages} pages recognised so far.")
