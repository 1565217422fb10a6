"""Lists and figures of coding, from its standings: a constant number of queries each, however many requests there
are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from askall.asking.services import board
from askall.coding.forms import BEGUN, DISPUTED, DONE, NOBODY
from askall.coding.models import CitedSection, CodedBy, CodingStanding, TeachingTurn
from askall.coding.provisions import title_of
from askall.coding.records import Cited, CodingFilters, CodingRow, OutcomeSoFar
from askall.coding.services.standings import keep_in_step
from askall.study.records import StudyRecord

ORDER = ("name", "code", "wave")
ALL = CodingFilters()
STATES = {"complete": DONE, "begun": BEGUN, "disputed": DISPUTED}
"""What the progress calls each state that somebody has brought a request to."""


def coding_list(
    *, study: StudyRecord, filters: CodingFilters = ALL, offset: int = 0, limit: int | None = 100
) -> tuple[tuple[CodingRow, ...], int]:
    """How far the coding of each request is that mail came in for, by name: the rows from `offset` on, at most `limit`
    of them (None: all), and how many there are on all pages."""
    found = _listed(study, filters)
    return _rows(found.order_by(*ORDER)[offset : None if limit is None else offset + limit]), found.count()


def coding_progress(*, study: StudyRecord) -> dict[str, int]:
    """How many requests are silent, heard from, finally coded, begun, disputed, and coded by nobody; how many of those
    finally coded hold a reply; and on how many values coders disagree."""
    keep_in_step(study)
    every = _requests(study).aggregate(all=Count("*"), heard=Count("study", filter=Q(heard=True)))
    coded = Counter(_by_state(study))
    # Those without a reply are few, and who replied was heard: so nearly all are counted unseen.
    coded.subtract(_by_state(study, heard=False, first_reply_on=None))
    unreplied = Counter(_by_state(study, heard=True, first_reply_on=None))
    disputes = CodingStanding.objects.filter(study_id=study.key, state=DISPUTED, request__standing__heard=True)
    states = {name: coded[state] for name, state in STATES.items()}
    return {
        "heard": every["heard"],
        "silent": every["all"] - every["heard"],
        **states,
        "nobody": every["heard"] - sum(states.values()),
        "replies_complete": coded[DONE] - unreplied[DONE],
        "disagreements": disputes.aggregate(number=Sum("disputes"))["number"] or 0,
    }


def _by_state(study: StudyRecord, **standing: object) -> dict[str, int]:
    """How many requests stand at each state of coding: all, or those whose standing among the requests is this."""
    found = CodingStanding.objects.filter(study_id=study.key).order_by()
    if standing:
        found = found.filter(request_id__in=_requests(study).filter(**standing).values("request_id"))
    return dict(found.values_list("state").annotate(number=Count("*")))


def next_to_code(
    *, study: StudyRecord, person: str, filters: CodingFilters = ALL, after: int | None = None
) -> CodingRow | None:
    """The next request of the list, going round, that waits for a further coder and that this person has not coded;
    from the one with the key `after` on, or the first."""
    waiting = _listed(study, filters).filter(~_coded(study, DISPUTED, DONE), ~_coded_by(person))
    return _following(waiting, after)


def teaches_most(*, study: StudyRecord, filters: CodingFilters = ALL, after: int | None = None) -> CodingRow | None:
    """Of the requests that nobody has coded, the one whose turn it is: what people say of it teaches the machine most.
    Not the one with the key `after`, which was coded just now."""
    anybody = Exists(CodedBy.objects.filter(request_id=OuterRef("pk")))
    waiting = _listed(study, filters).filter(~anybody).exclude(pk=after)
    # By turn, and the first that waits: most of the list is never looked at.
    turns = TeachingTurn.objects.filter(Exists(waiting.filter(pk=OuterRef("request_id"))), study_id=study.key)
    first = turns.order_by("turn", "request_id").values_list("request_id", "alike").first()
    if first is None:
        return None
    key, code, wave, name = waiting.values_list("pk", "code", "wave", "name").get(pk=first[0])
    return CodingRow(key, _id(code, wave), name, NOBODY, alike=first[1])


def next_to_settle(*, study: StudyRecord, after: int | None = None) -> CodingRow | None:
    """The next request, going round, on which coders disagree."""
    return _following(_listed(study, CodingFilters(state=DISPUTED)), after)


def neighbours(*, study: StudyRecord, filters: CodingFilters, key: int) -> tuple[CodingRow | None, CodingRow | None]:
    """The requests before and after this one, of those that the filters leave."""
    found, place = _listed(study, filters), _place(study, key)
    if place is None:
        return None, None
    before = _rows(found.filter(_beyond(place, "lt")).order_by(*(f"-{one}" for one in ORDER))[:1])
    after = _rows(found.filter(_beyond(place, "gt")).order_by(*ORDER)[:1])
    return next(iter(before), None), next(iter(after), None)


def cited_sections(*, study: StudyRecord) -> tuple[Cited, ...]:
    """The sections that outcomes name, final or suggested, by law and number."""
    keep_in_step(study)
    counted = CitedSection.objects.filter(study_id=study.key).order_by().values_list("section")
    found = counted.annotate(number=Count("request_id", distinct=True))
    return tuple(Cited(one, title_of(one), number) for one, number in sorted(found, key=_by_number))


def citing(*, study: StudyRecord, section: str) -> frozenset[int]:
    """The keys of the requests whose outcome, final or suggested, names this section, such as "FOIA 31"."""
    keep_in_step(study)
    found = CitedSection.objects.filter(study_id=study.key, section=section)
    return frozenset(found.values_list("request_id", flat=True))


def coded(*, study: StudyRecord) -> frozenset[int]:
    """The keys of the requests that are finally coded."""
    keep_in_step(study)
    found = CodingStanding.objects.filter(study_id=study.key, state=DONE)
    return frozenset(found.values_list("request_id", flat=True))


def outcomes_so_far(*, requests: Iterable[int]) -> dict[int, OutcomeSoFar]:
    """Key → what happened, for those of these requests that anybody has said something of. At most a few thousand
    requests at once."""
    keys, cited = list(requests), defaultdict[int, list[str]](list)
    for key, provision in (
        CitedSection.objects.filter(request_id__in=keys).order_by("pk").values_list("request_id", "provision")
    ):
        cited[key].append(provision)
    columns = ("request_id", "outcome", "settled", "state")
    return {
        key: OutcomeSoFar(outcome, tuple(cited[key]), settled, state)
        for key, outcome, settled, state in CodingStanding.objects.filter(request_id__in=keys).values_list(*columns)
    }


def _by_number(counted: tuple[str, int]) -> tuple[str | int, ...]:
    """ "FOIA 9" comes before "FOIA 31"."""
    law, _, section = counted[0].partition(" ")
    number = re.match(r"\d+", section)
    return law, int(number[0]) if number else 0, section


def _requests(study: StudyRecord, q: str = "") -> QuerySet[Any]:
    """The standings of the study's requests. No day matters to them."""
    return board.standings(board.Filters(study=study.slug, q=q), date.max)


