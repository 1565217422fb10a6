"""What can be done with studies: take over a study.toml, keep its codebook versions, find its waves."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db import transaction
from django.utils.text import slugify

from askall.bodies import services as bodies
from askall.bodies.csv_file import read_register
from askall.bodies.frame import frame as make_frame
from askall.bodies.records import Frame
from askall.bodies.register import Register
from askall.foundation.errors import BadInput
from askall.study.codebook import codebook_content, codebook_of
from askall.study.models import CodebookVersion, Study, Wave
from askall.study.records import Protocol, StudyRecord
from askall.study.study_file import parse_study, source_of
from askall.team import services as team


def frame_of(protocol: Protocol, folder: Path, register: Register) -> Frame:
    """The bodies this protocol asks: from its own CSV beside study.toml, or from the register, as at its date."""
    rule = protocol.frame
    if rule.csv:
        register = read_register(folder / rule.csv)
    return make_frame(register, protocol.as_at, rule.types, rule.nations, rule.regions)


@transaction.atomic
def save_study(*, path: Path, register: Register, by: str, at: datetime, slug: str = "") -> StudyRecord:
    """Take over a study.toml. The first time its frame is frozen; later changed questions make a new codebook version.

    Raises BadInput if the file has faults, or if a known study would get another date or frame.
    """
    source = source_of(path)
    protocol = parse_study(source, path, register=register)
    slug = slug or slugify(protocol.title)[:80] or "study"
    row = Study.objects.filter(slug=slug).first()
    if row is None:
        frozen = frame_of(protocol, path.parent, register)
        if not frozen.bodies:
            raise BadInput(f"{path}: no body of the register fits the frame as at {protocol.as_at}.")
        key = bodies.freeze_frame(frame=frozen, by=by, at=at)
        row = Study.objects.create(
            slug=slug, title=protocol.title, as_at=protocol.as_at, frame_id=key, source=source, created_at=at
        )
        team.record(by=by, at=at, action="study created", subject=slug, detail={"bodies": len(frozen.bodies)})
    elif row.as_at != protocol.as_at:
        raise BadInput(
            f"{path}: the frame of “{slug}” was frozen as at {row.as_at} and stays so. "
            f"For a frame as at {protocol.as_at}, make a new study."
        )
    elif row.source != source:
        Study.objects.filter(pk=row.pk).update(source=source, title=protocol.title)
        team.record(by=by, at=at, action="study.toml taken over", subject=slug)
    _keep_codebook(row, protocol, by, at)
    return study(slug=slug)


def _keep_codebook(row: Study, protocol: Protocol, by: str, at: datetime) -> None:
    newest = row.codebooks.last()
    book = codebook_of(protocol.questions, version=newest.version + 1 if newest else 1)
    known = row.codebooks.filter(sha256=book.sha256).first()
    if known is None:
        CodebookVersion.objects.create(
            study=row, version=book.version, sha256=book.sha256, content=codebook_content(book), created_at=at
        )
        team.record(by=by, at=at, action="codebook version made", subject=f"{row.slug} v{book.version}")
    elif newest and known != newest:
        raise BadInput(
            f"The questions are those of codebook version {known.version} again, but version {newest.version} is in "
            "use. Codebook versions go forward only: change a guidance text to make a new version."
        )


def study(*, slug: str | None = None) -> StudyRecord:
    """A study of the workspace; the only one if no slug is given."""
    rows = list(Study.objects.all()) if slug is None else list(Study.objects.filter(slug=slug))
    if not rows:
        hint = "Take one over with: askall study import study.toml"
        raise BadInput(f"There is no study “{slug}” here. {hint}" if slug else f"There is no study here yet. {hint}")
    if len(rows) > 1:
        raise BadInput(f"Say which study: --study with one of {', '.join(row.slug for row in rows)}.")
    row = rows[0]
    book = row.codebooks.get(version=row.codebooks.count())  # versions are numbered without gaps
    protocol = _protocol(row.source)
    codebook = codebook_of(protocol.questions, version=book.version)
    return StudyRecord(row.pk, row.slug, protocol, row.frame_id, codebook, book.pk)


@lru_cache(maxsize=16)
def _protocol(source: str) -> Protocol:
    """Every page asks for it: the same file is read once."""
    return parse_study(source, Path("study.toml"), frame_file_expected=False)


def studies() -> tuple[StudyRecord, ...]:
    """Every study of the workspace."""
    return tuple(study(slug=slug) for slug in Study.objects.order_by("slug").values_list("slug", flat=True))


def study_key(*, slug: str = "") -> int | None:
    """The key of a study. Without a slug that of the only one; None if there are several, or none yet."""
    keys = list(Study.objects.filter(**{"slug": slug} if slug else {}).values_list("pk", flat=True)[:2])
    if slug and not keys:
        raise BadInput(f"There is no study “{slug[:80]}” here.")
    return keys[0] if len(keys) == 1 else None


def wave_key(*, slug: str, number: int) -> int:
    """The key of a wave, which begins to exist when it is first named."""
    if number < 1:
        raise BadInput("Waves are counted from 1.")
    row, _ = Wave.objects.get_or_create(study=Study.objects.get(slug=slug), number=number)
    return row.pk
