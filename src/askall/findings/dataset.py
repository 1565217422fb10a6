"""Reads a frozen dataset: verifies the hash of every file, then that rows, ids and answers fit one another."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from askall.coding.records import (
    DATASET_FILES,
    AnswerRow,
    BodyRow,
    DatasetInfo,
    EvidenceRow,
    RequestRow,
    TimelineRow,
)
from askall.findings.faults import faults_of
from askall.foundation.delimited import delimited_rows
from askall.foundation.errors import BadInput, CheckFailed, Fault, InputFaults
from askall.study.records import ClaimText, Codebook, Question

Row = TypeVar("Row", BodyRow, RequestRow, AnswerRow, EvidenceRow, TimelineRow)
JSON_FILES = ("codebook.json", "claims.json")
# A quote with its context stays far below this; the csv module's own limit of 131,072 could be met by a long letter.
LONGEST_CELL = 16_000_000


@dataclass(frozen=True)
class Dataset:
    """A frozen dataset in memory. `hashes` maps each file of the manifest to its SHA-256; `sha256` is the manifest's
    own hash, by which a publication names its dataset."""

    folder: Path
    info: DatasetInfo
    codebook: Codebook
    claims: tuple[ClaimText, ...]
    bodies: tuple[BodyRow, ...]
    requests: tuple[RequestRow, ...]
    answers: tuple[AnswerRow, ...]
    evidence: tuple[EvidenceRow, ...]
    timeline: tuple[TimelineRow, ...]
    hashes: Mapping[str, str]
    sha256: str

    @cached_property
    def latest(self) -> dict[str, RequestRow]:
        """Body id → its request of the latest wave: the one that is counted."""
        ordered = sorted(self.requests, key=lambda row: row.wave)
        return {row.body: row for row in ordered}

    @cached_property
    def answer_of(self) -> dict[tuple[str, str], AnswerRow]:
        """(request, question) → its answer, where there is one."""
        return {(row.request, row.question): row for row in self.answers}

    @cached_property
    def evidence_of(self) -> dict[tuple[str, str], list[EvidenceRow]]:
        """(request, variable) → its quotes, in order. A variable is "outcome" or a question's id."""
        quotes: dict[tuple[str, str], list[EvidenceRow]] = defaultdict(list)
        for row in sorted(self.evidence, key=lambda row: row.number):
            quotes[row.request, row.variable].append(row)
        return dict(quotes)

    @cached_property
    def question(self) -> dict[str, Question]:
        """Question id → question."""
        return {question.id: question for question in self.codebook.questions}


def load(folder: Path) -> Dataset:
    """The dataset in `folder`.

    Raises CheckFailed naming the file whose bytes do not match the manifest, BadInput if `folder` is no dataset, and
    InputFaults listing every row that does not fit (unknown ids, doubled rows, values outside the codebook, a
    positive answer without its quote).
    """
    contents = _verified(folder)
    manifest = _object(folder / "manifest.json", contents["manifest.json"])
    codebook = _codebook(folder / "codebook.json", contents["codebook.json"])
    faults: list[Fault] = []
    dataset = Dataset(
        folder=folder,
        info=_info(folder / "manifest.json", manifest),
        codebook=codebook,
        claims=_claims(folder / "claims.json", contents["claims.json"]),
        bodies=_rows("bodies.csv", BodyRow, contents, faults),
        requests=_rows("requests.csv", RequestRow, contents, faults),
        answers=_rows("answers.csv", AnswerRow, contents, faults),
        evidence=_rows("evidence.csv", EvidenceRow, contents, faults),
        timeline=_rows("timeline.csv", TimelineRow, contents, faults),
        hashes={name: sha256(content).hexdigest() for name, content in contents.items() if name != "manifest.json"},
        sha256=sha256(contents["manifest.json"]).hexdigest(),
    )
    faults = faults or list(faults_of(dataset))
    if faults:
        raise InputFaults(faults)
    if dataset.info.codebook_sha256 != codebook.sha256:
        raise CheckFailed(f"{folder / 'codebook.json'} is not the codebook the manifest names: the hashes differ.")
    return dataset


