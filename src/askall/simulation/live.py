"""The nation as a living correspondent: it hears the letters that really arrive and answers each in its own time.

Pure: letters and moments come in, plans of mails go out (post.py carries both to and from real mail servers). The same
letters at the same moments get the same answers. What a council does is told by the story of its truth; what the study
does is its own affair, so that a story waits, perhaps for ever, until the letter it needs has come.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from askall.foundation.clock import UK
from askall.simulation.council import DECISIONS, Council, Heard, make_councils
from askall.simulation.nation import Nation
from askall.simulation.noise import hard_to_file, newsletter, unrelated
from askall.simulation.plans import MessagePlan
from askall.simulation.stories import Days, Expect, Joined, Steps, aside, story
from askall.simulation.truth import RequestTruth

# How often a mail is hard to file, delivered twice, sent again under another Message-ID, or bears none.
HARD, DOUBLED, AGAIN, NAMELESS = 0.015, 0.02, 0.012, 0.004
NEWS, UNRELATED = 0.3, 0.35  # on a working day
REVIEW = ("review", "look again")


@dataclass(slots=True)
class _Telling:
    """A story under way, and what it waits for."""

    steps: Steps
    awaits: Expect | Joined | None = None


@dataclass(slots=True)
class _Desk:
    """Where the letters to one council land. `unread` are kinds of letters its story has yet to come to."""

    council: Council
    main: _Telling
    unread: list[str] = field(default_factory=list)

    def kind_of(self, letter: Heard) -> str:
        """What a letter is to a council that takes it for what it waits for (see truth.KINDS)."""
        awaited = self.main.awaits.kind if isinstance(self.main.awaits, Expect) else ""
        if self.council.heard is None:
            return "request"
        if awaited in ("clarification_answer", "fee_paid"):
            return awaited
        if self.council.decided:
            asked = any(words in letter.text.lower() for words in REVIEW)
            return "review_request" if asked else "right_of_reply"
        return "chaser"


class LiveNation:
    """Every council of the requests, and the mails they are about to send."""

    def __init__(self, nation: Nation, requests: Iterable[RequestTruth]) -> None:
        truths = {truth.body: truth for truth in requests}
        self.councils = make_councils(nation, truths.values())
        self._seed = nation.seed
        self._desks = {
            council.domain: _Desk(council, _Telling(story(council, truths[body])))
            for body, council in self.councils.items()
        }
        self._order = count()
        self._agenda: list[tuple[datetime, int, _Desk, _Telling]] = []
        self._ready: list[tuple[datetime, int, MessagePlan]] = []
        self._quiet_until: date | None = None
        for desk in self._desks.values():
            self._go_on(desk, desk.main)

    def hear(self, letter: Heard) -> str:
        """Take in a letter that arrived; the id of the body it was meant for, "" where no body has its address."""
        desk = self._desks.get(letter.to.rpartition("@")[2].lower())
        if desk is None:
            return ""
        self._pass_time(letter.at)
        kind = desk.kind_of(letter)
        self._send(desk.council.hear(letter, kind))
        if desk.council.heard is letter:
            self._read(desk, kind)
        return desk.council.body.id

    def due(self, until: datetime) -> tuple[MessagePlan, ...]:
        """What the nation sends up to this moment and has not sent before, in order of its date."""
        self._pass_time(until)
        self._send(self._noise(until))
        sent = []
        while self._ready and self._ready[0][0] <= until:
            sent.append(heappop(self._ready)[2])
        return tuple(sent)

    def _pass_time(self, until: datetime) -> None:
        while self._agenda and self._agenda[0][0] <= until:
            moment, _, desk, telling = heappop(self._agenda)
            desk.council.at(moment)
            self._go_on(desk, telling)

    def _read(self, desk: _Desk, kind: str) -> None:
        if isinstance(desk.main.awaits, Expect) and desk.main.awaits.kind == kind:
            self._go_on(desk, desk.main)
        elif kind == "chaser":
            desk.unread.append(kind)
        else:
            self._go_on(desk, _Telling(aside(desk.council, kind)))

    def _go_on(self, desk: _Desk, telling: _Telling) -> None:
        """Tell the story up to where it has to wait."""
        telling.awaits = None
        for step in telling.steps:
            if isinstance(step, MessagePlan):
                self._send(_awkward(step, desk.council.rng))
                self._tell_followers(desk.council, step)
            elif isinstance(step, Days):
                moment = desk.council.after(step.low, step.high, step.since)
                heappush(self._agenda, (moment, next(self._order), desk, telling))
                return
            elif isinstance(step, Joined) and desk.council.leading and desk.council.leading.decided:
                continue
            elif isinstance(step, Expect) and step.kind in desk.unread:
                desk.unread.remove(step.kind)
            else:
                telling.awaits = step
                return

    def _tell_followers(self, leading: Council, plan: MessagePlan) -> None:
        if plan.truth.kind not in DECISIONS:
            return
        for desk in self._desks.values():
            if desk.council.leading is leading and isinstance(desk.main.awaits, Joined):
                desk.council.at(plan.at)
                self._go_on(desk, desk.main)

    def _send(self, plans: Iterable[MessagePlan]) -> None:
        for plan in plans:
            heappush(self._ready, (plan.at, next(self._order), plan))

    def _noise(self, until: datetime) -> Iterator[MessagePlan]:
        """Mail that no story needs, on each working day since the last time and up to `until`."""
        last = until.astimezone(UK).date()
        day = self._quiet_until or last
        while day <= last:
            if day.weekday() < 5:
                yield from self._noise_of(day)
            day += timedelta(1)
        self._quiet_until = day

    def _noise_of(self, day: date) -> Iterator[MessagePlan]:
        rng = Random(f"{self._seed}/noise/{day}")
        at = datetime(day.year, day.month, day.day, rng.randint(9, 16), rng.randint(0, 59), tzinfo=UK)
        reached = [council for council in self.councils.values() if council.heard]
        if reached and rng.random() < NEWS:
            yield newsletter(rng.choice(reached), at, rng)
        if rng.random() < UNRELATED:
            yield unrelated(at, rng)


def _awkward(plan: MessagePlan, rng: Random) -> Iterator[MessagePlan]:
    """The mail, now and then changed or doubled as mails are on their way."""
    lot = rng.random()
    if plan.truth.kind in ("reply", "acknowledgement") and lot < HARD:
        yield hard_to_file(plan, rng)
    elif lot > 1 - NAMELESS:
        yield replace(plan, message_id="")
    else:
        yield plan
        if lot > 1 - NAMELESS - DOUBLED:
            yield replace(plan, truth=replace(plan.truth, duplicate_of=plan.truth.message_id))
        elif lot > 1 - NAMELESS - DOUBLED - AGAIN:
            later = plan.at + timedelta(hours=rng.randint(1, 50))
            yield plan.again(f"copy.{plan.truth.message_id}", later)
