"""Replies that count as the letter counted and repeat nothing; answers that only name a thing, link to it or plan it."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.alignment import align
from askall.reading.passages import passages
from askall.reading.polarity import main_clauses, negates, only_planned, opening
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.reading.segmenting import units
from askall.reading.statements import is_beside
from askall.reading.subjects import subject
from askall.study.records import Question


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


RANGERS = choice("rangers", "Does the council employ park rangers of its own?", "park rangers", "rangers")
PLAN = choice("plan", "Is there a written plan for the upkeep of ponds?", "plan", "ponds")
DOGS = choice("dogs", "Are dogs kept on a lead in every park?", "dogs", "lead")
LOG = choice("log", "Does the council publish a register of benches?", "register of benches")
SYSTEM = choice(
    "system", "Does the council use asset management software for its parks?", "asset management", "software"
)
ALL = (RANGERS, PLAN, DOGS, LOG, SYSTEM)
LETTER = """Dear Clerk,

1. Do you employ park rangers of your own? If so, how many?

2. Do you have a written plan (or policy) for the upkeep of ponds? If yes, please send a copy.

3. Are dogs kept on a lead in every park?

4. Please state the number of benches:
a) with a back
b) without one.

5. Do you publish a register of benches?

6. Do you use asset management software for your parks? If so, which one?

