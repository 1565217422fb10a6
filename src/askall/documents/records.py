"""What documents hand on: the text of one file, in parts with labels."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """How `text[start:end]` of a part stands in its file, where that matters to a reader.

    Kinds: "bold", "colour", "highlight", "struck", "inserted", "deleted" (tracked changes), "hidden" (text, a row, a
    column or a sheet), "footnote", "header", "footer", "text box", "comment", "stored" (a cell whose value differs from
    what is shown; `note` holds it) and "doubtful" (recognised with little confidence; `note` is the confidence).
    """

    start: int
    end: int
    kind: str
    note: str = ""


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where `text[start:end]` of a part lies: in a box on its page (left, top, right, bottom, each as a share of the
    page's width or height, from its upper left corner), or in a cell such as "B4" of its sheet."""

    start: int
    end: int
    box: Box | None = None
    cell: str = ""

    def as_json(self) -> dict[str, Any]:
        where: dict[str, Any] = {"box": list(self.box)} if self.box else {"cell": self.cell}
        return {"start": self.start, "end": self.end, **where}


@dataclass(frozen=True, slots=True)
class Part:
    """A page, a sheet, a body of text. `confidence` is OCR's own, 0 to 1; None where no OCR was needed.

    `places` are given where they were asked for: they are derived from the file's bytes whenever they are wanted.
    """

    label: str
    text: str
    ocr: bool = False
    confidence: float | None = None
    marks: tuple[Mark, ...] = ()
    places: tuple[Place, ...] = ()

    def as_json(self) -> dict[str, Any]:
        marks = [{"start": one.start, "end": one.end, "kind": one.kind, "note": one.note} for one in self.marks]
        more: dict[str, Any] = {"marks": marks} if marks else {}
        if self.places:
            more["places"] = [one.as_json() for one in self.places]
        return {
            "label": self.label,
            "text": self.text,
            "ocr": self.ocr,
            "confidence": self.confidence,
            **more,
        }


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in part number `part`; cells are text, "" where empty."""

    part: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file. A file that could not be read has no parts and says why in `warnings`.

    `unread` are the numbers of parts that show something, such as a scan, but have no text that can be used.
    """

    sha256: str
    media_type: str
    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()

    def as_json(self, path: str = "") -> dict[str, Any]:
        """The object of `askall documents text --json`."""
        return {
            "path": path,
            "sha256": self.sha256,
            "media_type": self.media_type,
            "parts": [part.as_json() for part in self.parts],
            "tables": [{"part": table.part, "rows": [list(row) for row in table.rows]} for table in self.tables],
            "warnings": list(self.warnings),
            **({"unread": list(self.unread)} if self.unread else {}),
        }
