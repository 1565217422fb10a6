"""The pass that recognises what extraction left unread: page by page, in worker processes, each page once for ever."""

import re
import tempfile
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from askall.documents.extract import file_of_part
from askall.documents.images import NOT_READ
from askall.documents.limits import MEGABYTE, Limits
from askall.documents.recognised import Recognised
from askall.documents.recognising import Readers, installed, recognise
from askall.documents.recognition_cache import Cache, users_folder
from askall.documents.recognition_page import drawn_page
from askall.documents.records import Document, Part
from askall.documents.sandbox import OutOfTime, within
from askall.foundation.errors import BadInput
from askall.foundation.files import hash_of
from askall.foundation.work import Done, Parallel, Progress, Serial, Work, WorkerCrashed

__all__ = ["INSTALL", "Unread", "complete", "installed", "places_of", "users_folder", "with_places"]

INSTALL = "make setup-ocr, where askall was cloned to (and Debian's tesseract-ocr-eng, with -cym for Welsh and -osd)"
PAGE_LIMITS = Limits(seconds=90.0, last_seconds=110.0, memory=2_500 * MEGABYTE)
READER_SECONDS = 40.0
PAGE = re.compile(r"page (\d+)$")
PACKED = " › "
# What extraction says of pages without text, with the name of the packed file before it.
SAID = re.compile(rf"(.* › )?(pages? [\d, and more]+ ha(s|ve) no text.*|{re.escape(NOT_READ)})", re.DOTALL)

Reader = Callable[..., Recognised]  # of the drawn page, the readers and their seconds


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that may have unread parts; `content` gives the bytes of its file, and is asked only if it has."""

    document: Document
    filename: str
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page on its way to a worker: its file as a path, for a scan of 300 pages is not sent 300 times."""

    path: str
    sha256: str
    filename: str
    number: int
    label: str
    name: str  # in the cache
    cache: Cache
    readers: Readers
    limits: Limits = PAGE_LIMITS
    reader: Reader = recognise


@dataclass(slots=True)
class _Open:
    """A document whose pages are under way. `missing` pages are still to come from the workers."""

    document: Document
    pages: dict[int, Recognised] = field(default_factory=dict)
    missing: deque[PageJob] = field(default_factory=deque)
    path: Path | None = None

    def close(self) -> Document:
        if self.path is not None:
            self.path.unlink(missing_ok=True)
        return completed(self.document, self.pages)


def complete(
    items: Iterable[Unread],
    folder: Path,
    work: Work | None = None,
    progress: Progress | None = None,
    *,
    readers: Readers | None = None,
    reader: Reader = recognise,
) -> Iterator[Document]:
    """Each document, in order, with its unread parts recognised; as it was where no reader is installed.

    Pages recognised before come from `folder`; every page done is in it before the next begins, whatever then happens.
    `progress` is told the number of pages done. Pages are read in other processes, as in `sandbox.documents_of`.
    """
    readers = installed() if readers is None else readers
    if not readers:
        yield from (one.document for one in items)
        return
    cache = Cache(folder, readers.key())
    waiting: deque[_Open] = deque()
    count = 0

    def jobs(spool: Path) -> Iterator[PageJob]:
        for item in items:
            waiting.append(_opened(item, spool, cache, readers, reader))
            yield from list(waiting[-1].missing)

    own = Parallel(workers=1 if work else None) if work is None or isinstance(work, Serial) else None
    try:
        with tempfile.TemporaryDirectory(prefix="askall-pages-") as spool:
            for done in (own or work or Serial()).run(recognise_limited, jobs(Path(spool))):
                while not waiting[0].missing:
                    count = _count(waiting[0], count, progress)
                    yield waiting.popleft().close()
                _put(waiting[0], done)
                if progress:
                    progress(count + len(waiting[0].pages))
            while waiting:
                count = _count(waiting[0], count, progress)
                yield waiting.popleft().close()
    finally:
        if own:
            own.close()


def _count(one: _Open, before: int, progress: Progress | None) -> int:
    if progress and one.pages:
        progress(before + len(one.pages))
    return before + len(one.pages)


def _opened(item: Unread, spool: Path, cache: Cache, readers: Readers, reader: Reader) -> _Open:
    """The document, with the pages that are known, and jobs for the others."""
    opened = _Open(item.document)
    for number, name in _names(item.document):
        known = cache.page(item.document.sha256, name)
        if known is not None:
            opened.pages[number] = known
            continue
        if opened.path is None:
            with tempfile.NamedTemporaryFile(dir=spool, delete=False) as handle:
                handle.write(item.content())
            opened.path = Path(handle.name)
        label = item.document.parts[number].label
        opened.missing.append(
            PageJob(
                str(opened.path),
                item.document.sha256,
                item.filename,
                number,
                label,
                name,
                cache,
                readers,
                reader=reader,
            )
        )
    return opened


