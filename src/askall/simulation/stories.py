"""The stories a request can go through, mail by mail, as told by the path of its truth."""

from collections.abc import Callable
from dataclasses import replace

from askall.bodies.records import Body
from askall.simulation import outgoing
from askall.simulation.letters import Letter
from askall.simulation.plans import long_date
from askall.simulation.replies import answer_letter, note, refusal_letter, review_finding
from askall.simulation.threads import Thread
from askall.simulation.truth import REFUSALS, RequestTruth

Story = Callable[[Thread, RequestTruth], None]


def tell(thread: Thread, truth: RequestTruth) -> None:
    """Send the letter and let the council's mails come in until the request ends as `truth` says."""
    STORIES[truth.path](thread, truth)


def _begin(thread: Thread, acknowledged: float = 0.9) -> None:
    thread.write("request")
    if thread.rng.random() < 0.27:
        thread.automatic("auto", "auto_reply")
    if thread.rng.random() < 0.012:
        thread.automatic("delay", "delay")
    thread.wait(0, 4)
    if thread.rng.random() < acknowledged:
        thread.receive("acknowledgement", note(thread.case, "acknowledgements", "acknowledged"), "acknowledged")


def _answer(thread: Thread, truth: RequestTruth, lead: str = "", kind: str = "reply", outcome: str = "") -> None:
    """The letter with the answers. Vendors' portals tell of it in one mail and often send it in the next."""
    outcome = outcome or truth.outcome
    provisions = truth.provisions if truth.path == "partly" else ()
    letter = answer_letter(thread.case, dict(truth.answers), provisions, lead, outcome)
    if thread.vendor and thread.rng.random() < 0.5:
        thread.receive("portal_notice", note(thread.case, "portal_notices"))
    thread.receive(kind, letter, outcome, provisions, files=True)
    if thread.rng.random() < 0.07:
        thread.wait(2, 8)
        thread.receive("survey", note(thread.case, "survey_mails"))


def _refuse(thread: Thread, path: str, provisions: tuple[str, ...], kind: str = "reply") -> None:
    letter = refusal_letter(thread.case, path, provisions)
    outcome = {"neither": "neither_confirm_nor_deny"}.get(path, path)
    thread.receive(kind, letter, outcome, provisions, files=True)


def _plain(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread)
    thread.wait(3, 16)
    _answer(thread, truth)
    if thread.rng.random() < 0.06:
        _right_of_reply(thread)


def _right_of_reply(thread: Thread) -> None:
    """Before publication the council may correct its answers; it comments and changes nothing."""
    thread.wait(60, 75)
    thread.write("right_of_reply", outgoing.later("right_of_reply", thread.body, thread.rng, ""))
    thread.wait(2, 9)
    thread.receive("comment", note(thread.case, "comments"))


def _late(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread, 0.7)
    thread.now = thread.sent
    thread.wait(21, 24)
    if thread.rng.random() < 0.4:
        thread.receive("holding", note(thread.case, "holding"))
    _chase(thread)
    if thread.rng.random() < 0.3:
        thread.receive("holding", note(thread.case, "holding"))
        thread.wait(10, 15)
        _chase(thread)
    thread.wait(4, 40)
    _answer(thread, truth, lead=thread.case.say("apologies") if thread.rng.random() < 0.7 else "")


def _chase(thread: Thread) -> None:
    thread.wait(1, 3)
    thread.write("chaser", outgoing.later("chasers", thread.body, thread.rng, long_date(thread.sent)))
    if thread.rng.random() < 0.2:
        thread.automatic("auto", "auto_reply")
    thread.wait(1, 3)


def _clarify(thread: Thread) -> None:
    thread.wait(2, 14)
    letter = note(thread.case, "clarifications", "clarification_asked")
    thread.receive("clarification", letter, "clarification_asked")


def _clarified(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread, 0.5)
    _clarify(thread)
    thread.wait(1, 5)
    thread.write("clarification_answer", outgoing.later("clarification_answers", thread.body, thread.rng, ""))
    thread.wait(4, 22)
    _answer(thread, truth)


def _clarification_open(thread: Thread, _: RequestTruth) -> None:
    """The council's question went to a mailbox nobody read in time; the study has not answered it."""
    _begin(thread, 0.5)
    _clarify(thread)


def _withdrawn(thread: Thread, truth: RequestTruth) -> None:
    _clarification_open(thread, truth)
    thread.wait(40, 45)
    thread.receive("closed", note(thread.case, "closed", "withdrawn"), "withdrawn")


