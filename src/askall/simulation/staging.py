"""What a live study begins with: which councils are asked, the addresses it knows for them, and its protocol."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from askall.bodies.register import Register
from askall.simulation.letters import LAWS
from askall.simulation.live import LiveNation
from askall.simulation.mail_servers import HOST
from askall.simulation.mail_settings import Ports
from askall.simulation.nation import AS_AT, MARK, Nation
from askall.simulation.outgoing import MARK as LETTER_MARK
from askall.simulation.outgoing import study_toml
from askall.simulation.plans import STUDY_ADDRESS, STUDY_NAME
from askall.simulation.truth import RequestTruth
from askall.study.letters import shipped_letter

STEPS = ("chase", "chase_again", "clarify", "review", "review_silence", "readdress")


def few(nation: Nation, requests: tuple[RequestTruth, ...], number: int) -> tuple[RequestTruth, ...]:
    """`number` of the requests at most: one of every story first, then by lot. Who answers for a fellow council comes
    with it."""
    rng = Random(f"{nation.seed}/few")
    shuffled = rng.sample(requests, len(requests))
    first = {truth.path: truth for truth in reversed(shuffled)}
    picked: set[str] = set()
    for truth in [*first.values(), *shuffled]:
        together = picked | {truth.body, nation.partners.get(truth.body, truth.body)}
        if len(together) <= number:
            picked = together
    return tuple(truth for truth in requests if truth.body in picked)


def register_of(live: LiveNation) -> Register:
    """The councils as the study knows them: under the first of their addresses, which is not always one that exists."""
    there = live.councils.keys()
    bodies = (
        replace(
            council.body,
            emails=council.known_as[:1],
            predecessors=tuple(one for one in council.body.predecessors if one in there),
            successors=tuple(one for one in council.body.successors if one in there),
        )
        for council in live.councils.values()
    )
    return Register(f"{MARK} nation, asked by mail", tuple(bodies))


def refused(live: LiveNation) -> Mapping[str, str]:
    """Address → what a mail server answers to RCPT TO: the councils that nobody reaches refuse before they return."""
    return {
        council.known_as[0]: "550 5.1.1 No such person here (SYNTHETIC)"
        for council in live.councils.values()
        if council.unreachable
    }


def live_study_toml(register: Register, as_at: date) -> str:
    """The protocol of the re-enacted study for these bodies, as at the day on which it begins to ask, with the letters
    of later steps. Claims it has none: they speak of the whole nation."""
    head, _, rest = study_toml().partition("[frame]")
    questions_and_letters, _, _ = rest[rest.index("[[question]]") :].partition("[[claim]]")
    types = sorted({body.type for body in register.bodies})
    letters = (_letter(law, step) for law in LAWS for step in STEPS)
    return "".join(
        (
            head.replace(f"as_at = {AS_AT}", f"as_at = {as_at}"),
            f"[frame]\ntypes = {json.dumps(types)}\n\n",
            questions_and_letters,
            *letters,
        )
    )


def _letter(law: str, step: str) -> str:
    """The shipped letter of a later step, marked as every mail of the simulation is."""
    shipped = shipped_letter(law, step)
    return f'''
[letter.{law}.{step}]
subject = "{shipped.subject}"
body = """
{shipped.body}

{LETTER_MARK}
"""
'''


def mailbox_toml(ports: Ports) -> str:
    """The table [mailbox] of askall.toml for the study's mailbox at these servers, which set no pace: time is short."""
    return f'''
[mailbox]
provider = "own"
address = "{STUDY_ADDRESS}"
name = "{STUDY_NAME}"
smtp = {{ host = "{HOST}", port = {ports.submission}, security = "starttls" }}
imap = {{ host = "{HOST}", port = {ports.imaps}, security = "tls" }}
ca_file = "simulation/ca.crt"
plus_addresses = true
per_minute = 0
per_hour = 0
per_day = 0
'''
