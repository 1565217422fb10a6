"""Which request a message belongs to: scored, explained signals over the requests of the workspace.

Each signal says how likely it is, on its own, that the message belongs to the request (filing_signals.WEIGHTS);
independent signals for the same request combine as 1 - Π(1 - p). What speaks for a body is shared among its requests by
what the mail is about. A message is filed when the best request reaches THRESHOLD and leads the next by MARGIN, and
nothing contradicts; otherwise it waits in triage with its candidates. The weights are the order in which a careful
person would trust the signals; docs/adr/0003 says how they did on real mail.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from askall.mail.filing_bodies import whose
from askall.mail.filing_index import Asked, FilingIndex
from askall.mail.filing_marks import case_numbers, marks, own_subject
from askall.mail.filing_matter import Matter, about, likelihoods, matter_of
from askall.mail.filing_signals import EXACT, TELLING, Incoming, Reason

THRESHOLD = 0.7
MARGIN = 0.2
SHARE = 0.8  # without a mark, the request must be this likely among those of its body
LEAD = 2.5  # whose the mail is must be this much less in doubt: what it is about speaks for all who were asked the same
SURE = 0.8  # of a mark or a case number, from which on it decides alone
MOST_CANDIDATES = 5
# Who writes is known well enough for the words to decide which of its requests is meant.
KNOWN_BODY = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request the message may belong to. `whose`: how sure it is whose the mail is; `share`: how far this one of the
    body's requests is meant."""

    request: int
    score: float
    reasons: tuple[Reason, ...]
    share: float = 1.0
    whose: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """{"request", "score", "reasons"}."""
        return {"request": self.request, "score": self.score, "reasons": [one.as_json() for one in self.reasons]}

    @property
    def is_marked(self) -> bool:
        """Whether an exact mark names it, and not only as one of several."""
        return any(one.signal in EXACT and one.weight >= SURE for one in self.reasons)

    @property
    def is_borne(self) -> bool:
        """Whether the mail bears the case number of this request, and of no other."""
        return any(one.signal == "body's reference" and one.weight >= SURE for one in self.reasons)


@dataclass(frozen=True, slots=True)
class Decision:
    """Filed to `request`, or to triage if None. Candidates in order, the best first."""

    request: int | None
    score: float
    candidates: tuple[Candidate, ...]


def decide(message: Incoming, index: FilingIndex, attached: Iterable[Incoming] = ()) -> Decision:
    """Collect the signals, combine them per request, and file or leave to triage.

    `attached` are the mails that come with this one: where it says nothing sure itself, what they say counts. A copy of
    a mail goes where that one is, whatever it says.
    """
    if message.copy_of is not None:
        copy = Candidate(message.copy_of, 1.0, (Reason("copy", 1.0, message.message_id),))
        return Decision(message.copy_of, 1.0, (copy,))
    decision = _decide(message, index)
    if message.outgoing or (decision.request is not None and decision.candidates[0].is_marked):
        return decision
    for inner in attached:
        found = _decide(replace(inner, sent_on=message.sent_on or inner.sent_on), index)
        if found.request is not None and not _contradicts(decision, found.request, index):
            return _with_attached(decision, found)
    return decision


def _decide(message: Incoming, index: FilingIndex) -> Decision:
    matter = matter_of(message, index)
    candidates = sorted(_candidates(message, matter, index), key=lambda one: (-one.score, one.request))
    if not candidates:
        return Decision(None, 0.0, ())
    best = candidates[0]
    leads = _only_marked(candidates) or all(_leads(best, one, index) for one in candidates[1:])
    tells = message.outgoing or best.is_marked or any(one.signal in TELLING for one in best.reasons)
    means = best.is_marked or (best.whose >= KNOWN_BODY and (best.is_borne or best.share >= SHARE))
    filed = (
        best.score >= THRESHOLD and leads and tells and means and not _speaks_of_another(message, best, matter, index)
    )
    return Decision(best.request if filed else None, best.score, tuple(candidates[:MOST_CANDIDATES]))


