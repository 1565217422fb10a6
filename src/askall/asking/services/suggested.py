"""What the machine read out of mail and suggests: listed for people and rules to judge."""

from collections.abc import Iterable

from django.db.models import Count

from askall.asking.models import RequestEvent
from askall.asking.records import Suggestion
from askall.asking.services.among import Among
from askall.asking.services.standings import EVENT_FIELDS, event_from
from askall.asking.state import SUGGESTED
from askall.foundation.errors import BadInput
from askall.study import services as studies


def suggestions(
    *,
    study: str = "",
    pending: bool = True,
    kinds: Iterable[str] = (),
    least: float = 0.0,
    requests: Iterable[int] | None = None,
    keys: Iterable[int] | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[Suggestion, ...]:
    """The suggestions of a study (of all), by body and time: those nobody has judged, or with `pending` false every
    one; of these kinds, at least so sure, of these requests, or with these keys, where given. From `offset` on, at most
    `limit` of them.

    Raises BadInput for a kind that is never suggested.
    """
    found = RequestEvent.objects.filter(suggested=True, withdrawn=False)
    if pending:
        found = found.filter(verdict="")
    if study:
        found = found.filter(request__study__slug=study)
    if wanted := checked_kinds(kinds):
        found = found.filter(kind__in=wanted)
    if least:
        found = found.filter(confidence__gte=least)
    if requests is not None:
        found = found.filter(Among("request_id", requests))
    if keys is not None:
        found = found.filter(Among("pk", keys))
    rows = found.order_by("request__body__code", "request__wave__number", "at", "pk")
    named = ("request__study__slug", "request__wave__number", "request__body__code", "request__body__name")
    return tuple(
        Suggestion(row[0], study, wave, code, name, event_from(row[1:]))
        for *row, study, wave, code, name in rows.values_list(*EVENT_FIELDS, *named)[
            offset : None if limit is None else offset + limit
        ]
    )


def pending_kinds(*, study: str = "", requests: Iterable[int] | None = None) -> dict[str, int]:
    """Kind → how many suggestions of it nobody has judged, of a study or of these requests; in the order of
    SUGGESTED."""
    found = RequestEvent.objects.filter(suggested=True, withdrawn=False, verdict="")
    if study:
        found = found.filter(request__study=studies.study_key(slug=study))
    if requests is not None:
        found = found.filter(Among("request_id", requests))
    counted = dict(found.order_by().values_list("kind").annotate(number=Count("pk")))
    return {kind: counted[kind] for kind in SUGGESTED if kind in counted}


def checked_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds themselves. Raises BadInput for one that the machine never reads out of mail."""
    wanted = tuple(kinds)
    if unknown := [kind for kind in wanted if kind not in SUGGESTED]:
        raise BadInput(f"“{unknown[0][:80]}” is nothing the machine suggests. Known: {', '.join(SUGGESTED)}.")
    return wanted
