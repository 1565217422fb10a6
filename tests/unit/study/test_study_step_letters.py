"""Letters for later steps: the study's own or a shipped one, each citing its own law and no other."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from askall.bodies.register import shipped
from askall.foundation.errors import BadInput, InputFaults
from askall.law.regimes import LAWS, regime
from askall.study.letters import FACTS, letter_for_step, merge_fields, render, shipped_letter
from askall.study.records import STEPS, Letter, Protocol, Question
from askall.study.study_file import parse_study

PROTOCOL = Protocol(
    title="Cameras",
    as_at=date(2022, 2, 7),
    organisations=("The Test Society",),
    questions=(Question("a", "Does the council use cameras made by Hikvision?", choices=("yes",)),),
    contact="Alex Example, 1 High Street, Sampleton",
)
FACTS_GIVEN = {name: f"«{name}»" for name in FACTS}
BODIES = {"FOIA": "HCK", "EIR": "HCK", "FOISA": "FIF", "EISR": "FIF"}
EVERY = [(law, step) for law in LAWS for step in STEPS]


def merged(law, step, facts=FACTS_GIVEN):
    body = replace(shipped().get(BODIES[law]), law=law)
    return render(letter_for_step(PROTOCOL, law, step), body, PROTOCOL, facts)


@pytest.mark.parametrize(("law", "step"), EVERY)
def test_every_law_has_a_letter_for_every_step(law, step):
    letter = merged(law, step)
    assert letter.subject
    assert "{" not in letter.body
    assert letter.body.startswith("Dear ")
    assert letter.body.endswith("Yours faithfully,\n\nAlex Example, 1 High Street, Sampleton")
    assert "Does the council use cameras made by Hikvision?" in letter.body
    assert len(letter.body.split()) < 320


@pytest.mark.parametrize(("law", "step"), EVERY)
def test_a_letter_cites_the_provisions_of_its_own_law_only(law, step):
    one, body = regime(law), merged(law, step).body
    assert any(provision in body for provision in (one.name, one.cited.time_limit, one.cited.complaint))
    # The regulations of each jurisdiction borrow their enforcement from its Act, so a pair of laws may stand together.
    own = {"FOIA": {"FOIA"}, "FOISA": {"FOISA"}, "EIR": {"EIR", "FOIA"}, "EISR": {"EISR", "FOISA"}}[law]
    for other in set(LAWS) - own:
        assert regime(other).name not in body
    assert set(re.findall("(?:Scottish )?Information Commissioner", body)) <= {one.regulator.name}


def test_the_periods_in_the_letters_are_those_of_the_law():
    for law in LAWS:
        limit = regime(law).review
        for step in ("review", "review_silence"):
            body = merged(law, step).body
            assert f"within {limit.days} working days" in body
            section = re.search(r"\((?:section|regulation) (\d+\(\d\))", body)
            assert section is None if law == "FOIA" else section[1] in limit.source


def test_the_provisions_that_letters_cite_are_those_the_dates_come_from():
    for law in LAWS:
        one = regime(law)
        cited = re.search(r"(?:section|regulation) (\d+\(\d\)(?:\(a\))?) of the (.+)", one.cited.time_limit)
        assert cited[1] in one.answer.source
        assert cited[2] == one.name


def test_the_second_reminder_names_the_review_and_the_regulator():
    for law in LAWS:
        first, second = merged(law, "chase").body, merged(law, "chase_again").body
        assert regime(law).cited.review not in first
        assert regime(law).cited.review in second
        assert regime(law).cited.complaint in second


def test_what_is_not_known_stops_the_letter():
    facts = FACTS_GIVEN | {"request.answer": ""}
    with pytest.raises(BadInput, match=r"\[letter\.FOIA\.clarify\] uses \{request\.answer\}, which is empty"):
        merged("FOIA", "clarify", facts)
    with pytest.raises(BadInput, match=r"subject of \[letter\.FOIA\.chase\] uses \{request\.subject\}, which is empty"):
        merged("FOIA", "chase", {})


def test_facts_of_a_request_are_no_fields_of_the_first_letter():
    assert not set(FACTS) & set(merge_fields("FOIA", shipped().get("HCK"), PROTOCOL))


def test_the_studys_own_letter_comes_first():
    own = Letter("FOIA", "Reminder", "Dear {body.name}, please answer.", "chase")
    protocol = replace(PROTOCOL, step_letters=(own,))
    assert letter_for_step(protocol, "FOIA", "chase") == own
    assert letter_for_step(protocol, "FOISA", "chase") == shipped_letter("FOISA", "chase")
    with pytest.raises(BadInput, match="did you mean “chase”"):
        letter_for_step(protocol, "FOIA", "chaes")


STUDY = """[study]
title = "T"
as_at = 2022-02-07
[[question]]
id = "uses"
text = "Do you?"
choices = ["yes", "no"]
"""


def faults_of(text):
    with pytest.raises(InputFaults) as caught:
        parse_study(STUDY + text, Path("study.toml"))
    return [str(fault) for fault in caught.value.faults]


def test_a_study_may_bring_letters_for_later_steps():
    text = '[letter.FOIA]\nsubject = "s"\nbody = "b"\n[letter.FOIA.chase]\nsubject = "c {request.due}"\nbody = "d"\n'
    protocol = parse_study(STUDY + text, Path("study.toml"))
    assert [(one.law, one.step) for one in protocol.letters] == [("FOIA", "ask")]
    assert [(one.law, one.step) for one in protocol.step_letters] == [("FOIA", "chase")]


def test_a_study_that_asked_by_other_means_may_bring_only_those():
    text = '[letter.FOISA.review_silence]\nsubject = "c"\nbody = "d"\n'
    protocol = parse_study(STUDY + text, Path("study.toml"), register=shipped())
    assert (protocol.letters, len(protocol.step_letters)) == ((), 1)


def test_faults_of_letters_for_later_steps_have_their_lines():
    text = '[letter.FOIA.chase]\nsubject = "a\\nb"\nbody = "{request.sent}"\nboddy = "x"\n[letter.FOISA.chaes]\n'
    assert faults_of(text) == [
        "study.toml, line 9: a subject is one line.",
        "study.toml, line 10: [letter.FOIA.chase] uses the unknown field {request.sent}; "
        "did you mean “request.sent_on”?",
        "study.toml, line 11: unknown key “boddy”; did you mean “body”?",
        "study.toml, line 12: unknown key “chaes”; did you mean “chase”?",
        "study.toml, line 12: “subject” is missing.",
        "study.toml, line 12: “body” is missing.",
    ]
    (fault,) = faults_of('[letter.FOIA]\nsubject = "s"\nbody = "{request.sent_on}"\n')
    assert "uses the unknown field {request.sent_on}" in fault
