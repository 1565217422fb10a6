"""Which requests a kind of task concerns, and what stands in the way of each today: as conditions for the database."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from askall.asking.lists import Filters
from askall.asking.models import OutgoingLetter, Standing
from askall.asking.next_steps import (
    CHASES,
    HEARD_WITHIN,
    Overdue,
    complaint_open_since,
    may_write_again,
    open_for_review,
    overdue_clocks,
    review_open_since,
)
from askall.asking.outbox import REJECTED as REFUSED
from askall.asking.outbox import UNDER_WAY
from askall.asking.services.among import Among
from askall.asking.services.board import standings
from askall.law.regimes import Regime, regimes

_OWING = Q(outstanding__in=[True], firm__in=["waiting", "received"])
_SILENT = Q(firm__in=["waiting", "received"]) & ~Q(state="refused")  # as next_steps.is_silent
_PENDING = When(pending__gt=0, then=Value("pending"))
_CLOSED = Value("closed")


class Candidates:
    """The requests that fit, looked at for what is to be done on one day. What several kinds of task need is found
    once."""

    def __init__(self, filters: Filters, today: date, heard_within: int = HEARD_WITHIN) -> None:
        self.found, self.today = standings(filters, today), today
        self.heard_after = today - timedelta(days=heard_within)

    def of(self, kind: str) -> QuerySet[Any]:
        """The standings of one kind of task, each with the `obstacle` that stands in its way, "" for none."""
        found: QuerySet[Any] = getattr(self, f"_{kind}")()
        return found

    def _clarify(self) -> QuerySet[Any]:
        return self._held("clarification_asked")

    def _fee(self) -> QuerySet[Any]:
        return self._held("fee_asked")

    def _held(self, state: str) -> QuerySet[Any]:
        """Those that wait for us, as far as is known; if mail has come since, it is read first."""
        found = self.found.filter(Q(state=state) | Q(firm=state))
        since = (
            When(~Q(state=state) & Q(pending__gt=0), then=Value("pending")),
            When(~Q(state=state), then=Value("unread")),
        )
        return self._with_obstacle(found, *since)

    def _confirm(self) -> QuerySet[Any]:
        return self._with_obstacle(self.found.filter(pending__gt=0))

    def _readdress(self) -> QuerySet[Any]:
        refused = OutgoingLetter.objects.filter(state=REFUSED, step="ask").values("request_id")
        found = self.found.filter(state__in=("undeliverable", "prepared"))  # by the index, before letters are looked at
        return self._with_obstacle(found.filter(Q(state="undeliverable") | Q(request_id__in=refused)))

    def _chase(self) -> QuerySet[Any]:
        late = set(self._overdue.request) - set(self._overdue.review_soon)
        found = self.found.filter(_OWING, Among("clock", late), chases__lt=CHASES)
        return self._with_obstacle(found, _PENDING, *self._just_written(Q()))

    def _review(self) -> QuerySet[Any]:
        """Of an answer; and of silence, where no complaint is heard before: after reminders, or when time is short."""
        answered = self._reviewable
        after = Q(Among("clock", self._overdue.review_first), chases__gte=CHASES)
        owing = _OWING & (after | Q(Among("clock", self._overdue.review_soon)))
        in_time = _by_law("last_reply_on__gte", lambda law: review_open_since(law, self.today))
        in_time |= Q(Among("clock", open_for_review(self._clocks(Q()), self.today)))
        closed = (
            When(~_SILENT & ~in_time, then=_CLOSED),
            When(_SILENT & Q(Among("clock", self._overdue.review_closed)), then=_CLOSED),
        )
        found = self.found.filter(answered | owing)
        return self._with_obstacle(found, *closed, _PENDING, *self._just_written(_SILENT))

    def _complain(self) -> QuerySet[Any]:
        """About a review that upheld the decision or never came; and about silence, where the law wants no review."""
        upheld = Q(state="review_upheld") | Q(firm="review_upheld")
        reviewed = Q(Among("clock", self._overdue.review), outstanding__in=[True], firm="review")
        alone = set(self._overdue.request) - set(self._overdue.review_first)
        owing = _OWING & Q(Among("clock", alone), chases__gte=CHASES)
        in_time = _by_law("last_reply_on__gte", lambda law: complaint_open_since(law, self.today))
        closed = (
            When(upheld & ~in_time, then=_CLOSED),
            When(~upheld & Q(Among("clock", self._overdue.complaint_closed)), then=_CLOSED),
        )
        found = self.found.filter(upheld | reviewed | owing)
        return self._with_obstacle(found, *closed, _PENDING, *self._just_written(~upheld))

    def _with_obstacle(self, found: QuerySet[Any], *more: When) -> QuerySet[Any]:
        sending = [When(Among("request_id", self._under_way), then=Value("sending"))] if self._under_way else []
        judged = Case(*sending, *more, default=Value(""), output_field=CharField())
        result: QuerySet[Any] = found.annotate(obstacle=judged)
        return result

    @cached_property
    def _under_way(self) -> list[int]:
        letters = OutgoingLetter.objects.filter(state__in=UNDER_WAY)
        return list(letters.order_by().values_list("request_id", flat=True).distinct())

    @cached_property
    def _overdue(self) -> Overdue:
        return overdue_clocks(self._clocks(Q(outstanding__in=[True])), self.today)

    @cached_property
    def _reviewable(self) -> Q:
        """Refusals, and answers to a part, that no review was asked of."""
        partly = (Q(state="replied") | Q(firm="replied")) & Q(partly__in=[True])
        answered = Q(state="refused") | Q(firm="refused") | partly
        return answered & ~Q(clock="") & ~Q(clock__contains=" review_requested:")

    def _clocks(self, condition: Q) -> Iterable[str]:
        found: QuerySet[Standing] = self.found.filter(condition).exclude(clock="").order_by()
        return found.values_list("clock", flat=True).distinct()

    def _just_written(self, whom: Q) -> Iterable[When]:
        """They to us, or we to them: then they are left in peace. Only those `whom` it concerns."""
        unread = Q(state="received") & (Q(last_written_on=None) | Q(last_heard_on__gte=F("last_written_on")))
        yield When(whom & unread, then=Value("unread"))
        yield When(whom & Q(last_heard_on__gt=self.heard_after), then=Value("heard"))
        written = _by_law("last_written_on__gt", lambda law: may_write_again(law, self.today))
        yield When(whom & written, then=Value("written"))


def _by_law(lookup: str, day: Callable[[Regime], date]) -> Q:
    """The condition with the day of each law, for requests under it."""
    conditions = [Q(clock__startswith=f"{code} ", **{lookup: day(law)}) for code, law in regimes().items()]
    return reduce(or_, conditions)