def _names(document: Document) -> Iterator[tuple[int, str]]:
    """Each unread part's number and its name in the cache: its label, counted where several parts have the same."""
    unread, met = set(document.unread), Counter[str]()
    for number, part in enumerate(document.parts):
        met[part.label] += 1
        if number in unread:
            yield number, part.label if met[part.label] == 1 else f"{part.label} #{met[part.label]}"


def _put(one: _Open, done: Done[Recognised]) -> None:
    job = one.missing.popleft()
    found = done.value
    if found is None:
        crashed = isinstance(done.error, WorkerCrashed)
        why = "it broke its process twice (too much memory or too much time)" if crashed else str(done.error)
        found = Recognised(failed=why)
        # Not tried again by these readers: it would cost the same again, for nothing.
        job.cache.keep(job.sha256, job.name, hash_of(f"{job.sha256} {job.name}".encode("utf-8", "replace")), found)
    one.pages[job.number] = found


def recognise_limited(job: PageJob) -> Recognised:
    """Recognise one page within its limits and keep what was found; to be run in a worker process."""
    with within(job.limits):
        return _recognised(job)
    raise AssertionError("unreachable: no limit swallows an exception")


def _recognised(job: PageJob) -> Recognised:
    picture = hash_of(f"{job.sha256} {job.name}".encode("utf-8", "replace"))
    try:
        page = drawn_page(*_page_of(job.path, job.filename, job.number, job.label))
        picture = hash_of(f"{page.size}".encode() + page.tobytes())
        known = job.cache.picture(picture)
        if known is not None:
            job.cache.point(job.sha256, job.name, picture)
            return known
        found = job.reader(page, job.readers, READER_SECONDS)
    except (OutOfTime, TimeoutError):
        found = Recognised(failed=f"it took more than {job.limits.seconds:g} seconds")
    except MemoryError:
        found = Recognised(failed="it took too much memory")
    except BadInput as error:
        found = Recognised(failed=str(error).rstrip("."))
    except Exception as error:  # whatever a library makes of a hostile picture
        found = Recognised(failed=f"{type(error).__name__}: {error}")
    job.cache.keep(job.sha256, job.name, picture, found)
    return found


def _page_of(path: str, filename: str, number: int, label: str) -> tuple[bytes, int]:
    """The file that part `number` shows a page of, and the number of the page in it."""
    content = _content(path)
    if PACKED in label:
        content = file_of_part(content, filename, number)
    page = PAGE.search(label)
    return content, int(page[1]) if page else 1


@lru_cache(1)
def _content(path: str) -> bytes:
    """The pages of one file follow each other. A spooled file has its path to itself, so it is always the same."""
    return Path(path).read_bytes()


def completed(document: Document, pages: dict[int, Recognised]) -> Document:
    """The document with these of its parts recognised, by number. A part keeps the text it has (a footer, a stamp) if
    nothing could be recognised; its warning says so."""
    if not pages:
        return document
    parts, unread = list(document.parts), []
    warnings = [one for one in document.warnings if not SAID.fullmatch(one)]
    for number in document.unread:
        found, part = pages.get(number), document.parts[number]
        if found is None or found.failed:
            unread.append(number)
            why = f": {found.failed}" if found else ""
            warnings.append(f"The words of {part.label} could not be recognised{why}.")
        elif found.text.strip() or not part.text.strip():
            parts[number] = found.part(part.label)
            if not found.text.strip():
                warnings.append(f"On {part.label} no words were recognised.")
    tables = tuple(one for one in document.tables if not (parts[one.part].ocr and one.part in pages))
    return replace(document, parts=tuple(parts), tables=tables, warnings=tuple(warnings), unread=tuple(unread))


def with_places(document: Document, folder: Path) -> Document:
    """The document with the boxes of the words of its recognised parts."""
    parts = tuple(
        (places_of(document, number, folder) or part) if part.ocr else part
        for number, part in enumerate(document.parts)
    )
    return replace(document, parts=parts)


def places_of(document: Document, number: int, folder: Path, readers: Readers | None = None) -> Part | None:
    """Part `number` of a document, recognised earlier, with the box of each word; None if that is not known (any more),
    or its text is another."""
    whole = replace(document, unread=(number,))
    name = next((name for at, name in _names(whole) if at == number), None)
    if name is None:
        return None
    readers = installed() if readers is None else readers
    found = Cache(folder, readers.key()).page(document.sha256, name)
    if found is None or found.text != document.parts[number].text:
        return None
    return found.part(document.parts[number].label, places=True)
