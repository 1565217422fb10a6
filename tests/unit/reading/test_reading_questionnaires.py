"""Questionnaires filled in: printed options, answers that count otherwise than the request, follow-ups below questions."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Reading, Suggestion, Text
from askall.reading.segmenting import units
from askall.reading.ticks import ticked
from askall.study.records import Question

POLICY = Question("policy", "Do you take allergies into account when you plan school meals?", "choice", keywords=("allergies",), choices=("yes", "no"))  # fmt: skip
CONTRACTS = Question("contracts", "Is a choice without nuts required in the catering contracts you issue?", "choice", keywords=("catering contracts",), choices=("yes", "no"))  # fmt: skip
ACTION = Question("action", "Have you done anything to reduce food waste in canteens?", "choice", keywords=("food waste",), choices=("yes", "no"))  # fmt: skip
LETTER = f"""Dear Clerk,

1. {POLICY.text} Yes/No

2. How many meals without nuts do you offer:

• In your own staff canteen every day (if you have one)? 0, 1, 2 or more.

• In events for the public (if any)? 0, 1, 2 or more.

3. {CONTRACTS.text} Yes/No

4. {ACTION.text}

• If yes, please say what has been done.

• If no, do you have plans to? Yes/no, if yes please describe them.
"""


def reading_of(text: str, letter: str = LETTER) -> Reading:
    reading = read([Text("letter", text, "0" * 64)], (POLICY, CONTRACTS, ACTION), "FOIA", letter)
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)
    return reading


def values(text: str, letter: str = LETTER) -> list[str | None]:
    return [one.value for _, one in reading_of(text, letter).answers]


def answer(text: str, which: str) -> Suggestion:
    return dict(reading_of(text).answers)[which]


@pytest.mark.parametrize("options", ["Yes/No", "Yes / No", "(Y/N)", "Please answer yes or no.", "Yes/No/Not known"])
def test_options_printed_behind_a_question_are_no_answer(options):
    assert values(f"1. {POLICY.text} {options}\n\nThe school decides this.\n") == [None, None, None]
    assert values(f"1. {POLICY.text} {options}\nNo\n\n3. {CONTRACTS.text} {options}\nYes\n") == ["no", "yes", None]


def test_what_follows_the_options_on_their_line_is_the_answer():
    assert values(f"1. {POLICY.text}\nYes/No No, we do not.\n\n3. {CONTRACTS.text}\nYes/No Yes\n") == [
        "no",
        "yes",
        None,
    ]


def test_an_answer_behind_a_dash_on_the_line_of_its_question_is_found():
    assert values(f"{POLICY.text} - Yes\n\n{CONTRACTS.text} -No\n\n{ACTION.text}\n-Yes\n") == ["yes", "no", "yes"]


def test_a_yes_is_parted_from_the_question_that_ran_into_it():
    text = f"{POLICY.text}\n\nYes How many meals without nuts do you offer:\n\nIn your own staff canteen: three\n"
    assert answer(text, "policy").value == "yes"


def test_one_answer_below_a_question_and_its_follow_ups_answers_the_question():
    text = f"""4. {ACTION.text}

• If yes, please say what has been done.

• If no, do you have plans to? Yes/no, if yes please describe them.

No specific steps have been taken on food waste.
"""
    assert answer(text, "action").value == "no"


COUNTED = """1. Yes.

2. Two at most sites.

3. No staff canteen

4. Varies with the event and the public that comes

5. No