def _candidates(message: Incoming, matter: Matter, index: FilingIndex) -> Iterable[Candidate]:
    bodies = whose(message, index)
    found: dict[int, dict[str, Reason]] = defaultdict(dict)
    weights = {body: _combined(reasons.values()) for body, reasons in bodies.items()}
    told = (*marks(message, index), *case_numbers(message, index, weights), *own_subject(message, index, weights))
    for request, reason in told:
        known = found[request].get(reason.signal)
        if known is None or reason.weight > known.weight:
            found[request][reason.signal] = reason
    named = {request: _combined(reasons.values()) for request, reasons in found.items()}
    shares: dict[int, float] = {}
    for body, reasons in bodies.items():
        asked = [index.asked[key] for key in index.by_body.get(body, ())]
        shares |= likelihoods(asked, named, message, matter, index)
        for one in asked:
            found[one.key] |= _shared(reasons, one, shares[one.key], matter, message, index)
    for key, reasons in found.items():
        sure = 1 - (1 - named.get(key, 0.0)) * (1 - weights.get(index.asked[key].body, 0.0))
        yield Candidate(key, _combined(reasons.values()), tuple(reasons.values()), shares.get(key, 1.0), sure)


def _shared(
    reasons: dict[str, Reason], one: Asked, share: float, matter: Matter, message: Incoming, index: FilingIndex
) -> dict[str, Reason]:
    """What speaks for the body, as far as it speaks for this request; and what the mail is about."""
    own = list(reasons.values())
    if not message.outgoing:
        own += about(one, matter, index)
    return {reason.signal: replace(reason, weight=reason.weight * share) for reason in own}


def _combined(reasons: Iterable[Reason]) -> float:
    miss = 1.0
    for reason in reasons:
        miss *= 1 - reason.weight
    return round(1 - miss, 4)


def _only_marked(candidates: list[Candidate]) -> bool:
    """The best one is named by an exact mark and no other is: likeness of words does not hold it up."""
    return [one for one in candidates if one.is_marked] == candidates[:1]


def _leads(best: Candidate, other: Candidate, index: FilingIndex) -> bool:
    """However likely: against a mark of another body's request nothing but a mark leads. One council may answer for
    two."""
    if other.is_marked and not best.is_marked and index.asked[other.request].body != index.asked[best.request].body:
        return False
    return best.score - other.score >= MARGIN or (1 - other.whose) >= LEAD * (1 - best.whose)


def _speaks_of_another(message: Incoming, best: Candidate, matter: Matter, index: FilingIndex) -> bool:
    """The sender's own words are about another study that the same body was asked for, and not about this one: people
    take an old mail to answer a new one."""
    asked = index.asked[best.request]
    if message.outgoing or matter.spoken.get(asked.study):
        return False
    others = {index.asked[key].study for key in index.by_body.get(asked.body, ())} - {asked.study}
    return any(matter.spoken.get(study) for study in others)


def _contradicts(decision: Decision, request: int, index: FilingIndex) -> bool:
    """The mail itself points at other bodies than what is attached to it."""
    near = {index.asked[one.request].body for one in decision.candidates if one.score >= KNOWN_BODY}
    return bool(near) and index.asked[request].body not in near


def _with_attached(decision: Decision, found: Decision) -> Decision:
    inner = [
        replace(one, reasons=tuple(replace(reason, signal=f"attached: {reason.signal}") for reason in one.reasons))
        for one in found.candidates
    ]
    kept = {one.request for one in inner}
    outer = [one for one in decision.candidates if one.request not in kept]
    return Decision(found.request, found.score, tuple([*inner, *outer][:MOST_CANDIDATES]))


__all__ = ["Candidate", "Decision", "FilingIndex", "Incoming", "Reason", "decide"]
