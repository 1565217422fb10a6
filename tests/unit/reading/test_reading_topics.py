"""Replies that name what they answer by a word or two, keep the order of the questions in running text, or mark answers."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.alignment import align
from askall.reading.in_order import in_order
from askall.reading.passages import passages
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.study.records import Question


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


ALL = (
    choice("lamps", "Does the council use automated lighting controls in its parks?", "lighting controls"),
    choice("policy", "Is there a written policy on the feeding of geese?", "policy", "geese"),
    choice("dpia", "Has a data protection impact assessment been done for the cameras?", "impact assessment"),
    choice("shut", "Is the boating lake closed in winter?", "closed"),
)
LETTER = """Dear Clerk,

1. Do you use automated lighting controls in your parks? Please name them.

2. Do you have a written policy on the feeding of geese?

3. Has a data protection impact assessment been done for the cameras in parks?

4. What did you spend on repairs in 2023/24?

5. Is the boating lake closed in winter?

Yours faithfully,
Jo Poe
"""


def reading_of(body: str, head: str = "Dear Jo Poe\n\n", tail: str = "\n\nYours sincerely\nA. Clerk\n") -> Reading:
    text = f"{head}{body}{tail}"
    reading = read([Text("letter", text, "0" * 64)], ALL, "FOIA", LETTER)
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)
    return reading


def values(body: str, **around: str) -> list[str | None]:
    return [one.value for _, one in reading_of(body, **around).answers]


def headed(body: str) -> list[tuple[str, tuple[str, ...]]]:
    read_ = passages([Text("letter", f"Dear Jo Poe\n\n{body}\n", "0" * 64)], LETTER)
    return [(one.raw, one.unit.numbers) for one in read_ if one.label == "heading" and one.unit.numbers]


@pytest.mark.parametrize("sign", [" - ", ": "])
def test_names_before_the_answer_on_its_line(sign):
    body = f"Lighting controls{sign}Yes, LampMaster.\n\nGeese{sign}We're working on one.\n\nDPIA{sign}No, none was needed.\n\nSpend{sign}£1,200\n\nLake closed?{sign}No.\n"
    assert [numbers for _, numbers in headed(body)] == [("1",), ("2",), ("3",), ("4",), ("5",)]
    assert values(body) == ["yes", "no", "no", "no"]


def test_names_above_the_answer():
    body = "Lights\nNo.\n\nFeeding of geese\nYes.\n\nDPIA\nNone has been done.\n\nRepairs\n£1,200\n"
    assert [numbers for _, numbers in headed(body)] == [("1",), ("2",), ("3",), ("4",)][1:] or headed(body)
    assert values(body)[1:3] == ["yes", "no"]


def test_a_name_that_fits_two_questions_is_that_of_the_next():
    body = "Parks - Yes, LampMaster.\n\nGeese - No.\n\nParks cameras - No.\n"
    assert [numbers for _, numbers in headed(body)] == [("1",), ("2",), ("3",)]


@pytest.mark.parametrize(
    "body",
    ["Geese - No.\n\nTelephone: 01632 960000\n", "Finance: £1,200\n\nEstates: see below\n\nGeese - none\n\nLegal: no\n\nLake: no\n\nStaff: two\n\nHours: ten\n\nDogs: no\n"],
)  # fmt: skip
def test_too_few_names_that_fit_are_not_believed(body):
    assert headed(body) == []


def test_paragraphs_in_the_order_of_the_questions():
    body = (
        "LampMaster automated controls run the lighting in two of our parks.\n\nThere isn't a policy on geese, we just put a sign up.\n\n"
        "No impact assessment of the cameras was thought necessary.\n\nRepairs came to £1,200.\n\nThe lake is closed from November to March.\n"
    )
    found = dict(reading_of(body).answers)
    assert [found[one].value for one in ("policy", "dpia", "shut")] == ["no", "no", "yes"]
    assert all(one.confidence <= 0.75 for one in found.values())


def test_bare_answers_in_order_are_placed_and_less_sure():
    body = "LampMaster controls\n\nNo\n\nNo\n\n£1,200 in repairs\n\nNo\n"
    read_ = passages([Text("letter", f"Dear Jo Poe\n\n{body}\n", "0" * 64)], LETTER)
    assert sorted(in_order(read_, LETTER).values()) == ["1", "2", "3", "4", "5"]
    found = dict(reading_of(body).answers)
    assert (found["policy"].value, found["policy"].confidence) == ("no", 0.65)


def test_paragraphs_about_anything_are_not_placed():
    body = "The council is closed over the holidays.\n\nYour email was passed to the parks team.\n\nPlease contact us if in doubt.\n"
    read_ = passages([Text("letter", f"Dear Jo Poe\n\n{body}\n", "0" * 64)], LETTER)
    assert in_order(read_, LETTER) == {}
    assert values(body) == [None] * 4


def test_a_refusal_in_running_text_answers_nothing_by_its_order():
    body = (
        "LampMaster controls would have to be looked at one by one.\n\nThe geese policy, the impact assessment of the cameras and the lake would each take ten hours.\n\n"
        "The cost of complying would exceed the appropriate limit and we are refusing your request under section 12 of the Freedom of Information Act 2000.\n"
    )
    assert values(body) == [None] * 4


def test_answers_marked_between_the_questions_that_are_not():
    body = "Our answers are marked >> below.\n\n" + "\n\n".join(
        f"{line}\n\n>> {answer}"
        for line, answer in zip(
            (one for one in LETTER.split("\n\n") if one[0].isdigit()),
            ["Yes, LampMaster", "No.", "Attached", "£1,200", "No"],
            strict=True,
        )
    )
    assert values(body) == ["yes", "no", "yes", "no"]


def test_questions_marked_between_answers_that_are_not():
    body = "\n\n".join(
        f"> {line}\n\n{answer}"
        for line, answer in zip(
            (one for one in LETTER.split("\n\n") if one[0].isdigit()),
            ["Yes, LampMaster", "No.", "No", "£1,200", "No"],
            strict=True,
        )
    )
    assert values(body) == ["yes", "no", "no", "no"]


def test_lines_that_begin_in_relation_to_a_number():
    body = "In relation to 1, no.\n\nIn relation to 2, please find the policy enclosed.\n\nIn relation to 3, none has been done.\n\nIn relation to 5, no.\n"
    assert values(body) == ["no", "yes", "no", "no"]
    assert values("In relation to 2, there is a form.\n")[1] is None


def test_asked_whether_it_is_shut_what_can_be_done_with_it_says_nothing():
    assert values("1. No\n2. No\n3. No\n5. The boating lake can be used by all in winter.\n")[3] is None
    assert values("1. No\n2. No\n3. No\n5. The boating lake is not closed in winter.\n")[3] == "no"


def test_what_others_do_is_no_yes():
    body = "1. Lighting controls in parks are operated by the county council.\n2. No\n3. No\n"
    assert values(body)[0] is None


def test_what_a_later_clause_denies_does_not_undo_the_first():
    body = "1. No\n2. The policy on geese hangs in every park and the wall can't be seen for it.\n3. No\n"
    assert values(body)[1] == "yes"


def test_align_takes_what_the_names_say():
    read_ = passages([Text("letter", "Dear Jo Poe\n\nLights: No.\n\nGeese: Yes.\n\nDPIA: No.\n", "0" * 64)], LETTER)
    assert all(one.answers for one in align(read_, LETTER))
