"""Replies that repeat nothing of what was asked: answers found by the letter sent, and by what sentences say of a thing."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.alignment import align
from askall.reading.neighbours import beside_others
from askall.reading.passages import passages
from askall.reading.read import read
from askall.reading.records import Text
from askall.reading.segmenting import lines_of, units
from askall.reading.sent import echo_of, questions_sent
from askall.reading.statements import freed, told_apart
from askall.reading.subjects import subject
from askall.study.records import Question

NURSES = Question(
    "nurses",
    "Do you employ specialist falls nurses to visit residents?",
    "choice",
    ("yes", "no"),
    ("falls nurse", "falls nurses"),
)
LETTER = """Dear Information Officer,

Please answer under the Freedom of Information Act:

1. Do you employ specialist falls nurses to visit residents?
2. If so, how many (full-time equivalent) in each of the last three years?
3. If not, who gives advice on falls?

Yours faithfully,
Jo Poe
"""


def answer(body: str, question: Question = NURSES, letter: str = LETTER):
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], (question,), "FOIA", letter)
    found = dict(reading.answers)[question.id]
    for one in found.evidence:
        assert text[one.start : one.end] == one.quote
    return found


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("no", "Question 1: No\nQuestion 2: Not applicable\nQuestion 3: The district nurses do."),
        ("yes", "Q1 Yes.\nQ2 2 WTE in each year.\nQ3 n/a"),
        ("no", "1. The board can confirm that it does not.\n3. Advice is given by GPs."),
        ("yes", "1 Yes\n2 Three in each year\n3 Not applicable"),
        ("no", "1) Not applicable, as we do not provide this service.\n2) As above\n3) Patients see their GP."),
        ("no", "The board does not have any staff in post with this job title. Leaflets are handed out by wardens."),
        ("yes", "The board employs one falls nurse, based in the rehabilitation unit, who visits residents at home."),
        ("no", "At present the board has no dedicated falls nurses. Wardens look after this as part of their role."),
        ("yes", "Yes, we do. The team has two members."),
        ("no", "Having asked our personnel office, we do not employ anyone in this role."),
        ("no", "To date this has not been done."),
        ("no", "Nil return."),
    ],
)
def test_what_is_answered_without_repeating_the_question(expected: str, body: str) -> None:
    assert answer(body).value == expected


@pytest.mark.parametrize(
    "body",
    [
        "If falls nurses were employed, they would be listed in the staff directory.",
        "Advice on falls nurses is published by the Royal College.",
        "You may ask the hospital whether it has falls nurses.",
        "We can neither confirm nor deny that we employ falls nurses.",
        "The information about falls nurses is exempt under section 40(2) of the Act.",
        "The board is considering whether to employ falls nurses.",
    ],
)
def test_what_only_names_the_thing_says_neither(body: str) -> None:
    assert answer(body).value is None


def test_without_the_letter_sent_numbers_alone_answer_nothing() -> None:
    assert answer("Q2 14 in all\nQ3 n/a", letter="").value is None


def test_numbers_in_a_reply_to_a_single_question_count_something_else() -> None:
    single = "Dear Sir,\nPlease send me the names of your falls nurses.\nJo Poe\n"
    found = passages([Text("letter", "It is exempt.(1)\n(1) See the Data Protection Act.\n", "0" * 64)], single)
    assert align(found, single) == []


def test_our_questions_are_known_by_number_bullet_or_form() -> None:
    assert [number for number, _ in questions_sent(LETTER)] == ["1", "2", "3"]
    bullets = "Dear Sir,\n- the number of vans\n- their makes\nJo Poe\n"
    assert [number for number, _ in questions_sent(bullets)] == ["1", "2"]
    plain = "Dear Sir,\nDo you own vans? How many are electric?\nJo Poe\n"
    assert [[one.plain for one in asked] for _, asked in questions_sent(plain)] == [
        ["do you own vans?"],
        ["how many are electric?"],
    ]


def test_the_greeting_of_our_letter_is_no_echo() -> None:
    echo = echo_of("Dear Department for Ferries and Local Piers,\nHow many piers are there?\n")
    assert ("ferries",) not in echo.runs
    assert ("piers",) in echo.runs


def test_a_question_of_ours_ends_where_it_ended_though_the_reply_breaks_its_lines_anew() -> None:
    letter = "Has the depot been rebuilt or moved at any time since it was first opened\n"
    reply = "Has the depot been rebuilt or moved at any time since it was first opened\nYes, rebuilt in 2019 after the flood of the year before, and then once more.\nNothing else.\n"
    found = [one.plain for one in units(reply, known=lines_of(letter))]
    assert found[0] == "has the depot been rebuilt or moved at any time since it was first opened"
    assert found[1].startswith("yes, rebuilt in 2019")


def test_a_question_of_ours_with_its_answer_beside_it_is_parted() -> None:
    letter = "1) How many permits were issued in Elm Road\n2) How many were refused\n"
    found = [one.plain for one in units("1) How many permits were issued in Elm Road - 51\n", known=lines_of(letter))]
    assert found == ["how many permits were issued in elm road", "51"]
    permits = Question("permits", "How many permits were issued in Elm Road?", "number", (), ("permits",))
    assert (
        answer("1) How many permits were issued in Elm Road - 51\n2) How many were refused - 2", permits, letter).value
        == 51
    )


def test_lines_that_lead_to_a_postcode_are_an_address() -> None:
    text = (
        "We are dealing with your request.\n\nDepartment for Ferries\nHarbour House\n2 Quay Street\nWestport\nWP1 4DF\n"
    )
    labels = {one.plain: one.label for one in passages([Text("letter", text, "0" * 64)])}
    assert labels["we are dealing with your request."] == "own"
    assert {labels[line] for line in ("harbour house", "2 quay street", "westport", "wp1 4df")} == {"heading"}


def test_plain_numbers_are_taken_off_and_quotes_stay_exact() -> None:
    text = "1 Yes, in Westport\n2 Four of them\n"
    found = beside_others(passages([Text("letter", text, "0" * 64)]), LETTER)
    assert [(one.unit.numbers, one.raw) for one in found] == [(("1",), "Yes, in Westport"), (("2",), "Four of them")]
    assert all(text[one.unit.start : one.unit.end] == one.raw for one in found)
    alone = beside_others(passages([Text("letter", "1 van was sold.\n", "0" * 64)]), LETTER)
    assert alone[0].unit.numbers == ()


HOLDS = Question("holds", "Does Westport Council hold a register of houseboats?", "choice", ("yes", "no"))


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ("no", "We do not hold a register of houseboats."),
        ("no", "The information you have requested is not held."),
        ("yes", "Westport Council does hold some information relevant to your request and it is attached."),
        (None, "We can neither confirm nor deny that we hold the information you requested."),
    ],
)
def test_asked_whether_it_holds_a_thing_not_held_is_the_answer(expected: str | None, body: str) -> None:
    assert answer(body, HOLDS, "Dear Council,\nDo you hold a register of houseboats?\nJo Poe\n").value == expected


def test_a_body_asked_by_name_is_not_what_is_asked_about() -> None:
    assert subject(HOLDS).names is None
    assert subject(Question("uses", "Does the council use Larkvision cameras?", "choice")).names is not None


def test_a_question_without_keywords_is_known_by_most_of_its_words() -> None:
    about = subject(Question("fees", "Do you charge residents for garden waste collections?", "choice", ("yes", "no")))
    assert about.named("no charge is made for garden waste")
    assert not about.named("the garden centre is closed")


POLICY = Question("policy", "Does the council have a policy on drones?", "choice", ("yes", "no"), ("drones",))
USES = Question("uses", "Does the council use drones?", "choice", ("yes", "no"), ("drones",))


def test_words_that_set_a_question_apart_are_kept() -> None:
    policy, uses = subject(POLICY), subject(USES)
    assert freed(policy).special == {"polic"}
    assert freed(uses).special == frozenset()
    assert told_apart(uses, (policy, uses), (), "") == {"polic"}
    twin = subject(Question("owns", "Does the council own drones?", "choice", ("yes", "no"), ("drones",)))
    assert told_apart(uses, (uses, twin), (), "") is None


def test_a_sentence_answers_the_question_it_is_about() -> None:
    letter = "Dear Council,\n1. Does the council have a policy on drones?\n2. Does the council use drones?\nJo Poe\n"
    text = "Dear Jo Poe\n\nThe council does not have a policy on drones. The council has four drones for bridge surveys.\n\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], (POLICY, USES), "FOIA", letter)
    assert {key: one.value for key, one in reading.answers} == {"policy": "no", "uses": "yes"}


def test_a_thing_said_not_to_be_is_counted_as_none() -> None:
    orders = Question("orders", "How many closure orders were issued in 2024?", "number", (), ("closure orders",))
    letter = "Dear Council,\nHow many closure orders were issued in 2024?\nJo Poe\n"
    assert answer("We have not issued any closure orders in the period specified.", orders, letter).value == 0
    assert answer("We do not hold any information on closure orders.", orders, letter).value is None


VANS = Question("vans", "How many electric vans does the council operate?", "number", (), ("electric vans",))
HIRE = Question("hire", "What was the total cost of van hire in 2022/23?", "money", (), ("van hire",))
ENDS = Question("ends", "When does the van contract end?", "date", (), ("contract",))
ABOUT_VANS = """Dear Council,
1. How many electric vans does the council operate?
2. What was the total cost of van hire in 2022/23?
3. When does the van contract end?
Jo Poe
"""


@pytest.mark.parametrize(
    ("question", "expected", "body"),
    [
        (VANS, 14, "The council currently operates 14 electric vans and 122 diesel vans."),
        (VANS, None, "1. The council has between 10 and 20 electric vans."),
        (VANS, 14, "Q1 - 14 electric vans.\nQ2 - £12,400.50\nQ3 - 31/03/2026"),
        (HIRE, 12_400.5, "Q1 - 14 electric vans.\nQ2 - £12,400.50\nQ3 - 31/03/2026"),
        (HIRE, 12_400, "Van hire in 2022/23 cost £12,400 excluding VAT."),
        (ENDS, "2026-03-31", "3. The contract runs from 1 April 2022 until 31 March 2026."),
        (ENDS, None, "3. There are contracts of 1 April 2022 and of 31 March 2026."),
    ],
)
def test_figures_and_dates_by_number_name_or_lead(question: Question, expected: object, body: str) -> None:
    assert answer(body, question, ABOUT_VANS).value == expected
