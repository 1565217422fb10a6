"""Small frozen datasets for tests, written as the format says: CSV files, JSON files, a manifest with their hashes."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from askall.coding.records import DATASET_FILES, AnswerRow, BodyRow, EvidenceRow, RequestRow, TimelineRow

QUESTION = {
    "id": "uses_it", "text": "Does the council use it?", "kind": "choice", "choices": ["yes", "no", "formerly"],
    "keywords": ["it"], "applies_to": {}, "guidance": "",
}  # fmt: skip
NUMBER = {"id": "how_many", "text": "How many are in use?", "kind": "number", "choices": [], "applies_to": {}}
INFO: dict[str, Any] = {
    "study": {"title": "A study", "organisations": ["A group"], "contact": "study@group.example", "summary": "Why."},
    "as_at": "2022-02-07", "frozen_at": "2022-03-01T12:00:00+00:00", "frame_sha256": "f" * 64, "codebook_version": 1,
    "askall_version": "0.1.0", "synthetic": False, "agreement": {}, "machine_agreement": {}, "notes": [],
}  # fmt: skip


@dataclass
class Made:
    """Rows of a dataset in the making; `write` freezes them."""

    questions: Sequence[Mapping[str, Any]] = (QUESTION,)
    claims: list[dict[str, Any]] = field(default_factory=list)
    info: dict[str, Any] = field(default_factory=dict)
    bodies: list[BodyRow] = field(default_factory=list)
    requests: list[RequestRow] = field(default_factory=list)
    answers: list[AnswerRow] = field(default_factory=list)
    evidence: list[EvidenceRow] = field(default_factory=list)
    timeline: list[TimelineRow] = field(default_factory=list)
    numbers: "count[int]" = field(default_factory=lambda: count(1))

    def body(
        self,
        outcome: str = "answered",
        answers: Mapping[str, str] | str | None = None,
        *,
        id: str = "",
        name: str = "",
        nation: str = "England",
        region: str = "London",
        type: str = "district",
        quote: str = "",
        request: Mapping[str, Any] | None = None,
        **more: str,
    ) -> str:
        """A body with its request; `answers` maps questions to values, or is the value of the first question."""
        number = next(self.numbers)
        id = id or f"b{number:03}"
        given = {str(self.questions[0]["id"]): answers} if isinstance(answers, str) else dict(answers or {})
        row = {one.name: "" for one in fields(BodyRow)} | {"law": "FOISA" if nation == "Scotland" else "FOIA"} | more
        row |= {"body": id, "name": name or f"Body {number:03} Council", "short_name": name or f"Body {number:03}"}
        self.bodies.append(BodyRow(**row | {"nation": nation, "region": region, "type": type}))
        self.ask(id, outcome, given, quote=quote, **request or {})
        return id

    def ask(
        self, body: str, outcome: str, answers: Mapping[str, str], *, quote: str = "", wave: int = 1, **more: Any
    ) -> None:
        """A request of one wave with its answers, each with a quote of its own."""
        request = f"{body}-w{wave}"
        row = {
            "provisions": "", "sent_on": "2021-09-01", "due_on": "2021-09-29", "rival_due_on": "", "late": "no",
            "first_reply_on": "2021-09-20", "last_reply_on": "2021-09-20", "messages": 2, "coders": "ann;bob",
            "adjudicated": "no",
        }  # fmt: skip
        if outcome == "no_reply":
            row |= {"first_reply_on": "", "last_reply_on": "", "late": "yes", "messages": 1, "coders": ""}
        self.requests.append(RequestRow(request=request, body=body, wave=wave, outcome=outcome, **row | more))
        self.timeline.append(TimelineRow(body, request, "2021-09-01", "sent", "the request", sha("letter" + request)))
        for question, answer in answers.items():
            words = quote or f"{body} on {question}: {answer}"
            kept = self.quote(body, request, question, words) if answer not in MISSING else None
            told = (words, kept.file, kept.label) if kept else ("", "", "")
            self.answers.append(AnswerRow(body, request, question, answer, outcome, 1, "ann;bob", "no", *told))

    def quote(self, body: str, request: str, variable: str, words: str, **more: Any) -> EvidenceRow:
        """A quote in its context."""
        row = EvidenceRow(
            body=body, request=request, variable=variable, number=1, quote=words, before="Thank you for asking. ",
            after=" Yours, [name removed]", file=sha(f"{request} {variable}"), file_name="reply.pdf",
            media_type="application/pdf", part=0, label="page 1", start=22, end=22 + len(words),
            received_on="2021-09-20",
        )  # fmt: skip
        row = EvidenceRow(**asdict(row) | more)
        self.evidence.append(row)
        return row

    def write(self, folder: Path) -> Path:
        """The dataset as files in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = (self.bodies, self.requests, self.answers, self.evidence, self.timeline)
        for (name, kind), found in zip(DATASET_FILES.items(), rows, strict=True):
            write_csv(folder / name, kind, found)
        codebook = json.dumps(list(self.questions), sort_keys=True)
        book = {"version": 1, "sha256": sha(codebook), "questions": list(self.questions)}
        (folder / "codebook.json").write_text(json.dumps(book), "utf-8")
        (folder / "claims.json").write_text(json.dumps(self.claims), "utf-8")
        seal(folder, INFO | {"codebook_sha256": book["sha256"]} | self.info)
        return folder


MISSING = ("not_stated", "unclear", "not_applicable")


def sha(text: str) -> str:
    """The hash of a text, for files that need not exist."""
    return sha256(text.encode()).hexdigest()


def write_csv(path: Path, kind: type, rows: Iterable[Any]) -> None:
    """Rows of one dataclass as CSV, its fields as columns."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [one.name for one in fields(kind)])
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


def seal(folder: Path, info: Mapping[str, Any] | None = None) -> None:
    """Write the manifest anew, with the hashes of the files as they stand now."""
    path = folder / "manifest.json"
    kept = dict(info) if info is not None else json.loads(path.read_text("utf-8"))
    names = (*DATASET_FILES, "codebook.json", "claims.json")
    kept["files"] = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}
    path.write_text(json.dumps(kept), "utf-8")
