"""The codebook: its hash, and which answers fit a question."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.register import shipped
from askall.foundation.errors import BadInput
from askall.study.codebook import applies, check_answer, codebook_content, codebook_json, codebook_of
from askall.study.records import KINDS, MISSING, OUTCOMES, Question

CHOICE = Question(
    "uses", "Do you use it?", choices=("yes", "no", "formerly"), keywords=("it",), guidance="If in doubt, no."
)
NUMBER = Question("count", "How many?", kind="number")
MONEY = Question("cost", "At what cost?", kind="money")
DAY = Question("since", "Since when?", kind="date")
TEXT = Question("why", "Why?", kind="text")
MAKERS = Question("makers", "Which?", kind="list")
SITES = replace(MAKERS, id="sites", choices=("car parks", "offices"))
ALL = (CHOICE, NUMBER, MONEY, DAY, TEXT, MAKERS, SITES)


def test_the_hash_is_of_the_questions_and_nothing_else():
    assert codebook_of(ALL, version=1).sha256 == codebook_of(list(ALL), version=7).sha256
    # Kept fixed: stored codebooks are known by it, so another canonical form would make all of them new.
    assert codebook_of([CHOICE]).sha256 == "08f76eed9d5070e40b197df436a2727af6f3afe45e9e2030fbdfc4804cb657ea"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "use"},
        {"text": "Do you use it at all?"},
        {"kind": "list"},
        {"choices": ("no", "yes", "formerly")},
        {"keywords": ()},
        {"applies_to": (("types", ("county",)),)},
        {"guidance": ""},
    ],
)
def test_any_change_of_a_question_makes_another_codebook(change):
    assert codebook_of([replace(CHOICE, **change)]).sha256 != codebook_of([CHOICE]).sha256


def test_the_file_holds_all_that_a_reader_needs():
    book = codebook_of([replace(CHOICE, text="Gwynedd – ydych chi?", applies_to=(("nations", ("Wales",)),))], version=3)
    content = json.loads(codebook_json(book))
    assert content == codebook_content(book)
    assert (content["version"], content["sha256"]) == (3, book.sha256)
    assert content["questions"][0]["applies_to"] == {"nations": ["Wales"]}
    assert (content["missing"], content["outcomes"]) == (list(MISSING), list(OUTCOMES))
    assert "Gwynedd – ydych" in codebook_json(book)


@pytest.mark.parametrize(
    ("question", "given_", "stored"),
    [
        (CHOICE, " yes ", "yes"),
        (CHOICE, "Formerly", "formerly"),
        (NUMBER, "1,790", "1790"),
        (NUMBER, 56, "56"),
        (NUMBER, 56.0, "56"),
        (NUMBER, Decimal("1E+3"), "1000"),
        (NUMBER, "0", "0"),
        (NUMBER, "-0", "0"),
        (NUMBER, "−3", "-3"),
        (NUMBER, "12.50", "12.5"),
        (NUMBER, "100.000", "100"),
        (MONEY, "£ 1,250.5", "1250.50"),
        (MONEY, "£300\u00a0000", "300000"),
        (MONEY, "0.125", "0.125"),
        (DAY, "2022-02-07", "2022-02-07"),
        (DAY, date(2022, 2, 7), "2022-02-07"),
        (TEXT, "  for safety; mostly ", "for safety; mostly"),
        (MAKERS, "Hikvision;Dahua ; ;Hikvision", "Hikvision; Dahua"),
        (MAKERS, ("Hikvision", "Dahua"), "Hikvision; Dahua"),
        (MAKERS, "Hikvision\nDahua", "Hikvision; Dahua"),
        (SITES, "Car parks; offices", "car parks; offices"),
    ],
)
def test_answers_are_stored_in_one_form(question, given_, stored):
    assert check_answer(question, given_) == stored
    assert check_answer(question, stored) == stored


@pytest.mark.parametrize(
    ("question", "given_", "why"),
    [
        (CHOICE, "maybe", "Allowed: yes, no, formerly, not_stated"),
        (CHOICE, "", "is blank"),
        (CHOICE, " \n", "is blank"),
        (MAKERS, " ; ", "is blank"),
        (MAKERS, (), "is blank"),
        (MAKERS, "Hikvision; unclear", "stands alone"),
        (SITES, "offices; moon", "“moon” is not an answer"),
        (NUMBER, "about 200", "only the figure"),
        (NUMBER, "£200", "only the figure"),
        (NUMBER, "1,79", "only the figure"),
        (NUMBER, "nan", "only the figure"),
        (NUMBER, float("nan"), "only the figure"),
        (NUMBER, float("inf"), "only the figure"),
        (NUMBER, "٣", "only the figure"),
        (MONEY, "£", "only the figure"),
        (DAY, "7 February 2022", "write 2022-02-07"),
        (DAY, "20220207", "write 2022-02-07"),
        (DAY, "2022-W06-1", "write 2022-02-07"),
        (DAY, "2022-02-30", "write 2022-02-07"),
    ],
)
def test_other_answers_are_refused_with_the_reason(question, given_, why):
    with pytest.raises(BadInput, match=why):
        check_answer(question, given_)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
@pytest.mark.parametrize("code", MISSING)
def test_the_codes_of_missing_answers_fit_every_question(question, code):
    assert check_answer(question, f" {code}") == code


def checked(question, value):
    try:
        return check_answer(question, value)
    except BadInput as error:
        return error


@given(st.sampled_from(ALL), st.text(max_size=40) | st.integers() | st.floats() | st.dates())
def test_an_answer_is_stored_in_a_form_that_is_stable_or_refused(question, value):
    stored = checked(question, value)
    assert isinstance(stored, BadInput) or (stored and checked(question, stored) == stored)


def test_each_kind_has_its_rule():
    assert {question.kind for question in ALL} == set(KINDS)


def test_a_question_goes_to_the_bodies_it_applies_to():
    hackney, cardiff = shipped().get("HCK"), shipped().get("CRF")
    rule = replace(CHOICE, applies_to=(("types", ("London borough", "county")), ("nations", ("England",))))
    assert applies(rule, hackney)
    assert not applies(rule, cardiff)
    assert applies(CHOICE, cardiff)
    assert not applies(replace(CHOICE, applies_to=(("regions", ()),)), cardiff)
