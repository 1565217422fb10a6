"""The folder of a publication: written beside, then put in place by renaming; nothing that is not ours is replaced."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.files import sync_folder

MARK = "publication.json"
"""Lists every file of a publication with its hash. By it a publication is known, and what in it is not ours."""


def check_target(out: Path) -> None:
    """Raises BadInput unless `out` is free, empty, or a publication without files of others."""
    if not out.exists():
        return
    if not out.is_dir():
        raise BadInput(f"{out} is a file. Give the name of a folder for the publication.")
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if not path.is_dir() or path.is_symlink()}
    if not found:
        return
    listed = _listed(out)
    if listed is None:
        raise BadInput(f"{out} is not empty and is no publication of askall. Give another folder; nothing was changed.")
    strangers = sorted(found - listed.keys() - {MARK})
    if strangers:
        more = f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""
        raise BadInput(
            f"{out} also holds {strangers[0]}{more}, which no publication made. Move it; nothing was changed."
        )


def _listed(out: Path) -> dict[str, Any] | None:
    try:
        listed = json.loads((out / MARK).read_bytes())["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return listed if isinstance(listed, dict) else None


def replace_folder(out: Path, contents: Mapping[str, bytes], dataset: str, version: str) -> None:
    """Write `contents` (path → bytes) as the folder `out`. Until everything is written, what stands there stays.

    Files are not flushed one by one: after a power cut a publication is built again from its dataset.
    Raises OutsideFailure if the disk fails; then nothing has changed.
    """
    listed = {path: sha256(content).hexdigest() for path, content in sorted(contents.items())}
    mark = {"made_by": f"askall {version}", "dataset": dataset, "files": listed}
    out = out.absolute()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-"))
        try:
            _write(fresh, {**contents, MARK: (json.dumps(mark, indent=1, ensure_ascii=False) + "\n").encode()})
            _put_in_place(fresh, out)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        sync_folder(out.parent)
    except OSError as error:
        raise OutsideFailure(f"The publication could not be written to {out}: {error.strerror or error}.") from error


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    for parent in sorted({(folder / path).parent for path in contents}):
        parent.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        (folder / path).write_bytes(content)
    folder.chmod(0o755)  # a temporary folder is its maker's alone; a publication is for all


def _put_in_place(fresh: Path, out: Path) -> None:
    """Two renames: a folder with files in it cannot be replaced by one. The old one comes back if the second fails."""
    if not out.exists():
        fresh.rename(out)
        return
    old = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}-old-"))
    out.rename(old)
    try:
        fresh.rename(out)
    except BaseException:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
