"""What documents hand on: the text of one file, in parts with labels."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Part:
    """A page, a sheet, a body of text. `confidence` is OCR's own, 0 to 1; None where no OCR was needed."""

    label: str
    text: str
    ocr: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table found in part number `part`; cells are text, "" where empty."""

    part: int
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file. A file that could not be read has no parts and says why in `warnings`."""

    sha256: str
    media_type: str
    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self, path: str = "") -> dict[str, Any]:
        """The object of `askall documents text --json`."""
        return {
            "path": path,
            "sha256": self.sha256,
            "media_type": self.media_type,
            "parts": [
                {"label": part.label, "text": part.text, "ocr": part.ocr, "confidence": part.confidence}
                for part in self.parts
            ],
            "tables": [{"part": table.part, "rows": [list(row) for row in table.rows]} for table in self.tables],
            "warnings": list(self.warnings),
        }