6. Yes. Peelings go to the city farm.
"""


def test_answers_numbered_past_the_questions_go_by_order_and_kind():
    assert values(COUNTED) == ["yes", "no", "yes"]


def test_answers_numbered_past_the_questions_that_fit_in_several_ways_are_left_open():
    assert values("1. Yes\n\n2. Yes\n\n3. No\n\n4. Yes\n\n5. No\n\n6. No\n")[1:] == [None, None]


def test_answers_numbered_as_the_questions_go_by_number():
    assert values("1. Yes\n\n2. Two, and none.\n\n3. No\n\n4. No\n") == ["yes", "no", "no"]


@pytest.mark.parametrize(
    "told",
    [
        "This is not a valid request for recorded information under the Act.",
        "This question is outside the scope of the Freedom of Information Act.",
    ],
)
def test_what_is_said_of_the_request_is_no_answer(told):
    assert values(f"1. {POLICY.text}\n\n{told}\n") == [None, None, None]


def test_what_stands_below_another_repeated_question_answers_that_one():
    text = f"1. {POLICY.text}\n\nSchools decide.\n\n4. {ACTION.text}\n\nYes, and food waste has fallen since allergies are asked for first.\n"
    assert values(text) == [None, None, "yes"]


RESTATED = [
    ("no", "There is no separate group for allergies when school meals are planned."),
    ("yes", "Allergies are considered when school meals are being planned."),
    (None, "If allergies were taken into account, school meals would be planned otherwise."),
    (None, "You asked whether we take allergies into account when we plan school meals."),
]


@pytest.mark.parametrize(("value", "told"), RESTATED)
def test_a_sentence_that_has_the_words_of_the_question_answers_it(value, told):
    question = Question("policy", "Are allergies considered in planning school meals?", "choice", choices=("yes", "no"))
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n{told}\n\nYours sincerely\n"
    [(_, found)] = read([Text("letter", text, "0" * 64)], (question,), "FOIA", "").answers
    assert found.value == value


def test_the_thing_may_be_named_first_and_then_spoken_of():
    question = Question("sensors", "Does the council use sensors in any of its homes?", "choice", keywords=("sensors",), choices=("yes", "no"))  # fmt: skip
    text = (
        "Dear Jo Poe\n\nDamp is looked at twice a year.\n\nAs to sensors, the council is not using these at present.\n"
    )
    [(_, found)] = read([Text("letter", text, "0" * 64)], (question,), "FOIA", "").answers
    assert found.value == "no"


def test_a_label_in_words_of_the_question_has_its_answer():
    asked = ("Does the council have a dedicated damp team?", "Has the council paid compensation for damp since 2023?")
    questions = [Question(f"q{at}", text, "choice", choices=("yes", "no")) for at, text in enumerate(asked)]
    text = "Dear Jo Poe\n\nDedicated team: No, surveyors do this.\n\nCompensation since 2023: Yes, £400.\n"
    told = read([Text("letter", text, "0" * 64)], questions, "FOIA", "").answers
    assert [one.value for _, one in told] == ["no", "yes"]


def test_nothing_withheld_is_nothing_withheld():
    text = f"1. {POLICY.text}\n\nYes\n\nThe council has not withheld any information in relation to this request.\n"
    assert reading_of(text).outcome.value == "answered"


DISCLAIMERS = """Mr Poe,

Please see attached our response to your request.

Yours ever,

A. Clerk

<<FOI 12.doc>>

