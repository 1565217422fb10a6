"""Requests: opened for a wave, listed with their events."""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from askall.asking.models import Request, RequestEvent
from askall.asking.records import Event, RequestRecord
from askall.asking.sent_letters import SentLetter
from askall.asking.services.addresses import newest_addresses, with_address
from askall.asking.services.events import NewEvent, log_events
from askall.asking.services.standings import EVENT_FIELDS, event_from
from askall.asking.state import understood
from askall.bodies import services as bodies
from askall.study import services as studies
from askall.team import services as team

FEW = 1000
"""Values that a query may name one by one; for more it reads all there are."""


def token_for(study: str, body: str, wave: int) -> str:
    """The reply token of a request: ten letters and digits that no other request of the workspace has.

    Derived, not drawn, so that a workspace rebuilt from its files expects the same tokens.
    """
    digest = sha256(f"{study}\n{body}\n{wave}".encode()).digest()
    return b32encode(digest)[:10].decode().lower()


@transaction.atomic
def open_requests(*, study: str, wave: int = 1, by: str, at: datetime) -> int:
    """Open one request for each body of the study's frame; those open already stay. The number opened now."""
    record = studies.study(slug=study)
    keys = bodies.frame_body_keys(key=record.frame_key)
    wave_key = studies.wave_key(slug=study, number=wave)
    there = set(Request.objects.filter(wave_id=wave_key).values_list("body_id", flat=True))
    opened = Request.objects.bulk_create(
        Request(study_id=record.key, wave_id=wave_key, body_id=key, token=token_for(study, code, wave))
        for code, key in keys.items()
        if key not in there
    )
    if opened:
        log_events(events=[NewEvent(one.pk, Event("opened", at)) for one in opened], by=by, at=at)
        team.record(by=by, at=at, action="requests opened", subject=f"{study} wave {wave}", detail={"n": len(opened)})
    return len(opened)


def learn_reply_addresses(*, addresses: dict[int, str]) -> None:
    """Remember the address of ours that a letter was sent from, for requests that have none yet."""
    if addresses:
        rows = list(Request.objects.filter(pk__in=addresses, reply_address=""))
        for row in rows:
            row.reply_address = addresses[row.pk]
        Request.objects.bulk_update(rows, ["reply_address"], batch_size=500)


def forget_reply_address(*, request: int, address: str) -> None:
    """Take back what was learnt from a letter that was not this request's."""
    Request.objects.filter(pk=request, reply_address=address).update(reply_address="")


def requests(*, study: str | None = None, keys: Iterable[int] | None = None) -> tuple[RequestRecord, ...]:
    """Requests with their events in order of time, by body id; all of the workspace, of a study, or those given."""
    rows = Request.objects.select_related("study", "wave", "body").order_by("wave__number", "body__code")
    if study is not None:
        rows = rows.filter(study__slug=study)
    events = RequestEvent.objects.filter(withdrawn=False).order_by("at", "id")
    if study is not None:
        events = events.filter(request__study__slug=study)
    if keys is not None:
        wanted = list(keys)
        rows, events = rows.filter(pk__in=wanted), events.filter(request_id__in=wanted)
    listed = list(rows)
    addresses = newest_addresses(row.body_id for row in listed)
    by_request: dict[int, list[Event]] = defaultdict(list)
    for row in events.values_list(*EVENT_FIELDS):
        by_request[row[0]].append(event_from(row[1:]))
    return tuple(
        RequestRecord(
            row.pk,
            row.token,
            row.reply_address,
            row.study.slug,
            row.wave.number,
            with_address(bodies.from_fields(row.body.fields), addresses.get(row.body_id)),
            understood(by_request[row.pk]),
        )
        for row in listed
    )


def request_keys(*, study: str, ids: Iterable[str]) -> dict[str, int]:
    """Id → key, for those of these requests ("WXB", "WXB-2" in the second wave) that the study has."""
    wanted = set(ids)
    codes = wanted | {one.rpartition("-")[0] for one in wanted}
    rows = Request.objects.filter(study__slug=study)
    if len(codes) <= FEW:
        rows = rows.filter(body__code__in=codes)
    named = {
        code if wave == 1 else f"{code}-{wave}": key
        for key, code, wave in rows.values_list("pk", "body__code", "wave__number")
    }
    return {one: named[one] for one in wanted & named.keys()}


@transaction.atomic
def take_over_letters(*, letters: Iterable[SentLetter], by: str, at: datetime) -> None:
    """Note for each request that its letter was sent, from which address, and the body's reference for it."""
    listed = list(letters)
    learn_reply_addresses(addresses={one.request: one.reply_address for one in listed if one.reply_address})
    sent = [NewEvent(one.request, Event("sent", one.sent_at, "", one.reference)) for one in listed if one.sent_at]
    there = set(RequestEvent.objects.filter(kind="sent", withdrawn=False).values_list("request_id", flat=True))
    log_events(events=[one for one in sent if one.request not in there], by=by, at=at)
    team.record(by=by, at=at, action="letters taken over", subject="sent letters", detail={"n": len(listed)})
