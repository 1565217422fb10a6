"""Files given to a command for reading: each opened, with the texts of its message and of everything attached."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from askall.cli.batch import sentence
from askall.cli.recognised import documents_recognised
from askall.documents.media_type import media_type
from askall.documents.records import Document
from askall.foundation.files import hash_of
from askall.foundation.work import Parallel
from askall.mail.parse import parse_message
from askall.mail.records import ParsedMessage
from askall.reading.records import Text
from askall.reading.texts import texts_of, to_read

WORKERS_FROM = 8  # below this many files one worker is done before a second has started
MESSAGES = frozenset({"message/rfc822", "application/vnd.ms-outlook"})


@dataclass(frozen=True, slots=True)
class Opened:
    """One file, opened: its hash, its message if it is one, the names of the documents to come, or what went wrong."""

    path: Path
    sha256: str = ""
    message: ParsedMessage | None = None
    names: tuple[str, ...] = ()
    fault: str = ""


def texts_of_files(files: Sequence[Path]) -> Iterator[tuple[Opened, tuple[Text, ...]]]:
    """Each file with its texts, in order. Documents are read in worker processes, a little ahead of the reading."""
    waiting: deque[Opened] = deque()
    documents = documents_recognised(
        _to_read(files, waiting), Parallel(workers=None if len(files) > WORKERS_FROM else 1)
    )
    found: list[tuple[str, Document]] = []
    for document in documents:
        yield from _finished(waiting, found)
        found.append((waiting[0].names[len(found)], document))
    yield from _finished(waiting, found)


def _finished(waiting: "deque[Opened]", found: list[tuple[str, Document]]) -> Iterator[tuple[Opened, tuple[Text, ...]]]:
    while waiting and len(found) == len(waiting[0].names):
        opened = waiting.popleft()
        yield opened, texts_of(opened.message, [_named(one, opened) for one in found])
        found.clear()


def _named(one: tuple[str, Document], opened: Opened) -> tuple[str, Document]:
    """A bare document's parts need no file name before them."""
    return one if opened.message else ("", one[1])


def _to_read(files: Sequence[Path], waiting: "deque[Opened]") -> Iterator[tuple[bytes, str]]:
    for path in files:
        opened, contents = _open(path)
        waiting.append(opened)
        yield from contents


def _open(path: Path) -> tuple[Opened, list[tuple[bytes, str]]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        return Opened(path, fault=sentence(error)), []
    if not content:
        return Opened(path, fault="The file is empty."), []
    sha256 = hash_of(content)
    if media_type(content, path.name) not in MESSAGES:
        return Opened(path, sha256, names=(path.name,)), [(content, path.name)]
    message = parse_message(content)
    files = list(to_read(message.attachments))
    names = tuple(one.filename or "attachment" for one in files)
    return Opened(path, sha256, message, names), [(one.content, name) for one, name in zip(files, names, strict=True)]
