"""The nation answers the letters it really gets: each in its own time, and as its truth says."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.bodies.csv_file import parse_register, write_register
from askall.simulation import outgoing
from askall.simulation.council import Heard, without_token
from askall.simulation.letters import LAWS
from askall.simulation.live import LiveNation
from askall.simulation.mails import render_message
from askall.simulation.nation import Nation, make_nation
from askall.simulation.plans import SENT_ON, STUDY_ADDRESS, STUDY_NAME, MessagePlan
from askall.simulation.post import read_letter
from askall.simulation.staging import STEPS, few, live_study_toml, refused, register_of
from askall.simulation.truth import RequestTruth, draw_truth

NATION = make_nation(1)
TRUTHS = draw_truth(NATION)
PATHS = {truth.body: truth.path for truth in TRUTHS}


@dataclass
class Study:
    """A study that asks everybody and does what the mails ask of it, day by day."""

    live: LiveNation
    truths: tuple[RequestTruth, ...]
    idle: bool = False
    chases: bool = True
    now: datetime = SENT_ON
    letters: dict[str, tuple[str, str]] = field(default_factory=dict)  # Message-ID → body, kind
    sent_at: dict[str, datetime] = field(default_factory=dict)
    got: list[MessagePlan] = field(default_factory=list)

    def write(self, kind: str, body: str, to: str, words: str = "") -> None:
        place = NATION.by_id[body]
        sent = outgoing.later(words, place, Random(0), "31 August 2021") if words else outgoing.request(place)
        message_id = f"{len(self.letters)}@campaign.example"
        subject = sent.subject.replace("request:", f"request {outgoing.token(1, place)}:")
        sender, reply_to = (STUDY_NAME, STUDY_ADDRESS), outgoing.reply_address(1, place)
        self.letters[message_id], self.sent_at[message_id] = (body, kind), self.now
        heard = self.live.hear(Heard(message_id, self.now, sender, reply_to, to, subject, sent.text))
        assert heard == body

    def ask_all(self) -> None:
        for truth in self.truths:
            self.write("request", truth.body, self.live.councils[truth.body].known_as[0])

    def run(self, days: int) -> None:
        for _ in range(days):
            evening = self.now.replace(hour=21)
            came = self.live.due(evening)
            self.got += came
            self.now = (self.now + timedelta(1)).replace(hour=9, minute=0)
            for plan in () if self.idle else came:
                self.react(plan)
            if self.chases and self.now.weekday() == 0 and (self.now - SENT_ON).days > 30:
                self.chase()

    def react(self, plan: MessagePlan) -> None:
        council = self.live.councils.get(plan.truth.request)
        if not council:
            return
        truth, body = plan.truth, council.body.id
        if truth.kind == "bounce" and council.known_as[1:] and self.letters[plan.in_reply_to][1] == "request":
            self.write("readdressed", body, council.known_as[1])
        elif truth.kind == "clarification":
            self.write("clarification_answer", body, council.address, "clarification_answers")
        elif truth.kind == "fee_notice":
            self.write("fee_paid", body, council.address, "fee_paid")
        elif truth.kind == "reply" and truth.outcome in ("refused", "not_held", "neither_confirm_nor_deny"):
            self.write("review_request", body, council.address, "review_requests")

    def chase(self) -> None:
        spoken = {plan.truth.request for plan in self.got if plan.truth.outcome not in ("", "acknowledged")}
        for truth in self.truths:
            if truth.body not in spoken:
                self.write("chaser", truth.body, self.live.councils[truth.body].address, "chasers")

    def last_words(self) -> dict[str, str]:
        said = {truth.body: "no_reply" for truth in self.truths}
        said |= {plan.truth.request: plan.truth.outcome for plan in self.got if plan.truth.outcome}
        return said


def living(
    paths: Iterable[str] = (), most: int = 400, nation: Nation = NATION
) -> tuple[LiveNation, tuple[RequestTruth, ...]]:
    wanted = set(paths)
    truths = tuple(truth for truth in TRUTHS if not wanted or truth.path in wanted)[:most]
    return LiveNation(nation, truths), truths


def studied(paths: Iterable[str] = (), days: int = 240, most: int = 400, **options: bool) -> Study:
    study = Study(*living(paths, most), **options)
    study.ask_all()
    study.run(days)
    return study


@pytest.fixture(scope="module")
def whole() -> Study:
    return studied()


def test_every_thread_ends_in_the_outcome_of_its_truth(whole: Study) -> None:
    assert whole.last_words() == {truth.body: truth.outcome for truth in TRUTHS}


def test_every_answer_of_the_truth_is_stated(whole: Study) -> None:
    stated = defaultdict(dict)
    for plan in whole.got:
        stated[plan.truth.request] |= dict(plan.truth.answers)
    for truth in TRUTHS:
        said = {question: value for question, value in truth.answers if value != "not_stated"}
        assert said.items() <= stated[truth.body].items()


def test_no_mail_answers_a_letter_before_it_was_received(whole: Study) -> None:
    answering = [plan for plan in whole.got if plan.in_reply_to]
    assert len(answering) > 600
    for plan in answering:
        assert whole.letters[plan.in_reply_to][0] == plan.truth.request
        assert plan.at > whole.sent_at[plan.in_reply_to]


def test_mails_come_in_order_and_those_delivered_twice_are_named(whole: Study) -> None:
    moments = [plan.at for plan in whole.got]
    assert all(one.date() <= other.date() for one, other in pairwise(moments))
    times = Counter(plan.truth.message_id for plan in whole.got)
    assert {one for one, number in times.items() if number > 1} == {
        plan.truth.message_id for plan in whole.got if plan.truth.duplicate_of == plan.truth.message_id
    }
    assert max(times.values()) == 2


def test_every_mail_is_marked_synthetic_and_goes_to_the_study(whole: Study) -> None:
    for plan in whole.got[::7]:
        raw = render_message(plan)
        assert b"\nX-Synthetic: askall simulation\n" in raw
        assert any("SYNTHETIC" in block.text for block in plan.letter.blocks) or plan.structure in ("bounce", "delay")
        assert {without_token(one) for one in plan.recipients} == {STUDY_ADDRESS}


def test_some_keep_our_token_and_thread_and_some_do_not(whole: Study) -> None:
    mails = [plan for plan in whole.got if plan.structure == "mail" and plan.truth.kind == "reply"]
    for ways in (
        Counter(plan.recipients == (STUDY_ADDRESS,) for plan in mails),
        Counter(bool(plan.in_reply_to) for plan in mails),
        Counter(outgoing.token(1, NATION.by_id[plan.truth.request]) in plan.subject for plan in mails),
        Counter(plan.original is not None for plan in mails),
    ):
        assert min(ways[True], ways[False]) > 30


def test_it_quotes_the_letter_that_was_received(whole: Study) -> None:
    plan = next(plan for plan in whole.got if plan.original and plan.truth.kind == "acknowledgement")
    assert plan.original.text == outgoing.request(NATION.by_id[plan.truth.request]).text
    assert outgoing.token(1, NATION.by_id[plan.truth.request]) in plan.original.subject
    assert plan.original.at == SENT_ON


def test_the_silent_answer_when_they_are_chased_and_not_before() -> None:
    unasked = studied(["late"], days=200, chases=False)
    assert {plan.truth.kind for plan in unasked.got if plan.truth.request} <= {
        "acknowledgement", "auto_reply", "delay", "holding", "newsletter",
    }  # fmt: skip
    asked = studied(["late"], days=200)
    assert set(asked.last_words().values()) == {"answered"}


@pytest.mark.parametrize(
    ("path", "without", "outcome"),
    [
        ("clarified", "clarification_asked", "answered"),
        ("overturned", "refused", "review_overturned"),
        ("review_upheld", "refused", "review_upheld"),
        ("pushed", "not_held", "answered"),
        ("readdressed", "undeliverable", "answered"),
    ],
)
def test_what_the_study_does_decides_how_far_a_council_goes(path: str, without: str, outcome: str) -> None:
    assert set(studied([path], idle=True, chases=False).last_words().values()) == {without}
    assert set(studied([path]).last_words().values()) == {outcome}


def test_a_review_of_another_refusal_is_logged_and_stays_open() -> None:
    study = studied(["refused"])
    kinds = Counter(plan.truth.kind for plan in study.got)
    assert kinds["review_acknowledgement"] > 8
    assert "review_reply" not in kinds


def test_who_answers_for_a_fellow_council_answers_in_both_threads() -> None:
    pair = {*NATION.partners, *NATION.partners.values()}
    truths = tuple(truth for truth in TRUTHS if truth.body in pair)
    study = Study(LiveNation(NATION, truths), truths)
    study.ask_all()
    study.run(90)
    decided = {plan.truth.request: plan for plan in study.got if plan.truth.outcome == "answered"}
    for absorbed, leading in NATION.partners.items():
        assert decided[absorbed].sender[1].endswith(f"@{NATION.by_id[leading].domains[0]}") or (
            decided[absorbed].recipients == (STUDY_ADDRESS,)
        )
        assert decided[absorbed].at >= decided[leading].at


def test_a_letter_to_nobody_of_the_nation_is_not_answered() -> None:
    live, _ = living(["plain"], most=5)
    letter = Heard(
        "1@campaign.example", SENT_ON, (STUDY_NAME, STUDY_ADDRESS), STUDY_ADDRESS, "foi@elsewhere.example", "Hm", ""
    )
    assert live.hear(letter) == ""
    assert [plan for plan in live.due(SENT_ON + timedelta(30)) if plan.truth.request] == []


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_the_same_letters_at_the_same_moments_get_the_same_answers(data: st.DataObject) -> None:
    """Whatever is written, in whatever order: also letters that no story waits for."""
    bodies = data.draw(st.lists(st.sampled_from([truth.body for truth in TRUTHS]), min_size=1, max_size=6, unique=True))
    truths = tuple(truth for truth in TRUTHS if truth.body in bodies and truth.path != "joint")
    words = st.sampled_from(
        ["", "chasers", "clarification_answers", "review_requests", "pushes", "right_of_reply", "fee_paid"]
    )
    acts = data.draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5), words), max_size=25))
    told = [_told(truths, acts) for _ in range(2)]
    assert told[0] == told[1]


def _told(truths: tuple[RequestTruth, ...], acts: list[tuple[int, int, str]]) -> list[tuple[MessagePlan, bytes]]:
    study = Study(LiveNation(NATION, truths), truths, idle=True, chases=False)
    if truths:
        study.ask_all()
    for days, number, words in acts:
        study.run(days)
        if truths:
            body = truths[number % len(truths)].body
            study.write(words, body, study.live.councils[body].address, words)
    study.run(60)
    for plan in study.got:
        assert not plan.in_reply_to or plan.at > study.sent_at[plan.in_reply_to]
    return [(plan, render_message(plan)) for plan in study.got if not plan.attachments]


def test_a_letter_is_read_as_it_arrived() -> None:
    plan = replace(
        next(mail for mail in studied(["plain"], most=1, days=40).got if mail.truth.request),
        recipients=(STUDY_ADDRESS,),
    )
    raw = (
        b"Return-Path: <>\nDelivered-To: foi@Wex.example\nReply-To: Study <study+abc@campaign.example>\n"
        + render_message(plan)
    )
    letter = read_letter(raw, SENT_ON)
    assert (letter.to, letter.reply_to, letter.at) == ("foi@wex.example", "study+abc@campaign.example", SENT_ON)
    assert (letter.message_id, letter.subject) == (plan.message_id, plan.subject)


@given(st.integers(0, 398))
def test_a_few_councils_are_picked_for_their_stories(number: int) -> None:
    picked = few(NATION, TRUTHS, number)
    paths = Counter(truth.path for truth in picked)
    bodies = {truth.body for truth in picked}
    assert number - 1 <= len(picked) <= number
    assert picked == tuple(truth for truth in TRUTHS if truth.body in bodies)
    assert all(NATION.partners[one] in bodies for one in bodies & NATION.partners.keys())
    assert len(paths) == len(set(PATHS.values())) or number < 2 * len(set(PATHS.values()))


def test_the_register_of_a_live_study_has_some_addresses_that_fail() -> None:
    live, truths = living()
    register = register_of(live)
    assert {body.id for body in register.bodies} == {truth.body for truth in truths}
    assert parse_register(write_register(register), "bodies.csv").bodies == register.bodies
    dead = {body.id for body in register.bodies if body.emails[0].startswith("enquiries-old@")}
    assert dead == {truth.body for truth in truths if truth.path == "readdressed"}
    turned_away = {live.councils[truth.body].address for truth in truths if truth.path == "undeliverable"}
    assert refused(live).keys() == turned_away


def test_its_protocol_is_that_of_the_re_enactment_with_letters_for_later_steps() -> None:
    live, _ = living(["transferred", "clarified"])
    begun = tomllib.loads(live_study_toml(register_of(live), SENT_ON.date()))
    whole = outgoing.protocol()
    assert begun["study"] == whole["study"] | {"as_at": SENT_ON.date()}
    assert begun["frame"]["types"] == sorted({council.body.type for council in live.councils.values()})
    assert begun["question"] == whole["question"]
    assert "claim" not in begun
    for law in LAWS:
        asking, later = begun["letter"][law], [begun["letter"][law][step] for step in STEPS]
        assert {key: asking[key] for key in ("subject", "body")} == whole["letter"][law]
        assert all("SYNTHETIC" in letter["body"] for letter in later)
