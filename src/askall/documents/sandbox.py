"""Files from strangers, read in worker processes with limits on time and memory. One bad file costs only itself."""

import faulthandler
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from askall.documents.extract import extract
from askall.documents.limits import DEFAULT_LIMITS, Limits
from askall.documents.media_type import media_type
from askall.documents.records import Document
from askall.foundation.files import hash_of
from askall.foundation.work import Parallel, Progress, Serial, Work, WorkerCrashed

try:
    import resource
except ImportError:  # Windows: no limit on memory there
    resource = None  # type: ignore[assignment]

Extractor = Callable[..., Document]  # of content, file name and limits; with `places=True` where places are wanted
STATM = Path("/proc/self/statm")  # Linux: the first number is the process's address space in pages


class OutOfTime(MemoryError):
    """The reading took too long. A kind of MemoryError, for readers already let that through to the outermost."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file on its way to a worker."""

    content: bytes
    filename: str
    limits: Limits = DEFAULT_LIMITS
    extractor: Extractor = extract
    places: bool = False


def documents_of(
    items: Iterable[tuple[bytes, str]],
    work: Work | None = None,
    limits: Limits = DEFAULT_LIMITS,
    extractor: Extractor = extract,
    progress: Progress | None = None,
    *,
    places: bool = False,
) -> Iterator[Document]:
    """The document of each (content, file name), in order, lazily; never raises for what a file holds or does.

    Files are always read in other processes, which serve many files each: `work` that would run in this one is
    replaced by a single worker. Give all files in one call, for each call starts its workers anew. With `places`
    parts say where their text stands.
    """
    waiting: dict[int, Job] = {}

    def jobs() -> Iterator[Job]:
        for index, (content, filename) in enumerate(items):
            waiting[index] = Job(content, filename, limits, extractor, places)
            yield waiting[index]

    own = Parallel(workers=1 if work else None) if work is None or isinstance(work, Serial) else None
    try:
        for done in (own or work or Serial()).run(extract_limited, jobs(), progress):
            job = waiting.pop(done.index)
            yield done.value if done.value is not None else _failed(job, done.error)
    finally:
        if own:
            own.close()


def extract_limited(job: Job) -> Document:
    """Read one file within its limits on time and memory; to be run in a worker process.

    Past `seconds` or `memory` what was read so far is kept. A library that hangs or dies outside Python takes the
    process with it, which `documents_of` survives.
    """
    with within(job.limits):
        extractor = partial(job.extractor, places=True) if job.places else job.extractor
        return extractor(job.content, job.filename, job.limits)
    raise AssertionError("unreachable: no limit swallows an exception")


@contextmanager
def within(limits: Limits) -> Iterator[None]:
    """What is done inside is quiet, and ends when its time or its memory is used up."""
    with ExitStack() as stack:
        for limit in (_quiet, _end_of_process, _alarm, _memory):
            stack.enter_context(limit(limits))
        yield


def _failed(job: Job, error: Exception | None) -> Document:
    """A document that says why there is none."""
    if isinstance(error, WorkerCrashed):
        why = "Reading the file broke its process twice (a crash, too much memory or too much time); it has no text."
    else:
        why = f"The file could not be read ({type(error).__name__}: {error})."
    return Document(hash_of(job.content), media_type(job.content, job.filename), warnings=(why,))


def _is_worker() -> bool:
    """Whether this process may be stopped or limited: a worker's main thread, never the caller's own process."""
    return multiprocessing.parent_process() is not None and threading.current_thread() is threading.main_thread()


@contextmanager
def _quiet(_limits: Limits) -> Iterator[None]:
    """Libraries in C and Rust complain on stderr about damaged files; the document's warnings say what matters."""
    if not _is_worker():
        yield
        return
    kept = os.dup(2)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


@contextmanager
def _end_of_process(limits: Limits) -> Iterator[None]:
    """Ends the process when not even Python can be interrupted: this watchdog is a thread outside Python."""
    if multiprocessing.parent_process() is None:
        yield
        return
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(limits.last_seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def _alarm(limits: Limits) -> Iterator[None]:
    """Raises OutOfTime in the reading, which then keeps what it has."""
    if not _is_worker() or not hasattr(signal, "setitimer"):
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime(f"Reading it took more than {limits.seconds:g} seconds; the rest is left out.")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(limits: Limits) -> Iterator[None]:
    """Lets the process's address space grow by `memory` bytes at most."""
    if resource is None or not _is_worker() or not STATM.exists():
        yield
        return
    now = int(STATM.read_text().split()[0]) * resource.getpagesize()
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = now + limits.memory if hard == resource.RLIM_INFINITY else min(now + limits.memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
