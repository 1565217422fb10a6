"""Freeze: write a dataset folder once, with the hash of every file. The same rows give the same bytes."""

import csv
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, fields
from io import StringIO
from pathlib import Path
from typing import Any

from askall.coding.dataset_checks import dataset_faults
from askall.coding.personal import redacted_row
from askall.coding.records import (
    DATASET_FILES,
    AnswerRow,
    BodyRow,
    DatasetInfo,
    EvidenceRow,
    RequestRow,
    TimelineRow,
)
from askall.foundation.errors import BadInput, CheckFailed, OutsideFailure
from askall.foundation.files import hash_of, sync_folder
from askall.study.codebook import codebook_content
from askall.study.records import ClaimText, Codebook

FORMAT = 1
MANIFEST = "manifest.json"
SHOWN_FAULTS = 20

# Rows are in the order of these columns.
_ORDER = {
    "bodies.csv": ("body",),
    "requests.csv": ("body", "wave", "request"),
    "answers.csv": ("body", "request", "question"),
    "evidence.csv": ("body", "request", "variable", "number"),
    "timeline.csv": ("body", "request", "on", "kind", "note", "file"),
}
# Half a character, as hostile mail may hold: it cannot be written as UTF-8.
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_dataset(
    folder: Path,
    info: DatasetInfo,
    bodies: Sequence[BodyRow],
    requests: Sequence[RequestRow],
    answers: Sequence[AnswerRow],
    evidence: Sequence[EvidenceRow],
    timeline: Sequence[TimelineRow],
    codebook_json: Any,
    claims_json: Any,
    keep: Iterable[str] = (),
) -> dict[str, Any]:
    """Write the dataset to `folder`, which must not exist yet (or be empty), and return its manifest.

    `codebook_json` and `claims_json` are what `codebook_as_json` and `claims_as_json` give. `keep` are words never to
    be redacted as names, such as the study's keywords; the names of the bodies are added. The manifest holds the
    fields of `info`, `dataset_format`, `files` (name → SHA-256) and `rows` (name → number).

    Nothing is there before everything is. Raises BadInput if a dataset is there already, CheckFailed listing what does
    not hold (an answer without its quote, a request that does not exist …), OutsideFailure if the disk fails.
    """
    words = frozenset(word.casefold() for phrase in (*keep, *(body.name for body in bodies)) for word in phrase.split())
    given = (bodies, requests, answers, evidence, timeline)
    tables: dict[str, list[Any]] = {
        name: [redacted_row(name, row, words) for row in rows] for name, rows in zip(DATASET_FILES, given, strict=True)
    }
    faults = dataset_faults(tables, codebook_json, info)
    if faults:
        more = f"\n… and {len(faults) - SHOWN_FAULTS} more." if len(faults) > SHOWN_FAULTS else ""
        raise CheckFailed("The dataset is not frozen:\n" + "\n".join(faults[:SHOWN_FAULTS]) + more)
    contents = {name: _csv(name, rows) for name, rows in tables.items()}
    contents |= {"codebook.json": _json(codebook_json), "claims.json": _json(claims_json)}
    manifest = _manifest(info, contents, tables)
    _write(folder, contents | {MANIFEST: _json(manifest)})
    return manifest


def codebook_as_json(codebook: Codebook) -> dict[str, Any]:
    """codebook.json: version, SHA-256, the questions with all their fields, and the codes all codebooks share."""
    return codebook_content(codebook)


def claims_as_json(claims: Iterable[ClaimText]) -> list[dict[str, Any]]:
    """claims.json: each sentence with what must be found for it to hold."""
    return [{"text": claim.text, "expect": dict(claim.expect)} for claim in claims]


def _manifest(info: DatasetInfo, contents: Mapping[str, bytes], tables: Mapping[str, list[Any]]) -> dict[str, Any]:
    return asdict(info) | {
        "as_at": info.as_at.isoformat(),
        "frozen_at": info.frozen_at.isoformat(),
        "notes": list(info.notes),
        "dataset_format": FORMAT,
        "files": {name: hash_of(content) for name, content in sorted(contents.items())},
        "rows": {name: len(rows) for name, rows in tables.items()},
    }


def _csv(name: str, rows: Iterable[Any]) -> bytes:
    """RFC 4180: comma, CRLF, quotes doubled; UTF-8 without a byte order mark."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(column.name for column in fields(DATASET_FILES[name]))
    for row in sorted(rows, key=lambda row: [getattr(row, column) for column in _ORDER[name]]):
        writer.writerow(astuple(row))
    return _SURROGATE.sub("\ufffd", file.getvalue()).encode()


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False, default=str)
    return (_SURROGATE.sub("\ufffd", text) + "\n").encode()


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """All files into a new folder beside, each on disk, then one rename: a crash leaves the whole dataset or none."""
    _refuse_existing(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
        try:
            for name, content in contents.items():
                _write_file(temporary / name, content)
            temporary.chmod(0o755)  # a temporary folder is its maker's alone; a dataset is for reading
            sync_folder(temporary)
            _refuse_existing(folder)
            temporary.rename(folder)
        except BaseException:
            shutil.rmtree(temporary, ignore_errors=True)
            raise
        sync_folder(folder.parent)
    except OSError as error:
        raise OutsideFailure(f"The dataset could not be written to {folder}: {error.strerror or error}.") from error


def _refuse_existing(folder: Path) -> None:
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise BadInput(f"{folder} exists already. A dataset is never changed: give another folder for a new freeze.")


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
