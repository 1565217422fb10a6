"""One seam for parallel work over `concurrent.futures.Executor`: serial, processes, or any cluster that speaks it.

Workers get bytes and frozen dataclasses and know no database. Results come in the order of the items. A worker that
dies takes nothing with it: its item is tried once more on its own, and then reported in its place.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Generic, Protocol, TypeVar

from askall.foundation.errors import AskallError

Item = TypeVar("Item")
Value = TypeVar("Value")
Progress = Callable[[int], None]


class WorkerCrashed(AskallError):
    """The process working on an item died twice (out of memory, over its time, a crash in a library)."""


@dataclass(frozen=True, slots=True)
class Done(Generic[Value]):
    """What became of the item at `index`: a value, or the error that took its place."""

    index: int
    value: Value | None
    error: Exception | None = None

    def result(self) -> Value:
        """The value; raises the error if there is one."""
        if self.error is not None:
            raise self.error
        return self.value  # type: ignore[return-value]  # no error means the function returned


class Work(Protocol):
    """Applies a function to items."""

    def run(
        self, function: Callable[[Item], Value], items: Iterable[Item], progress: Progress | None = None
    ) -> Iterator[Done[Value]]:
        """`function` of each item, lazily and in order; `progress` is told the number done after each."""
        ...


class Serial:
    """In this process, one after the other."""

    def run(
        self, function: Callable[[Item], Value], items: Iterable[Item], progress: Progress | None = None
    ) -> Iterator[Done[Value]]:
        for index, item in enumerate(items):
            yield _attempt(function, index, item)
            if progress:
                progress(index + 1)


@dataclass(slots=True)
class _Task(Generic[Item, Value]):
    index: int
    item: Item
    future: "Future[Value]"


# An executor that is collected as garbage just before the program ends trips over its own closing pipes.
_OPEN: set[Executor] = set()


class Parallel:
    """On the executors that `open_executor(workers)` gives; a fresh one is opened when a worker has died.

    `ahead` items per worker are under way at once, so memory does not grow with the number of items. The executor is
    kept for the next run, since starting a process costs as much as reading many letters; it ends with the program or
    with `close`.
    """

    def __init__(
        self, open_executor: "Callable[[int], Executor] | None" = None, workers: int | None = None, ahead: int = 4
    ) -> None:
        self.workers = workers or os.cpu_count() or 1
        self.open_executor = open_executor or processes
        self.window = self.workers * ahead
        self._executor: Executor | None = None

    def close(self) -> None:
        """End the workers, when what they are at is done."""
        if self._executor is not None:
            # Without waiting, the pool's own thread may still be closing its pipes when the program ends.
            self._executor.shutdown(wait=True, cancel_futures=True)
            _OPEN.discard(self._executor)
            self._executor = None

    def _open(self) -> Executor:
        if self._executor is None:
            self._executor = self.open_executor(self.workers)
            _OPEN.add(self._executor)
        return self._executor

    def run(
        self, function: Callable[[Item], Value], items: Iterable[Item], progress: Progress | None = None
    ) -> Iterator[Done[Value]]:
        tasks: deque[_Task[Item, Value]] = deque()
        numbered = enumerate(items)
        try:
            while True:
                for index, item in islice(numbered, self.window - len(tasks)):
                    tasks.append(_Task(index, item, _submit(self._open(), function, item)))
                if not tasks:
                    return
                if _lost(tasks[0].future):
                    self.close()
                    self._recover(function, tasks)
                done = tasks.popleft()
                yield _attempt(lambda task: task.future.result(), done.index, done)
                if progress:
                    progress(done.index + 1)
        finally:
            for task in tasks:
                task.future.cancel()

    def _recover(self, function: Callable[[Item], Value], tasks: "deque[_Task[Item, Value]]") -> None:
        """The item that killed its worker cannot be told from its neighbours: each one lost is tried again alone."""
        for task in tasks:
            if _lost(task.future):
                with self.open_executor(1) as alone:
                    task.future = _submit(alone, function, task.item)
                if _lost(task.future):
                    task.future = Future()
                    task.future.set_exception(WorkerCrashed("The process working on this died twice; it is left out."))


def _attempt(function: Callable[[Item], Value], index: int, item: Item) -> Done[Value]:
    try:
        return Done(index, function(item))
    except Exception as error:  # whatever the function raises belongs to its item, not to the batch
        return Done(index, None, error)


def _submit(executor: Executor, function: Callable[[Item], Value], item: Item) -> "Future[Value]":
    """As `executor.submit`, but an executor that is broken already gives a future that says so."""
    try:
        return executor.submit(function, item)
    except BrokenExecutor as error:
        broken: Future[Value] = Future()
        broken.set_exception(error)
        return broken


def _lost(future: "Future[Value]") -> bool:
    """Waits for the future; true if its worker died or it never ran."""
    try:
        return isinstance(future.exception(), BrokenExecutor)
    except CancelledError:
        return True


def processes(workers: int) -> Executor:
    """Fresh processes ("spawn"): they inherit no database connection, no lock and no open file."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """A worker whose program was killed ends too; without this it would wait for work for ever. Ctrl-C, which the
    terminal sends to all of them, is the program's to hear: it ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    if hasattr(signal, "pthread_sigmask"):
        # Signals are for the thread that works: an alarm caught here would interrupt nothing.
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    parent.join()
    os._exit(1)


def best_work(workers: int | None = None) -> Work:
    """Processes where there are several cores, this process where there is one."""
    count = workers or os.cpu_count() or 1
    return Serial() if count == 1 else Parallel(workers=count)