Yours faithfully,
Jo Poe
"""


def reading_of(body: str, head: str = "Dear Jo Poe\n\nOur answers are below.\n\n", tail: str = "\n\nYours sincerely\nA. Clerk\n") -> Reading:  # fmt: skip
    text = f"{head}{body}{tail}"
    reading = read([Text("letter", text, "0" * 64)], ALL, "FOIA", LETTER)
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)
    return reading


def values(body: str, **around: str) -> list[str | None]:
    return [one.value for _, one in reading_of(body, **around).answers]


def test_answers_under_their_numbers_are_no_questions_whatever_they_look_like():
    body = "Q1\nYes – two.\n\nQ2\nNo stand-alone one.\n\nQ3\nNot in every park.\n\nQ4a\n2021 – 22\n2022 – 30\n\nQ4b\n2021 – 8\n2022 – 9\n\nQ5\nNo.\n\nQ6\nGreenbook"
    assert values(body) == ["yes", "no", "no", "no", "yes"]


def test_a_few_words_beside_the_number_name_what_is_answered_below():
    body = "Question 1 - rangers\n\nNo, there are none.\n\nQuestion 2 - ponds\n\nYes, attached.\n\nQuestion 3 - dogs\n\nNo.\n\nQuestion 5 - register\n\nNo."
    assert values(body) == ["no", "yes", "no", "no", None]


def test_names_with_their_question_in_brackets():
    body = "Rangers (your Q1)\nWe do! Two of them.\n\nPonds (Q2)\nNo.\n\nDogs and register (questions 3 and 5)\nNo.\n"
    assert values(body) == ["yes", "no", "no", "no", None]


def test_a_question_that_is_not_ours_is_not_taken_for_a_name():
    body = "Ponds (see section 2)\nNo.\n\nDogs (Q9)\nNo."
    assert values(body) == [None] * 5


def test_numbers_in_welsh_and_english():
    body = "C1 / Q1\nOes. / Yes.\n\nC2/Q2\nNac oes. / No.\n\nC3.\nDo.\n"
    assert values(body)[:3] == ["yes", "no", "yes"]
    assert [one.numbers for one in units("C1 / Q1\nOes.\n\nC12. Nac oes.\n\nCwestiwn 3: Ydyn")] == [
        ("1",),
        ("12",),
        ("3",),
    ]


def test_the_request_quoted_whole_below_does_not_take_the_numbers_away():
    quoted = f"\n\nRegards\nFOI Team\n\n-----Original Message-----\nFrom: Jo Poe\nSubject: Parks\n\n{LETTER}"
    body = "1. Yes, two.\n2. No.\n3. N/A\n5. No.\n6. Yes, Greenbook."
    assert values(body, tail=quoted) == ["yes", "no", None, "no", "yes"]


def test_a_reply_that_shortens_the_questions_names_them():
    body = "1. Do you employ park rangers of your own?\nNo\n\n2. Written plan for the upkeep of ponds\nYes\n\n3. Dogs on a lead in every park\nNo"
    read_ = passages([Text("letter", f"Dear Jo Poe\n\n{body}\n", "0" * 64)], LETTER)
    assert [one.label for one in read_ if one.unit.numbers] == ["heading"] * 3
    assert values(body)[:3] == ["no", "yes", "no"]


def test_feet_of_pages_and_their_numbers_are_no_answers():
    foot = "\n2\nParks for everyone   www.parks.example.gov.uk\n\n"
    body = f"1. No.\n{foot}2. An officer of the Parks and Ponds team\n{foot}writes one each year for the upkeep of all ponds.\n{foot}3. No."
    read_ = passages([Text("letter", f"Dear Jo Poe\n\n{body}\n", "0" * 64)], LETTER)
    assert [one.plain for one in read_ if one.label == "boilerplate"] == [
        "2",
        "parks for everyone www.parks.example.gov.uk",
    ] * 3
    assert [one.unit.numbers for one in read_ if one.label == "own" and one.unit.numbers] == [("1",), ("2",), ("3",)]


@pytest.mark.parametrize(
    "told", ["Greenbook", "Greenbook by Verdant.", "We currently use Greenbook", "The council uses a module of Greenbook."]
)  # fmt: skip
def test_a_name_says_that_the_thing_is_there(told):
    suggested = dict(
        reading_of(f"6. Do you use asset management software for your parks? If so, which one?\n{told}").answers
    )["system"]
    assert (suggested.value, suggested.confidence) == ("yes", 0.7)
    assert suggested.why == ("it is named",)


@pytest.mark.parametrize(
    "told", ["N/A", "See above", "Not held", "Under review", "We plan to use Greenbook next year", "2021/22"]
)
def test_what_is_no_name_says_nothing_of_it(told):
    assert values(f"6. Do you use asset management software for your parks? If so, which one?\n{told}")[4] != "yes"


def test_a_link_is_the_register_that_is_asked_about():
    body = "5. Do you publish a register of benches?\n\nhttps://www.parks.example.gov.uk/open-data/benches"
    assert values(body)[3] == "yes"
    assert values("5. https://www.parks.example.gov.uk/open-data/benches")[3] == "yes"


def test_where_the_body_is_at_home_and_links_below_the_signature_answer_nothing():
    assert values("5. Do you publish a register of benches?\n\nwww.parks.example.gov.uk")[3] is None
    listed = "\n\nYours sincerely\nA. Clerk\n\nVisible links\n5. https://www.parks.example.gov.uk/your-council/foi\n"
    assert values("Your request has been received.", tail=listed)[3] is None


@pytest.mark.parametrize(
    "told",
    ["We do not publish a register of benches.", "The Council does not currently publish a register of benches", "Currently no.",
     "A register of benches is being prepared.", "The register of benches will be published next spring.", "We are looking at publishing a register of benches.",
     "No, not at the moment but one is in the process of development for this year."],
)  # fmt: skip
def test_what_is_not_there_yet_is_a_no(told):
    assert values(f"5. Do you publish a register of benches?\n\n{told}")[3] == "no"


def test_words_of_every_letter_are_the_answer_where_they_are_asked_for():
    log = choice("log", "Does the council publish a disclosure log?", "disclosure log")
    letter = "Dear Clerk,\n\n1. Do you publish a disclosure log?\n2. How many requests did you have last year?\n"
    text = "Dear Jo Poe\n\nThe Council does not publish a disclosure log.\n\nThere were 120 requests.\n"
    assert read([Text("letter", text, "0" * 64)], (log,), "FOIA", letter).answers[0][1].value == "no"
    other = "Dear Jo Poe\n\nThere were 120 requests.\n\nOur response will be published on the disclosure log.\n"
    assert (
        read(
            [Text("letter", other, "0" * 64)], (log,), "FOIA", "Dear Clerk,\n\n1. How many requests?\n2. And in all?\n"
        )
        .answers[0][1]
        .value
        is None
    )


def test_plans_are_asked_about_where_a_question_asks_of_plans():
    plans = choice("plans", "Does the council plan to plant more trees?", "trees")
    letter = "Dear Clerk,\n\n1. Do you plan to plant more trees?\n2. How many are there?\n"
    text = "Dear Jo Poe\n\n1. More trees will be planted by 2026.\n2. 1,200\n"
    assert read([Text("letter", text, "0" * 64)], (plans,), "FOIA", letter).answers[0][1].value != "no"


def test_a_title_in_quotes_denies_nothing():
    assert not negates('there is a protocol, "no-one leaves to nowhere", which was approved in 2020')
    assert negates('there is no protocol of the name "leaving well"')
    assert negates('"there is none"')


@pytest.mark.parametrize(
    ("plain", "parts"),
    [("status is a field of the form and the form can't be closed without it", 2), ("bread and butter are sold", 1),
     ("it is open, so the gate is never locked", 2), ("it was given to the board, who have not read it", 2)],
)  # fmt: skip
def test_clauses_with_a_verb_of_their_own(plain, parts):
    assert len(main_clauses(plain)) == parts


def test_what_is_planned_and_what_is_there_but_replaced():
    assert only_planned("a policy is currently being drafted")
    assert only_planned("we are working on one")
    assert not only_planned("the cameras are being replaced and will be removed")
    assert not only_planned("we publish a register")


def test_a_long_sentence_with_one_word_of_the_question_is_beside_it():
    about = subject(DOGS)
    far, near, short = (
        passages([Text("letter", f"Dear Jo Poe\n\n{told}\n", "0" * 64)], "")[-1]
        for told in (
            "Those who take part in the annual show with dogs are asked to register at the tent beside the lake before ten.",
            "On most days of the week all dogs are kept on a lead in every park that the council looks after, with few complaints.",
            "Dogs are welcome there.",
        )
    )
    assert [is_beside(about, one) for one in (far, near, short)] == [True, False, False]


def test_leads_with_a_stroke_and_a_word_on_time():
    assert [
        opening(one) for one in ("/ yes.", "currently no.", "at present, not in every park", "at the moment yes")
    ] == ["yes", "no", "", "yes"]


def test_items_of_the_letter_are_named_once():
    text = "Dear Jo Poe\n\nRangers (Q1)\nNo.\nWe had some until 2019.\n\nPonds (Q2)\nYes.\n"
    items = align(passages([Text("letter", text, "0" * 64)], LETTER), LETTER)
    assert [(one.number, len(one.answers)) for one in items] == [("1", 2), ("2", 1)]


PARTED = """Dear Clerk,

