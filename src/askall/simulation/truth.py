"""What is true in the simulated nation: how each request ends and what each council answers, drawn from a seed.

The totals are fixed, not drawn: they are those published on 7 February 2022 (275 councils; 19 of 32 London boroughs;
29 of 32 in Scotland; 11 of 11 in Northern Ireland; one council that ruled the maker out on human-rights grounds).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from askall.bodies.records import Body
from askall.simulation.nation import Nation

QUESTIONS = ("uses_hikvision", "camera_count", "uses_dahua", "ruled_out", "facial_recognition")
YES_TOTAL, YES_LONDON, YES_SCOTLAND = 275, 19, 29
# How requests without a "yes" end, by part of the nation. Their sums are the councils that are left over.
ENDS_LONDON = {"no": 7, "human_rights": 1, "formerly": 1, "refused": 2, "neither": 1, "silent": 1}
ENDS_CITY = {"refused": 1}
ENDS_SCOTLAND = {"no": 3}
ENDS_ELSEWHERE = {
    "no": 47,
    "formerly": 8,
    "refused": 14,
    "review_upheld": 4,
    "neither": 4,
    "not_held": 7,
    "unclear": 2,
    "clarification_open": 4,
    "transferred": 2,
    "acknowledged_only": 3,
    "undeliverable": 2,
    "withdrawn": 1,
    "silent": 8,
}
# How a "yes" is won. What is left of the 275 is a plain answer in time.
YES_PATHS = {"partly": 46, "late": 44, "clarified": 14, "overturned": 6, "pushed": 4, "fee": 2, "readdressed": 4}
OUTCOMES = {
    "no": "answered",
    "human_rights": "answered",
    "formerly": "answered",
    "unclear": "answered",
    "refused": "refused",
    "review_upheld": "review_upheld",
    "neither": "neither_confirm_nor_deny",
    "not_held": "not_held",
    "clarification_open": "clarification_asked",
    "transferred": "transferred",
    "acknowledged_only": "acknowledged",
    "undeliverable": "undeliverable",
    "withdrawn": "withdrawn",
    "silent": "no_reply",
    "partly": "partly_answered",
    "overturned": "review_overturned",
}
REFUSALS = {
    "FOIA": (
        ("31(1)(a)",),
        ("31(1)(a)", "24(1)"),
        ("24(1)",),
        ("12(1)",),
        ("43(2)", "31(1)(a)"),
        ("31(1)(a)", "38(1)(b)"),
        ("14(1)",),
        ("31(1)(a)",),
    ),
    "FOISA": (("35(1)(a)",), ("31(1)", "35(1)(a)"), ("35(1)(a)", "33(1)(b)"), ("12(1)",)),
}
# Sections under which only the number of cameras is kept back. FOISA s.17 says "not held".
WITHHELD_COUNT = {
    "FOIA": (("31(1)(a)",), ("24(1)", "31(1)(a)"), ("12(1)",), ("31(1)(a)",), ("43(2)",)),
    "FOISA": (("35(1)(a)",), ("17(1)",), ("12(1)",), ("33(1)(b)",)),
}
NEITHER = (("24(2)",), ("31(3)",), ("24(2)", "31(3)"))


@dataclass(frozen=True, slots=True)
class RequestTruth:
    """How one request ends. `path` is the story that leads there; `outcome` is one of askall's outcomes.

    `answers` pairs every question with a value or a missing-value code; it is empty where nothing came back that
    could be read. `provisions` are those of the last word, such as "FOIA 31(1)(a)".
    """

    body: str
    path: str
    outcome: str
    answers: tuple[tuple[str, str], ...] = ()
    provisions: tuple[str, ...] = ()

    def answer(self, question: str) -> str:
        """The value for one question, "" where the request was never answered."""
        return dict(self.answers).get(question, "")


@dataclass(frozen=True, slots=True)
class MessageTruth:
    """What one message is. `request` is the body it belongs to, "" where it belongs to none.

    `kind` is the sort of message (see KINDS), `outcome` what this message alone says ("" where it says nothing on
    the outcome), `answers` only those it states. `duplicate_of` is the Message-ID of the first copy.
    """

    message_id: str
    at: datetime
    outgoing: bool
    request: str
    kind: str
    outcome: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    provisions: tuple[str, ...] = ()
    duplicate_of: str = ""
    sha256: str = ""  # of the bytes as written to the mailbox


KINDS = (
    "request",
    "chaser",
    "clarification_answer",
    "review_request",
    "fee_paid",
    "right_of_reply",
    "acknowledgement",
    "auto_reply",
    "bounce",
    "delay",
    "holding",
    "clarification",
    "fee_notice",
    "reply",
    "joint_reply",
    "review_acknowledgement",
    "review_reply",
    "transfer",
    "closed",
    "portal_notice",
    "comment",
    "survey",
    "newsletter",
    "unrelated",
)


def draw_truth(nation: Nation) -> tuple[RequestTruth, ...]:
    """How the request to each body of the frame ends, in order of id. Deterministic for the nation's seed."""
    rng = Random(f"{nation.seed}/truth")
    paths = _paths(nation, rng)
    truths = {body.id: _request(body, paths[body.id], Random(f"{nation.seed}/{body.id}")) for body in nation.asked}
    for absorbed, leading in nation.partners.items():
        together = truths[leading]
        truths[absorbed] = RequestTruth(absorbed, "joint", together.outcome, together.answers, together.provisions)
    _spread_security_bans(truths, rng)
    return tuple(truths[body.id] for body in nation.asked)


