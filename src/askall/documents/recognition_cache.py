"""Recognised pages on disk, so that none is ever recognised twice.

Derived, so it may be deleted; shareable, for files are only ever added, each whole (written beside its place, then
renamed). `pages/` says which picture a page of a file is; `words/` holds what was recognised in a picture, so that a
scan which comes in several files is recognised once.
"""

import os
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from askall.documents.recognised import Recognised, recognised_from_json
from askall.foundation.files import hash_of

HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of recognised pages, and the key of the readers whose word is asked for (`Readers.key`)."""

    folder: Path
    key: str

    def page(self, sha256: str, label: str) -> Recognised | None:
        """What was recognised on this page of this file, or None. What is damaged counts as not there."""
        return self.picture(self._read(self._page(sha256, label)))

    def picture(self, picture: str) -> Recognised | None:
        """What was recognised in the picture with this hash."""
        if not HEX.fullmatch(picture):
            return None
        try:
            return recognised_from_json(self._read(self._words(picture)))
        except ValueError:
            return None

    def keep(self, sha256: str, label: str, picture: str, found: Recognised) -> None:
        """Keep what was found. A full disk or a folder that may not be written only costs the next run its time."""
        self._write(self._words(picture), found.as_line())
        self.point(sha256, label, picture)

    def point(self, sha256: str, label: str, picture: str) -> None:
        """Note which picture the page is."""
        self._write(self._page(sha256, label), picture)

    def _page(self, sha256: str, label: str) -> Path:
        return self.folder / "pages" / sha256[:2] / sha256 / f"{name_of(label)}-{self.key}"

    def _words(self, picture: str) -> Path:
        return self.folder / "words" / picture[:2] / f"{picture}-{self.key}.json"

    def _read(self, path: Path) -> str:
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def _write(self, path: Path, line: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(line)
            Path(temporary).replace(path)
        except OSError:
            return


def name_of(label: str) -> str:
    """A label as a file name: "page 12" as it is, others by their hash."""
    plain = label.replace(" ", "-")
    return plain if re.fullmatch(r"page-\d{1,6}(\+\d{1,6})?", plain) else hash_of(label.encode("utf-8", "replace"))[:20]


def users_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    return _places() / "askall" / "recognised"


def _places() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
