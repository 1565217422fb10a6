"""Content-addressed file store: raw bytes under their SHA-256, written once, verified on every read."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from askall.foundation.errors import BadInput, CheckFailed, OutsideFailure

HEX = frozenset("0123456789abcdef")
# Waiting for the disk to confirm one small file takes 1-10 ms and no processor: a few threads wait at once.
WRITERS = 8


def hash_of(content: bytes) -> str:
    """SHA-256 of `content` as 64 lower-case hex digits (FIPS 180-4)."""
    return sha256(content).hexdigest()


class FileStore:
    """A folder of files named by their own hash, in 256 sub-folders.

    Writing is temp file, fsync, rename, fsync of the folder: after `put` returns, the bytes survive a power cut, and
    a crash at any moment leaves either the whole file or none. There is no delete.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha: str) -> Path:
        """Where the file of this hash is or would be."""
        if len(sha) != 64 or not HEX.issuperset(sha):
            raise BadInput(f"“{sha[:80]}” is not a SHA-256 hash (64 hex digits).")
        return self.root / sha[:2] / sha

    def has(self, sha: str) -> bool:
        """Whether a file of this hash is stored (its content is verified on `get`)."""
        return self.path(sha).is_file()

    def put(self, content: bytes) -> str:
        """Store `content` for good and return its hash. Storing the same bytes again changes nothing, unless the
        stored copy was damaged: then it is replaced by the good one."""
        sha = hash_of(content)
        target = self.path(sha)
        if target.is_file() and target.stat().st_size == len(content):
            return sha
        try:
            self._write(target, content)
        except OSError as error:
            raise OutsideFailure(f"The file store {self.root} could not keep {len(content)} bytes: {error}.") from error
        return sha

    def put_many(self, contents: Iterable[bytes]) -> list[str]:
        """Store many files at once; hashes in the given order. All are on disk when it returns."""
        with ThreadPoolExecutor(WRITERS) as threads:
            return list(threads.map(self.put, contents))

    def get(self, sha: str) -> bytes:
        """The stored bytes. Raises CheckFailed if they are missing or no longer match their hash."""
        path = self.path(sha)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise CheckFailed(f"File {sha} is not in the file store {self.root}.") from None
        if hash_of(content) != sha:
            raise CheckFailed(f"File {sha} in {self.root} is damaged: its bytes have another hash. Restore a backup.")
        return content

    def hashes(self) -> Iterator[str]:
        """Every stored hash, in ascending order."""
        for path in sorted(self.root.glob("[0-9a-f][0-9a-f]/*")):
            if len(path.name) == 64 and HEX.issuperset(path.name):
                yield path.name

    def _write(self, target: Path, content: bytes) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".part-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut: the folder's own entry has to reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_input(path: Path) -> bytes:
    """The bytes of a file somebody named. Raises BadInput with one sentence if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or error}.") from error