def _refused(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread)
    thread.wait(8, 20)
    _refuse(thread, truth.path, truth.provisions)


def _ask_review(thread: Thread, kind: str = "review_requests") -> None:
    thread.wait(2, 10)
    thread.write("review_request", outgoing.later(kind, thread.body, thread.rng, ""))
    thread.wait(1, 4)
    if kind == "review_requests" and thread.rng.random() < 0.8:
        thread.receive("review_acknowledgement", note(thread.case, "review_acknowledgements"))
    thread.wait(12, 24)


def _review_upheld(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread)
    thread.wait(8, 18)
    _refuse(thread, "refused", truth.provisions)
    _ask_review(thread)
    _refuse(thread, "review_upheld", truth.provisions, "review_reply")


def _overturned(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread)
    thread.wait(8, 18)
    sections = REFUSALS[thread.body.law][0]
    provisions = tuple(f"{thread.body.law} {section}" for section in sections)
    _refuse(thread, "refused", provisions)
    _ask_review(thread)
    _answer(thread, truth, review_finding(thread.case, provisions), "review_reply")


def _pushed(thread: Thread, truth: RequestTruth) -> None:
    """Not held at first; the answer comes when the study points to the council's own contract."""
    _begin(thread)
    thread.wait(5, 15)
    _refuse(thread, "not_held", ())
    _ask_review(thread, "pushes")
    _answer(thread, truth)


def _fee(thread: Thread, truth: RequestTruth) -> None:
    _begin(thread)
    thread.wait(4, 9)
    thread.receive("fee_notice", note(thread.case, "fee_notices"))
    thread.wait(2, 5)
    thread.write("fee_paid", outgoing.later("fee_paid", thread.body, thread.rng, ""))
    thread.wait(8, 18)
    _answer(thread, truth)


def _readdressed(thread: Thread, truth: RequestTruth) -> None:
    """The first address fails; the letter goes to the one on the council's web site and is answered."""
    thread.address = f"enquiries-old@{thread.domain}"
    thread.write("request")
    thread.automatic("bounce", "bounce")
    thread.wait(2, 5)
    thread.address = thread.body.emails[0]
    thread.write("request")
    thread.wait(5, 19)
    _answer(thread, truth)


def _undeliverable(thread: Thread, _: RequestTruth) -> None:
    thread.write("request")
    thread.automatic("bounce", "bounce")
    thread.wait(3, 6)
    thread.write("request", to=f"enquiries@{thread.domain}")
    thread.automatic("bounce", "bounce")


def _silent(thread: Thread, _: RequestTruth) -> None:
    """No person ever answers. Reminders go out; at most a machine thanks for them."""
    thread.write("request")
    for _reminder in range(2):
        thread.wait(21, 25)
        _chase(thread)


def _acknowledged_only(thread: Thread, _: RequestTruth) -> None:
    _begin(thread, 1.0)
    thread.wait(21, 26)
    _chase(thread)


def _transferred(thread: Thread, _: RequestTruth) -> None:
    _begin(thread)
    thread.wait(3, 12)
    thread.receive("transfer", note(thread.case, "transfers", "transferred"), "transferred")


def _other_end(path: str) -> Story:
    def story(thread: Thread, truth: RequestTruth) -> None:
        _begin(thread)
        thread.wait(4, 19)
        _refuse(thread, path, truth.provisions)

    return story


def _joint(thread: Thread, _: RequestTruth) -> None:
    """Only the letter; the fellow council's reply follows through `join`."""
    _begin(thread)


def join(absorbed: Thread, leading: Thread, leader: Body, truth: RequestTruth) -> None:
    """The leading council answers for the absorbed one too: from its own domain, in the other's thread."""
    reply = next(plan for plan in reversed(leading.plans) if plan.truth.kind == "reply")
    absorbed.now = max(reply.at, absorbed.now)
    lead = leading.case.say("joint_notes", other=absorbed.body.name)
    letter: Letter = answer_letter(leading.case, dict(truth.answers), (), lead, truth.outcome)
    absorbed.house, absorbed.case, absorbed.vendor = leading.house, leading.case, ""
    plan = absorbed.receive(
        "joint_reply", letter, truth.outcome, (), files=True, sender=(leader.name, leader.emails[0])
    )
    absorbed.plans[-1] = replace(plan, client=leading.house.client)


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
    "undeliverable": _undeliverable,
    "silent": _silent,
    "acknowledged_only": _acknowledged_only,
    "transferred": _transferred,
    "neither": _other_end("neither"),
    "not_held": _other_end("not_held"),
    "joint": _joint,
}