def _verified(folder: Path) -> dict[str, bytes]:
    """Name → bytes of the manifest and of every file it lists, each with the hash it should have."""
    contents = {"manifest.json": _bytes(folder, "manifest.json")}
    listed = _object(folder / "manifest.json", contents["manifest.json"]).get("files")
    if not isinstance(listed, dict):
        raise BadInput(f"{folder / 'manifest.json'} lists no files, so nothing in the dataset can be verified.")
    for name in (*DATASET_FILES, *JSON_FILES):
        if name not in listed:
            raise BadInput(f"{folder / 'manifest.json'} does not list {name}, which every dataset has.")
    for name in sorted(listed):
        if Path(name).name != name:
            raise BadInput(f"{folder / 'manifest.json'} lists “{name}”, which is not the name of a file beside it.")
        contents[name] = _bytes(folder, name)
        if sha256(contents[name]).hexdigest() != listed[name]:
            raise CheckFailed(f"{folder / name} was changed after the dataset was frozen: its hash is another.")
    return contents


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise BadInput(f"{folder} is not a whole dataset: {name} cannot be read ({error.strerror}).") from error


def _json(path: Path, content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path} is not readable as JSON: {error}.") from error


def _object(path: Path, content: bytes) -> dict[str, Any]:
    found = _json(path, content)
    if not isinstance(found, dict):
        raise BadInput(f"{path} must hold one JSON object.")
    return found


def _info(path: Path, manifest: dict[str, Any]) -> DatasetInfo:
    given = {one.name: manifest[one.name] for one in fields(DatasetInfo) if one.name in manifest}
    try:
        given["as_at"] = date.fromisoformat(given["as_at"])
        given["frozen_at"] = datetime.fromisoformat(given["frozen_at"])
        given["notes"] = tuple(given.get("notes", ()))
        return DatasetInfo(**given)
    except KeyError as error:
        raise BadInput(f"{path} lacks “{error.args[0]}”.") from error
    except (TypeError, ValueError) as error:
        raise BadInput(f"{path} is not a dataset's manifest: {error}.") from error


def _codebook(path: Path, content: bytes) -> Codebook:
    book = _object(path, content)
    try:
        questions = tuple(_question(entry) for entry in book["questions"])
        return Codebook(version=int(book["version"]), questions=questions, sha256=str(book["sha256"]))
    except KeyError as error:
        raise BadInput(f"{path} lacks “{error.args[0]}”.") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"{path} is not a codebook: {error}.") from error


def _question(entry: dict[str, Any]) -> Question:
    applies = entry.get("applies_to") or {}
    pairs = applies.items() if isinstance(applies, dict) else applies
    return Question(
        id=entry["id"],
        text=entry["text"],
        kind=entry.get("kind", "choice"),
        choices=tuple(entry.get("choices") or ()),
        keywords=tuple(entry.get("keywords") or ()),
        applies_to=tuple((field, tuple(values)) for field, values in pairs),
        guidance=entry.get("guidance", ""),
    )


def _claims(path: Path, content: bytes) -> tuple[ClaimText, ...]:
    entries = _json(path, content)
    try:
        return tuple(ClaimText(text=entry["text"], expect=tuple(entry["expect"].items())) for entry in _list(entries))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadInput(f"{path} must be a list of objects with “text” and “expect”.") from error


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise TypeError(f"{type(found).__name__} is not a list")
    return found


def _rows(name: str, row: type[Row], contents: Mapping[str, bytes], faults: list[Fault]) -> tuple[Row, ...]:
    """Every row of one CSV file; what does not fit is added to `faults` and left out."""
    try:
        text = contents[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(name, f"is not UTF-8 text (byte {error.start})."))
        return ()
    found: list[Row] = []
    try:
        found.extend(_parsed(name, row, delimited_rows(text, longest_cell=LONGEST_CELL, strict=True), faults))
    except csv.Error as error:
        faults.append(Fault(name, f"cannot be read as CSV: {error}.", len(found) + 2))
    return tuple(found)


def _parsed(name: str, row: type[Row], reader: Iterator[list[str]], faults: list[Fault]) -> Iterator[Row]:
    columns = {one.name: one.type for one in fields(row)}
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    faults.extend(Fault(name, "the column is missing.", 1, column) for column in missing)
    if missing:
        return
    for number, cells in enumerate(reader, start=2):
        if len(cells) != len(header):
            faults.append(Fault(name, f"has {len(cells)} cells where the header has {len(header)}.", number))
            continue
        given: dict[str, Any] = {key: value for key, value in zip(header, cells, strict=True) if key in columns}
        whole = [key for key, kind in columns.items() if kind is int]
        bad = [key for key in whole if not given[key].isdecimal()]
        faults.extend(Fault(name, f"“{given[key][:40]}” is not a whole number.", number, key) for key in bad)
        if not bad:
            yield row(**given | {key: int(given[key]) for key in whole})