1. a) Do you use glyphosate in your parks?
   b) If so, how many litres a year?
2. a) Is any of the mowing done by a contractor?
   b) If so, please name the contractor.
3. May visitors bring a barbecue?
4. Do you tell residents in advance of mowing?

Jo Poe
"""
PARTED_QUESTIONS = (
    choice("glyphosate", "Does the council use glyphosate in its parks?", "glyphosate"),
    choice("contractor", "Is any of the mowing done by a contractor?", "contractor", "mowing"),
    choice("barbecue", "May visitors bring a barbecue?", "barbecue"),
    choice("advance", "Are residents told of mowing in advance?", "advance"),
)


@pytest.mark.parametrize(
    "body",
    [
        "Q1(a) Yes.\n(b) 40 litres.\nQ2(a) No.\n(b) N/A\nQ3 No.\nQ4 Yes.",
        "Q1a  Yes\nQ1b  40 litres\nQ2a  No\nQ2b-c  n/a\nQ3   No\nQ4   Yes",
        "1 a) YES (in two of them)\n  b) 40\n2 a) NO\n  b) -\n3  NO\n4  YES - by notices",
        "1a   Yes\n1b   40 litres, all in spring\n2a   No\n2b   Not applicable\n3   No\n4   Yes",
        "| No. | Question | Answer |\n|---|---|---|\n| 1 | Glyphosate used? | Yes |\n| 2 | Contractor for mowing? | No |\n| 3 | Visitors bring barbecue? | No |\n| 4 | Told in advance? | Yes |",
        "No.     Information requested              Response\n1a      Glyphosate in use?                 Yes\n1b      Litres                             40\n2a      Mowing contractor used?            No\n3       Visitors may bring barbecue?       No\n4       Residents told in advance?         Yes, by notices",
        "1. a) Do you use glyphosate in your parks?\n1a Yes, we do\n2. a) Is any of the mowing done by a contractor?\n2a No\n3. May visitors bring a barbecue?\nNo\n4. Do you tell residents in advance of mowing?\nYes",
    ],
)  # fmt: skip
def test_parts_of_questions_in_the_ways_that_replies_count_them(body):
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], PARTED_QUESTIONS, "FOIA", PARTED)
    assert [one.value for _, one in reading.answers] == ["yes", "no", "no", "yes"]
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("A visitor may bring a barbecue between May and August.", "yes"),
        ("It is not possible for visitors to bring a barbecue.", "no"),
        ("Visitors cannot bring a barbecue.", "no"),
        ("Whether visitors may bring a barbecue depends on the weather.", None),
        ("our parks leaflet on visitors with a barbecue, page 4, same address", None),
    ],
)
def test_what_may_be_done(told, value):
    text = f"Dear Jo Poe\n\n1. No\n2. No\n3. {told}\n4. No\n\nYours sincerely\nA. Clerk\n"
    found = dict(read([Text("letter", text, "0" * 64)], PARTED_QUESTIONS, "FOIA", PARTED).answers)
    assert found["barbecue"].value == value


def test_a_yes_whose_other_parts_are_withheld_is_a_yes():
    text = "Dear Jo Poe\n\n1. No\n2. a) Yes. b) Withheld - see below.\n3. No\n4. No\n\nThe name is withheld under section 43(2).\n"
    found = dict(read([Text("letter", text, "0" * 64)], PARTED_QUESTIONS, "FOIA", PARTED).answers)
    assert found["contractor"].value == "yes"


@pytest.mark.parametrize(("told", "number"), [("The team is 1.5 FTE.", 1.5), ("0.5", 0.5), ("3", 3)])
def test_half_a_post_is_no_whole_number(told, number):
    staff = Question("staff", "How many wardens are employed?", "number", keywords=("wardens",))
    text = f"Dear Jo Poe\n\n1. How many wardens are employed?\n\n{told}\n"
    assert read([Text("letter", text, "0" * 64)], (staff,), "FOIA", "1. How many wardens are employed?").answers[0][1].value == number  # fmt: skip