Unauthorised use or disclosure of the content may be unlawful.
It may be the subject of legal and/or professional privilege.
The force reserves the right to monitor all mail.
Visit the force's website - http://www.example.police.uk
"""


def test_the_tail_of_a_mail_is_no_answer():
    told = read([Text("letter", DISCLAIMERS, "0" * 64)], (), "FOIA", "").outcome
    assert [one.quote for one in told.evidence] == ["Please see attached our response to your request."]


TICKS = [
    ("☒ Yes ☐ No", "☐ Yes ☒ No"),
    ("☒ Yes\n☐ No", "☐ Yes\n☒ No"),
    ("Yes ☒ No ☐", "Yes ☐ No ☒"),
    ("☑ Yes □ No □ Not known", "□ Yes ☑ No □ Not known"),
    ("[X] Yes [ ] No", "[ ] Yes [x] No"),
    ("Yes [X] No []", "Yes [] No [X]"),
    ("Yes (x) No ( )", "Yes ( ) No (x)"),
    ("- [x] Yes\n- [ ] No", "- [ ] Yes\n- [x] No"),
    ("Yes ☒\tNo ☐", "Yes ☐\tNo ☒"),
    ("Yes ✓ No", "Yes No ✓"),
    ("☒ Yes ☐ No We ask each parent.", "☐ Yes ☒ No We may do so from 2027."),
]


@pytest.mark.parametrize(("yes", "no"), TICKS)
def test_only_what_is_ticked_is_said(yes, no):
    assert values(f"1. {POLICY.text}\n{yes}\n\n4. {ACTION.text}\n{no}\n") == ["yes", None, "no"]


@pytest.mark.parametrize("form", ["☐ Yes ☐ No", "☒ Yes ☒ No", "☐ Yes ☐ No ☒ Not known", "[ ] Yes [ ] No"])
def test_a_form_without_one_tick_says_neither(form):
    assert values(f"1. {POLICY.text}\n{form}\n") == [None, None, None]


@pytest.mark.parametrize("told", ["We tick ☒ nothing.", "See [ ] above", "no boxes here", "☒ Hikvision ☐ Dahua"])
def test_a_box_elsewhere_changes_no_word(told):
    assert ticked(told) == told


PRESUMED = [
    "We do not issue any catering contracts.",
    "No catering contracts are let by us, for the council has no canteen and is not responsible for catering.",
    "N/A - the council is not responsible for any catering.",
    "The council no longer has a canteen.",
    "No applicable contracts",
]


@pytest.mark.parametrize("told", PRESUMED)
def test_what_the_question_takes_for_granted_and_is_not_there_is_neither_yes_nor_no(told):
    found = answer(f"3. {CONTRACTS.text} Yes/No\n\n{told}\n", "contracts")
    assert found.value is None


def test_such_an_abstention_says_so_and_keeps_what_was_weighed():
    found = answer(f"3. {CONTRACTS.text} Yes/No\n\n{PRESUMED[0]}\n", "contracts")
    assert found.abstained.startswith("not applicable")
    assert [one.value for one in found.others][:1] == ["no"]


@pytest.mark.parametrize(
    "told", ["No.", "No - we do not issue any catering contracts.", "There is no such requirement."]
)
def test_a_plain_no_stays_one(told):
    assert answer(f"3. {CONTRACTS.text} Yes/No\n\n{told}\n", "contracts").value == "no"


@pytest.mark.parametrize("told", ["We have no cameras.", "The council does not operate any CCTV."])
def test_asked_whether_a_thing_is_had_not_having_its_kind_is_a_no(told):
    asked = "Do you use any CCTV cameras made by Hikvision?"
    question = Question("made", asked, "choice", keywords=("Hikvision",), choices=("yes", "no"))
    [(_, found)] = read([Text("letter", f"1. {asked}\n\n{told}\n", "0" * 64)], (question,), "FOIA", "").answers
    assert found.value == "no"


def test_the_first_part_answers_a_question_whose_parts_have_no_numbers_in_the_letter():
    assert values("1. Yes\n\n2a. None\n2b. None\n\n3. No\n\n4a. No\n4c. Not at this moment\n") == ["yes", "no", "no"]


def test_no_one_who_has_what_is_taken_for_granted_is_no_plain_no():
    told = "No-one has asked for them, and we do not have any catering contracts."
    assert answer(f"3. {CONTRACTS.text} Yes/No\n\n{told}\n", "contracts").value is None


def cells(text: str) -> list[tuple[str, str]]:
    return [(one.plain, text[one.start : one.end]) for one in units(text)]


def test_a_tick_below_yes_or_no_is_the_answer_of_its_row():
    assert cells("\tYes\tNo\tNotes\n1. Wardens\t☒\t☐\ttwo\n2. Vans\t\tx\t\n3. Boats\t☐\t☐\t\n") == [
        ("wardens", "Wardens"),
        ("yes", "Wardens\t☒"),
        ("two", "two"),
        ("vans", "Vans"),
        ("no", "Vans\t\tx"),
        ("boats", "Boats"),
    ]
    barred = (
        "QUESTION | YES | NO | COMMENTS\n1) Wardens | ☑ | ☐ | two\n1a) Supplier | | | Lark Ltd\n4) Boats | ☐ | ☑ |\n"
    )
    assert [one for one, _ in cells(barred)] == ["wardens", "yes", "two", "supplier", "lark ltd", "boats", "no"]


def test_an_option_of_a_row_that_is_not_ticked_is_not_said():
    assert [one for one, _ in cells("Wardens\tNone ☐\t1-5 ☒\tmore ☐\n")] == ["wardens", "1-5 ☒"]


def test_a_table_whose_head_is_answered_in_words_keeps_its_words():
    text = "Place\tYes\tNo\nHall\t12\t30\n"
    assert [one for one, _ in cells(text)] == ["hall", "12", "30"]
    assert [one for one, _ in cells("Hall\tYes\nShed\tNo\n")] == ["hall", "yes", "shed", "no"]


def test_a_form_with_columns_of_ticks_is_read_and_quoted_by_its_rows():
    form = "Parks form\n\n\tYes\tNo\tNotes\n1. Allergies\t☒\t☐\t\n3. Contracts\t\t☒\t\n4. Food waste\t☒\t\tsince 2020\n"
    found = dict(reading_of(form).answers)
    assert [found[one].value for one in ("policy", "contracts", "action")] == ["yes", "no", "yes"]
    assert found["contracts"].evidence[0].quote == "Contracts\t\t☒"
