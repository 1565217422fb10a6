"""The stories a request can go through, as the council lives them: what it sends, what it waits for, and how long.

A story is told twice. The re-enactment (threads.py) writes the study's letters beforehand, as each `Expect` proposes;
the live nation (live.py) goes on when the study's own letter arrives, if ever.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from askall.simulation.council import Council
from askall.simulation.plans import MessagePlan
from askall.simulation.replies import answer_letter, note, refusal_letter, review_finding
from askall.simulation.truth import REFUSALS, RequestTruth


@dataclass(frozen=True, slots=True)
class Days:
    """`low` to `high` working days pass, counted from `since` or from now."""

    low: int
    high: int
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Expect:
    """Nothing goes on before the study writes a letter of this `kind`.

    The re-enacted study writes it `low` to `high` working days later, in the words of this name ("" the usual ones).
    """

    kind: str
    low: int = 0
    high: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Nothing goes on before the leading council has answered."""


Step = Days | Expect | Joined | MessagePlan
Steps = Iterator[Step]
Story = Callable[[Council, RequestTruth], Steps]


def story(council: Council, truth: RequestTruth) -> Steps:
    """What the council does until the request ends as `truth` says."""
    return STORIES[truth.path](council, truth)


def aside(council: Council, kind: str) -> Steps:
    """What the council makes of a letter that its story does not wait for."""
    if kind == "review_request":  # it is logged, and not decided while the study lasts
        yield from _review_logged(council)
    elif kind == "right_of_reply":
        yield from _comment(council)


def _begin(council: Council, acknowledged: float = 0.9) -> Steps:
    yield Expect("request")
    yield Days(0, 4)
    if council.rng.random() < acknowledged:
        yield council.write("acknowledgement", note(council.case, "acknowledgements", "acknowledged"), "acknowledged")


def _answer(council: Council, truth: RequestTruth, lead: str = "", kind: str = "reply") -> Steps:
    """The letter with the answers. Vendors' portals tell of it in one mail and often send it in the next."""
    provisions = truth.provisions if truth.path == "partly" else ()
    letter = answer_letter(council.case, dict(truth.answers), provisions, lead, truth.outcome)
    if council.vendor and council.rng.random() < 0.5:
        yield council.write("portal_notice", note(council.case, "portal_notices"))
        yield Days(0, 0)
    yield council.write(kind, letter, truth.outcome, provisions, files=True)
    if council.rng.random() < 0.07:
        yield Days(2, 8)
        yield council.write("survey", note(council.case, "survey_mails"))


def _refuse(council: Council, path: str, provisions: tuple[str, ...], kind: str = "reply") -> MessagePlan:
    letter = refusal_letter(council.case, path, provisions)
    outcome = {"neither": "neither_confirm_nor_deny"}.get(path, path)
    return council.write(kind, letter, outcome, provisions, files=True)


