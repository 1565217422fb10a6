"""The data of a publication: the frozen files themselves, the counted figures, and a Frictionless data package."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from askall.coding.records import DATASET_FILES
from askall.publishing.report import Report
from askall.publishing.schemas import schema
from askall.publishing.words import TITLES

# Zip knows no time zone and nothing before 1980; a fixed moment keeps the bytes the same.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
SYNTHETIC_NOTE = (
    "SYNTHETIC\n\nEvery body, letter, answer and figure in this folder was written by a simulation. Nothing here is "
    "true of any real public body.\n"
)


def data_files(report: Report) -> dict[str, bytes]:
    """Path under the publication → content, datapackage.json last. The same dataset gives the same bytes."""
    frozen = {name: (report.dataset.folder / name).read_bytes() for name in (*report.dataset.hashes, "manifest.json")}
    files = {f"data/{name}": frozen[name] for name in (*DATASET_FILES, "codebook.json", "manifest.json")}
    files["data/findings.json"] = _json(list(findings(report)))
    files["data/claims.json"] = _json([claim.as_json() for claim in report.claims])
    files["data/responses.json"] = _json(list(responses(report)))
    files["data/dataset.zip"] = _zip(frozen)
    if report.synthetic:
        files["data/SYNTHETIC.txt"] = SYNTHETIC_NOTE.encode()
    return files | {"datapackage.json": _json(datapackage(report, files))}


def findings(report: Report) -> Iterator[dict[str, Any]]:
    """Entries of findings.json, each with the page that lists its bodies."""
    for finding in report.tally.findings():
        figure = report.figure_of(finding.question, finding.answer, finding.scope)
        yield finding.as_json() | ({"page": figure.page} if figure else {})


def responses(report: Report) -> Iterator[dict[str, Any]]:
    """Entries of responses.json: requests by outcome, and those late."""
    for figure in (*report.outcomes, report.late):
        yield {
            "figure": figure.label,
            "count": figure.count,
            "asked": figure.base,
            "as_at": report.dataset.info.as_at.isoformat(),
            "page": figure.page,
            "bodies": list(figure.bodies),
        }


def datapackage(report: Report, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The descriptor (Data Package 1.0): a schema for each table, hashes, licence and sources."""
    info, study = report.dataset.info, report.dataset.info.study
    licence = {"name": str(study["licence"])} if study.get("licence") else LICENCE
    return {
        "profile": "data-package",
        "name": f"askall-{report.dataset.sha256[:12]}",
        "title": report.title,
        "description": str(study.get("summary") or ""),
        "version": report.dataset.sha256[:12],
        "created": info.frozen_at.isoformat(),
        "as_at": info.as_at.isoformat(),
        "synthetic": info.synthetic,
        "licenses": [licence],
        "sources": [{"title": "Replies of the bodies asked, under their access laws"}, *_notes(report)],
        "contributors": [{"title": str(one), "role": "author"} for one in study.get("organisations") or ()],
        "resources": [_resource(path, content) for path, content in files.items()],
    }


def _notes(report: Report) -> list[dict[str, str]]:
    return [{"title": note} for note in report.dataset.info.notes]


def _resource(path: str, content: bytes) -> dict[str, Any]:
    name = path.rpartition("/")[2]
    stem, _, kind = name.rpartition(".")
    media = {"csv": "text/csv", "json": "application/json", "zip": "application/zip", "txt": "text/plain"}[kind]
    resource: dict[str, Any] = {
        "name": stem.lower(),
        "path": path,
        "title": TITLES.get(name, "Every body and answer here is invented"),
        "format": kind,
        "mediatype": media,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    if kind == "zip":
        del resource["encoding"]
    if name in DATASET_FILES:
        resource |= {"profile": "tabular-data-resource", "schema": schema(name)}
    return resource


def _zip(frozen: Mapping[str, bytes]) -> bytes:
    """The dataset as one file, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(frozen):
            entry = zipfile.ZipInfo(f"dataset/{name}", ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, frozen[name])
    return buffer.getvalue()


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