def _listed(study: StudyRecord, filters: CodingFilters) -> QuerySet[Any]:
    keep_in_step(study)
    found = _requests(study, filters.q).filter(heard=True)
    if filters.state == NOBODY:
        found = found.filter(~_coded(study, *STATES.values()))
    elif filters.state:
        found = found.filter(_coded(study, filters.state))
    if filters.by:
        found = found.filter(_coded_by(filters.by))
    return found.filter(~_coded_by(filters.not_by)) if filters.not_by else found


def _coded(study: StudyRecord, *states: str) -> Exists:
    """Whether the coding of a standing's request is in one of these states."""
    return Exists(CodingStanding.objects.filter(study_id=study.key, state__in=states, request_id=OuterRef("pk")))


def _coded_by(person: str) -> Exists:
    return Exists(CodedBy.objects.filter(coder__username=person, request_id=OuterRef("pk")))


def _place(study: StudyRecord, key: int) -> tuple[Any, ...] | None:
    return _requests(study).filter(pk=key).values_list(*ORDER).first()


def _beyond(place: tuple[Any, ...], side: str) -> Q:
    """Before ("lt") or after ("gt") this place in the order of the list."""
    beyond = Q()
    for number, (column, value) in enumerate(zip(ORDER, place, strict=True)):
        same = dict(zip(ORDER[:number], place, strict=False))
        beyond |= Q(**same, **{f"{column}__{side}": value})
    return beyond


def _following(found: QuerySet[Any], after: int | None) -> CodingRow | None:
    listed = found.order_by(*ORDER)
    place = found.model.objects.filter(pk=after).values_list(*ORDER).first() if after is not None else None
    rows = _rows(listed.filter(_beyond(place, "gt"))[:1]) if place else ()
    return next(iter(rows or _rows(listed.exclude(pk=after)[:1])), None)


def _rows(found: QuerySet[Any]) -> tuple[CodingRow, ...]:
    listed = list(found.values_list("pk", "code", "wave", "name"))
    coded = CodingStanding.objects.filter(pk__in=[key for key, *_ in listed])
    known = {key: rest for key, *rest in coded.values_list("pk", "state", "coders", "disputed")}
    rows = []
    for key, code, wave, name in listed:
        state, coders, disputed = known.get(key, (NOBODY, (), ()))
        rows.append(CodingRow(key, _id(code, wave), name, state, tuple(coders), tuple(disputed)))
    return tuple(rows)


def _id(code: str, wave: int) -> str:
    return code if wave == 1 else f"{code}-{wave}"
