"""The whole re-enactment: a nation, its truth, and the mailbox of a study that asked every council in it."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from random import Random

from askall.bodies.csv_file import write_register
from askall.bodies.records import Body
from askall.foundation.work import Serial, Work
from askall.simulation import outgoing
from askall.simulation.council import make_councils
from askall.simulation.letters import Statement
from askall.simulation.mails import render_message
from askall.simulation.nation import Nation, make_nation
from askall.simulation.noise import add_noise
from askall.simulation.plans import SENT_ON, MessagePlan
from askall.simulation.stories import story
from askall.simulation.threads import Thread
from askall.simulation.truth import MessageTruth, RequestTruth, draw_truth


@dataclass(frozen=True, slots=True)
class Mail:
    """One raw mail with its plan and what is true of it."""

    raw: bytes
    plan: MessagePlan
    truth: MessageTruth


@dataclass(frozen=True)
class Simulation:
    """What `simulate` gives: the nation, the protocol, the mails in order of date, and the truth behind them."""

    seed: int
    nation: Nation
    study_toml: str
    requests: tuple[RequestTruth, ...]
    mails: tuple[Mail, ...]

    @cached_property
    def statements(self) -> dict[str, tuple[Statement, ...]]:
        """Body id → everything its mails say, the latest mail first."""
        said: dict[str, list[Statement]] = {body.id: [] for body in self.nation.asked}
        for mail in reversed(self.mails):
            if mail.truth.request and not mail.truth.outgoing:
                said[mail.truth.request] += mail.plan.statements
        return {body: tuple(dict.fromkeys(found)) for body, found in said.items()}

    def nation_csv(self) -> str:
        """The invented register in the columns of a register's CSV."""
        return write_register(self.nation.register)

    def sent_csv(self) -> str:
        """One row for each first letter: body, wave, the address it was sent from, and the day."""
        first = {mail.truth.request: mail.plan for mail in reversed(self.mails) if mail.truth.kind == "request"}
        rows = [(body.id, "1", first[body.id].sender[1], SENT_ON.date().isoformat()) for body in self.nation.asked]
        target = io.StringIO()
        csv.writer(target, lineterminator="\n").writerows([("body", "wave", "reply_address", "sent_on"), *rows])
        return target.getvalue()

    def truth_csv(self) -> str:
        """One row for each mail: what it is, which body's request it belongs to, what it says."""
        target = io.StringIO()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow([field.name for field in fields(MessageTruth)])
        for mail in self.mails:
            truth = mail.truth
            said = ";".join(f"{question}={value}" for question, value in truth.answers)
            row = replace(truth, answers=(), provisions=())
            cells = {field.name: getattr(row, field.name) for field in fields(MessageTruth)}
            cells |= {"at": truth.at.isoformat(), "answers": said, "provisions": ";".join(truth.provisions)}
            writer.writerow(cells.values())
        return target.getvalue()

    def write_mailbox(self, path: Path) -> None:
        """Write every mail in order of date as an mbox of the "rd" kind: body lines ">*From " get one ">" more."""
        with path.open("wb") as file:
            for number, mail in enumerate(self.mails):
                stamp = mail.plan.at.strftime("%a %b %d %H:%M:%S %Y")
                line = f"From {mail.plan.sender[1]} {stamp}\n".encode()
                file.write((b"\n" if number else b"") + line + _FROM_LINE.sub(rb">\g<0>", mail.raw))


_FROM_LINE = re.compile(rb"^>*From ", re.MULTILINE)


def simulate(seed: int = 1, work: Work | None = None, pattern: Iterable[Body] | None = None) -> Simulation:
    """The re-enactment of `seed`. The same seed gives the same bytes, on any `work`.

    `pattern` is the register whose shape is doubled (default: the shipped one).
    """
    nation = make_nation(seed, pattern)
    requests = draw_truth(nation)
    plans = plan_mails(nation, requests)
    raws = (done.result() for done in (work or Serial()).run(render_message, plans))
    mails = tuple(
        Mail(raw, plan, replace(plan.truth, sha256=sha256(raw).hexdigest()))
        for raw, plan in zip(raws, plans, strict=True)
    )
    return Simulation(seed, nation, outgoing.study_toml(), requests, mails)


def plan_mails(nation: Nation, requests: tuple[RequestTruth, ...]) -> list[MessagePlan]:
    """Every mail of the study, in order of date; none is written out yet."""
    councils = make_councils(nation, requests)
    threads = {body: Thread(nation.seed, council, number) for number, (body, council) in enumerate(councils.items())}
    # Who leads a fellow council answers first.
    for truth in sorted(requests, key=lambda truth: truth.body in nation.partners):
        threads[truth.body].tell(story(councils[truth.body], truth))
    plans = [plan for thread in threads.values() for plan in thread.plans]
    noisy = add_noise(list(councils.values()), plans, Random(f"{nation.seed}/noise"))
    return sorted(noisy, key=lambda plan: (plan.at, plan.truth.message_id, plan.message_id))
