"""Mail that no story needs: copies, news, letters for somebody else, and replies that are hard to file."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from askall.simulation.council import Council
from askall.simulation.letters import Block, Letter
from askall.simulation.phrases import fragments
from askall.simulation.plans import LAST_DAY, SENT_ON, STUDY_ADDRESS, MessagePlan, working_days_after
from askall.simulation.replies import note
from askall.simulation.truth import MessageTruth

DUPLICATES, COPIES, NEWSLETTERS, UNRELATED = 34, 20, 22, 26
HARD_TO_FILE, WITHOUT_ID = 14, 6


def add_noise(councils: list[Council], plans: list[MessagePlan], rng: Random) -> list[MessagePlan]:
    """The plans with noise among them. A duplicate is the very same mail delivered twice, a copy one sent again."""
    incoming = [plan for plan in plans if not plan.truth.outgoing and plan.structure == "mail"]
    answers = [plan for plan in incoming if plan.truth.kind in ("reply", "acknowledgement")]
    hard = {plan.truth.message_id: hard_to_file(plan, rng) for plan in rng.sample(answers, HARD_TO_FILE)}
    left = [plan for plan in incoming if plan.truth.message_id not in hard]
    nameless = {plan.truth.message_id: replace(plan, message_id="") for plan in rng.sample(left, WITHOUT_ID)}
    changed = hard | nameless
    plans = [changed.get(plan.truth.message_id, plan) for plan in plans]
    whole = [plan for plan in left if plan.truth.message_id not in nameless]
    twice = rng.sample(whole, DUPLICATES + COPIES)
    return [*plans, *_doubles(twice, rng), *_news(councils, rng), *_unrelated(rng)]


def _doubles(twice: list[MessagePlan], rng: Random) -> Iterable[MessagePlan]:
    for number, plan in enumerate(twice):
        if number < DUPLICATES:
            truth = replace(plan.truth, duplicate_of=plan.truth.message_id)
            yield replace(plan, truth=truth)
        else:
            later = min(plan.at + timedelta(hours=rng.randint(1, 50)), LAST_DAY)
            yield plan.again(f"copy.{plan.truth.message_id}", later)


def hard_to_file(plan: MessagePlan, rng: Random) -> MessagePlan:
    """Only the words of the mail, or the council's own reference, tell where it belongs."""
    name, address = plan.sender
    domain = rng.choice(["caseworks.example", "infodesk-cloud.example", "post-room.example"])
    return replace(
        plan,
        sender=(name, f"{address.split('@')[0]}@{domain}"),
        recipients=(STUDY_ADDRESS,),
        in_reply_to="",
        references=(),
        original=plan.original if rng.random() < 0.5 else None,
    )


def _news(councils: list[Council], rng: Random) -> Iterable[MessagePlan]:
    for council in rng.sample([one for one in councils if one.heard], NEWSLETTERS):
        yield newsletter(council, working_days_after(SENT_ON, rng.randint(5, 90), rng), rng)


def newsletter(council: Council, at: datetime, rng: Random) -> MessagePlan:
    """News from a council that keeps the address: it comes from a body, and says nothing of its request."""
    plan = council.write(
        "newsletter",
        note(council.case, "newsletters"),
        at=at,
        recipients=(STUDY_ADDRESS,),
        subject=rng.choice(["Your council news", "Residents' update", "News from your council"]),
        in_reply_to="",
        references=(),
        original=None,
        sender=(f"{council.body.short_name} news", f"news@{council.domain}"),
    )
    return replace(plan, truth=replace(plan.truth, at=at))


def _unrelated(rng: Random) -> Iterable[MessagePlan]:
    for _ in range(UNRELATED):
        yield unrelated(working_days_after(SENT_ON, rng.randint(1, 100), rng), rng)


def unrelated(at: datetime, rng: Random) -> MessagePlan:
    """A mail that has nothing to do with any request."""
    subject, words = rng.choice(fragments("shells")["unrelated"])
    domain = rng.choice(["suppliers.example", "student-mail.example", "post-room.example", "parcels.example"])
    message_id = f"{rng.getrandbits(64):016x}@{domain}"
    letter = Letter((Block("paragraph", words), Block("mark", fragments("shells")["synthetic_lines"][0])))
    return MessagePlan(
        message_id,
        at,
        ("Office", f"office@{domain}"),
        (STUDY_ADDRESS,),
        subject,
        letter,
        MessageTruth(message_id, at, False, "", "unrelated"),
        carrier=rng.choice(["plain", "html"]),
    )
