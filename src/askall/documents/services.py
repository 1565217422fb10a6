"""What can be done with documents: extract the text of every stored attachment, and hand texts on."""

import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Q

from askall.documents.extract import EXTRACTOR
from askall.documents.media_type import PDF
from askall.documents.models import ExtractedPart, Extraction
from askall.documents.pictures import DRAWER
from askall.documents.picturing import PictureJob, picture_in_worker
from askall.documents.records import Document, Mark, Part, Table
from askall.documents.sandbox import documents_of
from askall.foundation.errors import BadInput
from askall.foundation.files import FileStore
from askall.foundation.text import storable
from askall.foundation.work import Progress, Work

CHUNK = 64
DRAWN = Q(media_type=PDF) | Q(media_type__startswith="image/")


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
                marks=[[one.start, one.end, one.kind, storable(one.note)] for one in part.marks],
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
        unread=list(document.unread),
        extractor=EXTRACTOR,
    )


def documents(*, hashes: Iterable[str]) -> dict[str, Document]:
    """Hash → extracted document, for those of the given hashes that are known."""
    rows = Extraction.objects.filter(sha256__in=set(hashes)).prefetch_related("parts")
    return {
        row.sha256: Document(
            row.sha256,
            row.media_type,
            tuple(_part(part) for part in row.parts.all()),
            tuple(Table(one["part"], tuple(tuple(cells) for cells in one["rows"])) for one in row.tables),
            tuple(row.warnings),
            tuple(row.unread),
        )
        for row in rows
    }


def _part(row: ExtractedPart) -> Part:
    return Part(row.label, row.text, row.ocr, row.confidence, tuple(Mark(*one) for one in row.marks))


def pages_to_draw(*, hashes: Iterable[str]) -> dict[str, int]:
    """Hash → of how many pages pictures can be made: those of a PDF, one of an image; other files are not in it."""
    rows = Extraction.objects.filter(sha256__in=set(hashes)).filter(DRAWN).annotate(pages=Count("parts"))
    return {sha: pages if kind == PDF else 1 for sha, kind, pages in rows.values_list("sha256", "media_type", "pages")}


def picture(*, sha256: str, number: int, store: FileStore, folder: Path, work: Work) -> bytes | None:
    """Page `number` of a stored file as a PNG that holds pixels only; None if no picture can be made of it.

    Pictures are kept in `folder` by the file's hash, and so is that there is none: a hostile file is tried once.
    Raises CheckFailed if no such file is stored.
    """
    kept = folder / sha256[:2] / f"{sha256}-{number}-{DRAWER}.png"
    if kept.is_file():
        return kept.read_bytes() or None
    content = store.get(sha256)
    try:
        drawn = picture_in_worker(PictureJob(content, number), work).png
    except BadInput:
        drawn = b""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".part-", delete=False) as part:
        part.write(drawn)
    Path(part.name).replace(kept)
    return drawn or None


def forget() -> None:
    """Drop every extracted text, so that all can be derived again."""
    Extraction.objects.all().delete()