def _paths(nation: Nation, rng: Random) -> dict[str, str]:
    joined = {*nation.partners, *nation.partners.values()}
    london = [body.id for body in nation.asked if body.type == "London borough"]
    city = [body.id for body in nation.asked if body.type == "City of London"]
    scotland = [body.id for body in nation.asked if body.nation == "Scotland"]
    ireland = [body.id for body in nation.asked if body.nation == "Northern Ireland"]
    apart = {*london, *city, *scotland, *ireland}
    elsewhere = [body for body in nation.asked if body.id not in apart]
    yes = _elsewhere_yes(elsewhere, joined, YES_TOTAL - YES_LONDON - YES_SCOTLAND - len(ireland), rng)
    others = [one for one in london if one != nation.ruled_out.id]
    yes |= {*rng.sample(others, YES_LONDON), *rng.sample(scotland, YES_SCOTLAND), *ireland}
    paths: dict[str, str] = {}
    for group, ends in (
        (london, ENDS_LONDON),
        (city, ENDS_CITY),
        (scotland, ENDS_SCOTLAND),
        ([body.id for body in elsewhere], ENDS_ELSEWHERE),
    ):
        paths |= _deal([one for one in group if one not in yes], ends, nation.ruled_out.id, rng)
    return paths | _deal_yes(sorted(yes), joined, rng)


def _elsewhere_yes(bodies: list[Body], joined: set[str], count: int, rng: Random) -> set[str]:
    """`count` of the bodies: first those that answer together, then one of each region, then by lot."""
    chosen = {body.id for body in bodies if body.id in joined}
    for region in sorted({body.region for body in bodies}):
        chosen.add(rng.choice([body.id for body in bodies if body.region == region]))
    left = [body.id for body in bodies if body.id not in chosen]
    return chosen | set(rng.sample(left, count - len(chosen)))


def _deal(group: list[str], ends: dict[str, int], twin: str, rng: Random) -> dict[str, str]:
    cards = [path for path, number in ends.items() for _ in range(number)]
    if "human_rights" in cards:
        cards.remove("human_rights")
    rng.shuffle(cards)
    left = [one for one in group if one != twin]
    dealt = dict(zip(left, cards, strict=True))
    return dealt | {one: "human_rights" for one in group if one == twin}


def _deal_yes(yes: list[str], joined: set[str], rng: Random) -> dict[str, str]:
    free = [one for one in yes if one not in joined]
    cards = [path for path, number in YES_PATHS.items() for _ in range(number)]
    cards += ["plain"] * (len(free) - len(cards))
    rng.shuffle(cards)
    return {one: "plain" for one in yes if one in joined} | dict(zip(free, cards, strict=True))


def _request(body: Body, path: str, rng: Random) -> RequestTruth:
    outcome = OUTCOMES.get(path, "answered")
    provisions: tuple[str, ...] = ()
    if path in ("refused", "review_upheld"):
        provisions = rng.choice(REFUSALS[body.law])
    elif path == "partly":
        provisions = rng.choice(WITHHELD_COUNT[body.law])
    elif path == "neither":
        provisions = rng.choice(NEITHER)
    answers = _answers(body, path, rng)
    return RequestTruth(body.id, path, outcome, answers, tuple(f"{body.law} {section}" for section in provisions))


def _answers(body: Body, path: str, rng: Random) -> tuple[tuple[str, str], ...]:
    if path in ("silent", "undeliverable"):
        return ()
    if path in ("no", "human_rights"):
        values = _no(rng) | ({"ruled_out": "human_rights"} if path == "human_rights" else {})
    elif path == "formerly":
        values = _no(rng) | {"uses_hikvision": "formerly"}
    elif path in YES_PATHS or path == "plain":
        values = _yes(body, path, rng)
    else:
        values = dict.fromkeys(QUESTIONS, "not_stated")
        if path == "unclear":
            values["uses_hikvision"] = "unclear"
    return tuple((question, values[question]) for question in QUESTIONS)


def _no(rng: Random) -> dict[str, str]:
    return {
        "uses_hikvision": "no",
        "camera_count": rng.choices(["0", "not_applicable"], [3, 5])[0],
        "uses_dahua": rng.choices(["no", "yes", "not_stated"], [75, 13, 12])[0],
        "ruled_out": rng.choices(["no", "not_stated"], [80, 20])[0],
        "facial_recognition": rng.choices(["no", "not_stated"], [88, 12])[0],
    }


def _yes(body: Body, path: str, rng: Random) -> dict[str, str]:
    scale = min(1.0, (body.population or 100_000) / 400_000) + 0.15
    count = str(max(2, round(rng.lognormvariate(4.2, 1.0) * scale)))
    counted = path != "partly" and rng.random() < 0.92
    return {
        "uses_hikvision": "yes",
        "camera_count": count if counted else "not_stated",
        "uses_dahua": rng.choices(["no", "yes", "not_stated"], [66, 22, 12])[0],
        "ruled_out": rng.choices(["no", "not_stated"], [84, 16])[0],
        "facial_recognition": rng.choices(["no", "yes", "not_stated"], [86, 3, 11])[0],
    }


def _spread_security_bans(truths: dict[str, RequestTruth], rng: Random) -> None:
    """Three councils that answer no have ruled the maker out too, but for the safety of their networks."""
    candidates = [one for one, truth in truths.items() if truth.path == "no"]
    for one in rng.sample(candidates, 3):
        truth = truths[one]
        answers = tuple(
            (question, "security" if question == "ruled_out" else value) for question, value in truth.answers
        )
        truths[one] = RequestTruth(one, truth.path, truth.outcome, answers, truth.provisions)


def totals(truths: Iterable[RequestTruth], question: str, value: str) -> int:
    """How many requests truly have this answer."""
    return sum(truth.answer(question) == value for truth in truths)