def _plain(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(3, 16)
    yield from _answer(council, truth)
    if council.rng.random() < 0.06:  # before publication it may correct its answers; it comments and changes nothing
        yield Expect("right_of_reply", 60, 75)
        yield from _comment(council)


def _comment(council: Council) -> Steps:
    yield Days(2, 9)
    yield council.write("comment", note(council.case, "comments"))


def _late(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council, 0.7)
    yield Days(21, 24, since=council.received)
    yield from _hold(council, 0.4)
    yield Expect("chaser", 1, 3)
    yield Days(1, 3)
    if council.rng.random() < 0.3:
        yield from _hold(council, 1)
        yield Expect("chaser", 11, 18)
        yield Days(1, 3)
    yield Days(4, 40)
    yield from _answer(council, truth, lead=council.case.say("apologies") if council.rng.random() < 0.7 else "")


def _hold(council: Council, often: float) -> Steps:
    if council.rng.random() < often:
        yield council.write("holding", note(council.case, "holding"))


def _clarify(council: Council) -> Steps:
    yield from _begin(council, 0.5)
    yield Days(2, 14)
    letter = note(council.case, "clarifications", "clarification_asked")
    yield council.write("clarification", letter, "clarification_asked")


def _clarified(council: Council, truth: RequestTruth) -> Steps:
    yield from _clarify(council)
    yield Expect("clarification_answer", 1, 5)
    yield Days(4, 22)
    yield from _answer(council, truth)


def _clarification_open(council: Council, _: RequestTruth) -> Steps:
    """The council's question went to a mailbox nobody read in time, or the study's answer to one at the council."""
    yield from _clarify(council)


def _withdrawn(council: Council, truth: RequestTruth) -> Steps:
    yield from _clarification_open(council, truth)
    yield Days(40, 45)
    yield council.write("closed", note(council.case, "closed", "withdrawn"), "withdrawn")


def _refused(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(8, 20)
    yield _refuse(council, truth.path, truth.provisions)


def _review_logged(council: Council) -> Steps:
    yield Days(1, 4)
    if council.rng.random() < 0.8:
        yield council.write("review_acknowledgement", note(council.case, "review_acknowledgements"))


def _reviewed(council: Council) -> Steps:
    yield Expect("review_request", 2, 10)
    yield from _review_logged(council)
    yield Days(12, 24)


def _review_upheld(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(8, 18)
    yield _refuse(council, "refused", truth.provisions)
    yield from _reviewed(council)
    yield _refuse(council, "review_upheld", truth.provisions, "review_reply")


def _overturned(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(8, 18)
    provisions = tuple(f"{council.body.law} {section}" for section in REFUSALS[council.body.law][0])
    yield _refuse(council, "refused", provisions)
    yield from _reviewed(council)
    yield from _answer(council, truth, review_finding(council.case, provisions), "review_reply")


def _pushed(council: Council, truth: RequestTruth) -> Steps:
    """Not held at first; the answer comes when the study points to the council's own contract."""
    yield from _begin(council)
    yield Days(5, 15)
    yield _refuse(council, "not_held", ())
    yield Expect("review_request", 2, 10, "pushes")
    yield Days(13, 28)
    yield from _answer(council, truth)


def _fee(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(4, 9)
    yield council.write("fee_notice", note(council.case, "fee_notices"))
    yield Expect("fee_paid", 2, 5)
    yield Days(8, 18)
    yield from _answer(council, truth)


def _readdressed(council: Council, truth: RequestTruth) -> Steps:
    """The first address fails, and the council hears only of the letter to the one on its web site."""
    yield from _begin(council, 0)
    yield Days(5, 19)
    yield from _answer(council, truth)


def _unheard(_: Council, __: RequestTruth) -> Steps:
    yield Expect("request")


def _silent(_: Council, __: RequestTruth) -> Steps:
    """No person ever answers. Reminders go out; at most a machine thanks for them."""
    yield Expect("request")
    for _reminder in range(2):
        yield Expect("chaser", 22, 28)


def _acknowledged_only(council: Council, _: RequestTruth) -> Steps:
    yield from _begin(council, 1.0)
    yield Expect("chaser", 22, 29)


def _transferred(council: Council, _: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(3, 12)
    yield council.write("transfer", note(council.case, "transfers", "transferred"), "transferred")


def _ended(council: Council, truth: RequestTruth) -> Steps:
    yield from _begin(council)
    yield Days(4, 19)
    yield _refuse(council, truth.path, truth.provisions)


def _joint(council: Council, truth: RequestTruth) -> Steps:
    """The fellow council's reply, for this one too: from its own domain, in this one's thread."""
    yield from _begin(council)
    yield Joined()
    case = council.join()
    lead = case.say("joint_notes", other=council.body.name)
    letter = answer_letter(case, dict(truth.answers), (), lead, truth.outcome)
    sender = (case.body.name, case.body.emails[0])
    yield council.write("joint_reply", letter, truth.outcome, files=True, sender=sender)


STORIES: dict[str, Story] = {
    "plain": _plain,
    "no": _plain,
    "human_rights": _plain,
    "formerly": _plain,
    "unclear": _plain,
    "partly": _plain,
    "late": _late,
    "clarified": _clarified,
    "clarification_open": _clarification_open,
    "withdrawn": _withdrawn,
    "refused": _refused,
    "review_upheld": _review_upheld,
    "overturned": _overturned,
    "pushed": _pushed,
    "fee": _fee,
    "readdressed": _readdressed,
    "undeliverable": _unheard,
    "silent": _silent,
    "acknowledged_only": _acknowledged_only,
    "transferred": _transferred,
    "neither": _ended,
    "not_held": _ended,
    "joint": _joint,
}
