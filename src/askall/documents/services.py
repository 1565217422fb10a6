"""What can be done with documents: extract the text of every stored attachment, and hand texts on."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction

from askall.documents.extract import EXTRACTOR
from askall.documents.models import ExtractedPart, Extraction
from askall.documents.records import Document, Part, Table
from askall.documents.sandbox import documents_of
from askall.foundation.files import FileStore
from askall.foundation.text import storable
from askall.foundation.work import Progress, Work

CHUNK = 64


def extract_files(
    *, files: Iterable[tuple[str, str]], store: FileStore, work: Work, progress: Progress | None = None
) -> int:
    """Extract the text of these stored files, given as (hash, file name), unless it is known. The number done now.

    A file that cannot be read gets a record with a warning; it is not tried again by the same extractor version.
    """
    wanted = dict(files)
    known = set(Extraction.objects.filter(extractor=EXTRACTOR).values_list("sha256", flat=True))
    todo = iter(sorted((sha, name) for sha, name in wanted.items() if sha not in known))
    done = 0
    while chunk := list(islice(todo, CHUNK)):
        contents = [(store.get(sha), name) for sha, name in chunk]
        _save([sha for sha, _ in chunk], list(documents_of(contents, work)))
        done += len(chunk)
        if progress:
            progress(done)
    return done


@transaction.atomic
def _save(hashes: Sequence[str], documents: Sequence[Document]) -> None:
    # An older extractor's work is derived, so replaceable.
    Extraction.objects.filter(sha256__in=hashes).exclude(extractor=EXTRACTOR).delete()
    Extraction.objects.bulk_create(
        (_row(sha, one) for sha, one in zip(hashes, documents, strict=True)),
        ignore_conflicts=True,  # another process may extract the same files beside this one
    )
    keys = dict(Extraction.objects.filter(sha256__in=hashes).values_list("sha256", "pk"))
    ExtractedPart.objects.bulk_create(
        (
            ExtractedPart(
                document_id=keys[sha],
                number=number,
                label=storable(part.label),
                text=storable(part.text),
                ocr=part.ocr,
                confidence=part.confidence,
            )
            for sha, one in zip(hashes, documents, strict=True)
            for number, part in enumerate(one.parts)
        ),
        ignore_conflicts=True,
    )


def _row(sha: str, document: Document) -> Extraction:
    return Extraction(
        sha256=sha,
        media_type=storable(document.media_type)[:255],
        tables=[
            {"part": table.part, "rows": [[storable(cell) for cell in row] for row in table.rows]}
            for table in document.tables
        ],
        warnings=[storable(warning) for warning in document.warnings],
        extractor=EXTRACTOR,
    )


def documents(*, hashes: Iterable[str]) -> dict[str, Document]:
    """Hash → extracted document, for those of the given hashes that are known."""
    rows = Extraction.objects.filter(sha256__in=set(hashes)).prefetch_related("parts")
    return {
        row.sha256: Document(
            row.sha256,
            row.media_type,
            tuple(Part(part.label, part.text, part.ocr, part.confidence) for part in row.parts.all()),
            tuple(Table(one["part"], tuple(tuple(cells) for cells in one["rows"])) for one in row.tables),
            tuple(row.warnings),
        )
        for row in rows
    }


def forget() -> None:
    """Drop every extracted text, so that all can be derived again."""
    Extraction.objects.all().delete()
