"""Members of zip files, within limits: a small file may claim to hold petabytes."""

import io
import zipfile
import zlib
from collections.abc import Iterator

MOST_MEMBERS = 2_000
MOST_BYTES = 256 * 1024 * 1024
# Deflate reaches about 1,030 to 1; office files and logs stay far below this.
HIGHEST_RATIO = 200
SMALL = 1024 * 1024
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, KeyError)


def zip_members(content: bytes, warnings: list[str], budget: int = MOST_BYTES) -> Iterator[tuple[str, bytes]]:
    """(path within the archive, content) of each file. What is locked, damaged or beyond the limits is told in
    `warnings` and left out; the archive itself is kept by whoever has it."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except FAULTS as error:
        warnings.append(f"A zip file could not be opened: {error}.")
        return
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MOST_MEMBERS:
            warnings.append(f"A zip file has {len(entries)} files: the first {MOST_MEMBERS} were read.")
        for entry in entries[:MOST_MEMBERS]:
            member = _member(archive, entry, budget, warnings)
            if member is not None:
                budget -= len(member)
                yield safe_path(entry.filename), member


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: int, warnings: list[str]) -> bytes | None:
    name = safe_path(entry.filename)
    if entry.flag_bits & 1:
        warnings.append(f"“{name}” in a zip file is locked with a password.")
        return None
    allowed = min(budget, max(SMALL, entry.compress_size * HIGHEST_RATIO))
    try:
        with archive.open(entry) as file:
            member = file.read(allowed + 1)
    except FAULTS as error:
        warnings.append(f"“{name}” in a zip file is damaged: {error}.")
        return None
    if len(member) > allowed:
        warnings.append(f"“{name}” in a zip file is larger than the limits allow; it was left packed.")
        return None
    return member


def safe_path(name: str) -> str:
    """A member's path that leads nowhere else: no drive, no root, no parent folder."""
    parts = name.replace("\\", "/").replace("\x00", "").split("/")
    return "/".join(part for part in parts if part not in ("", ".", "..") and not part.endswith(":"))[-255:]
