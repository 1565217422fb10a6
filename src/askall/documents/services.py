"""What can be done with documents: extract the text of every stored attachment, and hand texts on."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Count, Q

from askall.documents.extract import EXTRACTOR
from askall.documents.limits import Limits
from askall.documents.locating import joined
from askall.documents.media_type import CSV, EXTENSIONS, ODS, PDF, TSV, XLS, XLSB, XLSM, XLSX
from askall.documents.models import ExtractedPart, Extraction
from askall.documents.pictures import DRAWER
from askall.documents.picturing import PictureJob, picture_in_worker
from askall.documents.recognition import Unread, complete, places_of
from askall.documents.records import Document, Mark, Part, Place, Table
from askall.documents.sandbox import documents_of
from askall.foundation.errors import BadInput
from askall.foundation.files import FileStore, hash_of
from askall.foundation.text import storable
from askall.foundation.work import Progress, Work

CHUNK = 64
SHEETS = (XLSX, XLSM, XLSB, XLS, ODS, CSV, TSV)
NAMES_OF = {kind: f"file.{suffix}" for suffix, kind in reversed(EXTENSIONS.items())}
"""A name by which a file of this kind is taken for it again: only names tell kinds of text apart."""
PLACE_LIMITS = Limits(seconds=20.0, last_seconds=25.0)
MOST_KEPT = 500  # parts of one file
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


def unread_pages() -> int:
    """How many pages show something and have no text that can be used."""
    return sum(len(unread) for unread in Extraction.objects.exclude(unread=[]).values_list("unread", flat=True))


def recognise_files(*, store: FileStore, work: Work, folder: Path, progress: Progress | None = None) -> int:
    """Recognise the pages without text of all extracted files, by the readers that are installed; how many files gained
    by it. What was recognised is kept in `folder`, page by page: nothing is lost or done twice if it is stopped.

    `progress` is told the number of pages done.
    """
    kinds = dict(Extraction.objects.exclude(unread=[]).order_by("sha256").values_list("sha256", "media_type"))
    gained, pages = 0, 0
    hashes = list(kinds)
    for at in range(0, len(hashes), CHUNK):
        chunk = documents(hashes=hashes[at : at + CHUNK])
        before = pages
        items = [
            Unread(one, NAMES_OF.get(kinds[sha], "file"), partial(store.get, sha)) for sha, one in sorted(chunk.items())
        ]

        def told(done: int, before: int = before) -> None:
            if progress:
                progress(before + done)

        for given, found in zip(items, complete(items, folder, work, told), strict=True):
            pages += len(given.document.unread)
            if found != given.document:
                _complete(found)
                gained += 1
    return gained


@transaction.atomic
def _complete(document: Document) -> None:
    """The stored document as it stands after recognition."""
    row = Extraction.objects.get(sha256=document.sha256)
    fresh = _row(document.sha256, document)
    row.tables, row.warnings, row.unread = fresh.tables, fresh.warnings, fresh.unread
    row.save(update_fields=["tables", "warnings", "unread"])
    parts = list(row.parts.all())
    for kept, part in zip(parts, document.parts, strict=True):
        kept.text, kept.ocr, kept.confidence = storable(part.text), part.ocr, part.confidence
        kept.marks = [[one.start, one.end, one.kind, storable(one.note)] for one in part.marks]
    ExtractedPart.objects.bulk_update(parts, ["text", "ocr", "confidence", "marks"], batch_size=500)


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
        tables=[{"part": table.part, "rows": [_cells(row) for row in table.rows]} for table in document.tables],
        warnings=[storable(warning) for warning in document.warnings],
        unread=list(document.unread),
        extractor=EXTRACTOR,
    )


def _cells(row: Sequence[str]) -> Sequence[str]:
    return row if "".join(row).isprintable() else [storable(cell) for cell in row]


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
    _keep(kept, drawn)
    return drawn or None


def _keep(kept: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, prefix=".part-", delete=False) as part:
        part.write(content)
    Path(part.name).replace(kept)


def where(
    *,
    sha256: str,
    part: int,
    start: int,
    end: int,
    store: FileStore,
    folder: Path,
    work: Work,
    recognised: Path | None = None,
) -> tuple[Place, ...]:
    """Where characters `start` to `end` of a stored file's part stand: boxes on its page, or cells of its sheet.

    Places are derived from the file in a worker when first asked for, and then kept in `folder` by the file's hash.
    Words that were recognised have their boxes in the folder `recognised`. Empty where nothing is known, or if the file
    reads otherwise than before.
    Raises CheckFailed if no such file is stored.
    """
    stored = ExtractedPart.objects.filter(document__sha256=sha256, number=part).first()
    if stored is None or not stored.text:
        return ()
    if stored.ocr:
        seen = places_of(documents(hashes=[sha256])[sha256], part, recognised) if recognised else None
        return joined(seen.places, start, end) if seen else ()
    text = stored.text
    kept = _kept_places(folder, sha256, part)
    if not kept.is_file():
        _keep_places(store.get(sha256), sha256, part, folder, work)
    found = json.loads(kept.read_bytes())
    if found["text"] != hash_of(text.encode()):
        return ()
    return joined(
        (Place(first, last, tuple(box) if box else None, cell) for first, last, box, cell in found["places"]),
        start,
        end,
    )


def _keep_places(content: bytes, sha256: str, part: int, folder: Path, work: Work) -> None:
    names = Extraction.objects.filter(sha256=sha256).values_list("media_type", flat=True)
    (document,) = documents_of([(content, NAMES_OF.get(next(iter(names), ""), ""))], work, PLACE_LIMITS, places=True)
    parts = dict(enumerate(document.parts[:MOST_KEPT]))
    parts[part] = document.parts[part] if part < len(document.parts) else Part("", "")
    for number, one in parts.items():
        listed = [[place.start, place.end, place.box, place.cell] for place in one.places]
        written = json.dumps({"text": hash_of(storable(one.text).encode()), "places": listed})
        _keep(_kept_places(folder, sha256, number), written.encode())


def _kept_places(folder: Path, sha256: str, part: int) -> Path:
    return folder / sha256[:2] / f"{sha256}-{part}-{EXTRACTOR.replace(' ', '-')}.json"


def cells(
    *, quotes: Iterable[tuple[str, int, int, int]], store: FileStore, folder: Path, work: Work
) -> dict[tuple[str, int, int, int], str]:
    """The cells of quotes given as (hash, part, start, end), such as "B4" or "B4 to B6"; only of those in sheets."""
    wanted = set(quotes)
    sheets = set(
        Extraction.objects.filter(sha256__in={one[0] for one in wanted}, media_type__in=SHEETS).values_list(
            "sha256", flat=True
        )
    )
    found = {}
    for quote in sorted(one for one in wanted if one[0] in sheets):
        sha256, part, start, end = quote
        places = where(sha256=sha256, part=part, start=start, end=end, store=store, folder=folder, work=work)
        named = list(dict.fromkeys(place.cell for place in places if place.cell))
        if named:
            found[quote] = named[0] if len(named) == 1 else f"{named[0]} to {named[-1]}"
    return found


def forget() -> None:
    """Drop every extracted text, so that all can be derived again."""
    Extraction.objects.all().delete()
