"""What can be done with the register: take over bodies, and freeze a frame from them."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from askall.bodies.models import FrameBody, RegisteredBody, StudyFrame
from askall.bodies.records import Body, Frame
from askall.team import services as team

DATES = frozenset({"start", "end"})


def as_fields(body: Body) -> dict[str, Any]:
    """A body as plain JSON values."""
    return {
        key: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
        for key, value in asdict(body).items()
    }


def from_fields(stored: dict[str, Any]) -> Body:
    """The body that `as_fields` came from. Fields a later version added are left at their defaults."""
    known = {field.name for field in fields(Body)}
    values: dict[str, Any] = {
        key: date.fromisoformat(value) if key in DATES and value else tuple(value) if isinstance(value, list) else value
        for key, value in stored.items()
        if key in known
    }
    return Body(**values)


@transaction.atomic
def import_bodies(*, bodies: Iterable[Body], source: str, by: str, at: datetime) -> int:
    """Add these bodies to the workspace's register, replacing those of the same id; the number taken over.

    Frames already frozen keep what they hold.
    """
    rows = [
        RegisteredBody(code=one.id, name=one.name, start=one.start, end=one.end, fields=as_fields(one))
        for one in bodies
    ]
    RegisteredBody.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "start", "end", "fields"]
    )
    team.record(by=by, at=at, action="register imported", subject=source[:200], detail={"bodies": len(rows)})
    return len(rows)


def registered_bodies() -> tuple[Body, ...]:
    """Every body of the workspace's register, by id."""
    return tuple(from_fields(row) for row in RegisteredBody.objects.order_by("code").values_list("fields", flat=True))


@transaction.atomic
def freeze_frame(*, frame: Frame, by: str, at: datetime) -> int:
    """Store a frame for good and return its key; the same content is stored once."""
    stored, new = StudyFrame.objects.get_or_create(sha256=frame.sha256, defaults={"as_at": frame.as_at})
    if new:
        FrameBody.objects.bulk_create(
            FrameBody(
                frame=stored,
                code=one.id,
                name=one.name,
                type=one.type,
                nation=one.nation,
                region=one.region,
                law=one.law,
                fields=as_fields(one),
            )
            for one in frame.bodies
        )
        detail = {"as_at": frame.as_at.isoformat(), "bodies": len(frame.bodies)}
        team.record(by=by, at=at, action="frame frozen", subject=frame.sha256, detail=detail)
    return stored.pk


def frame(*, key: int) -> Frame:
    """The frame stored under `key`, exactly as it was frozen."""
    stored = StudyFrame.objects.get(pk=key)
    rows = FrameBody.objects.filter(frame=stored).order_by("code").values_list("fields", flat=True)
    return Frame(stored.as_at, tuple(from_fields(row) for row in rows))


def frame_body_keys(*, key: int) -> dict[str, int]:
    """Body id → key of its row in the frame, for tables that refer to it."""
    return dict(FrameBody.objects.filter(frame_id=key).values_list("code", "pk"))
