"""What a live study begins with: which councils are asked, the addresses it knows for them, and its protocol."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from askall.bodies.register import Register
from askall.simulation.live import LiveNation
from askall.simulation.nation import AS_AT, MARK, Nation
from askall.simulation.outgoing import study_toml
from askall.simulation.truth import RequestTruth


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


def live_study_toml(as_at: date) -> str:
    """The protocol of the re-enacted study, its frame as at the day on which it begins to ask."""
    return study_toml().replace(f"as_at = {AS_AT}", f"as_at = {as_at}")
