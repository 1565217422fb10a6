"""The manners of real letters: how questions come back, where answers stand, and how short they are."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.mail.parse import parse_message
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.reading.texts import texts_of
from askall.study.records import Question

USES = Question(
    "uses",
    "Does the council use equipment made by Larkvision?",
    "choice",
    ("yes", "no", "formerly"),
    ("Larkvision", "LarkCam"),
)
COUNT = Question(
    "count", "How many Larkvision cameras does the council operate?", "number", (), ("Larkvision", "cameras")
)
BANNED = Question(
    "banned",
    "Has the council ruled out buying Larkvision equipment?",
    "choice",
    ("yes", "no"),
    ("Larkvision", "ruled out"),
)
QUESTIONS = (USES, COUNT, BANNED)
LETTER = """Dear FOI officer,

Please answer the following under the Freedom of Information Act 2000.

1. Does the council use equipment made by Larkvision?
2. How many Larkvision cameras does the council operate?
3. Has the council ruled out buying Larkvision equipment?

Yours faithfully,
Ro Poe
"""


def told(text: str, letter: str = "") -> dict[str, object]:
    reading = read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", letter)
    for _, one in reading.answers:
        assert all(text[evidence.start : evidence.end] == evidence.quote for evidence in one.evidence)
    return {name: one.value for name, one in reading.answers}


def mailed(body: str) -> Reading:
    raw = (
        "From: FOI <foi@westham.example>\nTo: ask@study.example\nSubject: Re: request\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\n" + body
    )
    return read(texts_of(parse_message(raw.encode()), []), QUESTIONS, "FOIA", LETTER)


YES_14_NO: dict[str, object] = {"uses": "yes", "count": 14, "banned": "no"}

NUMBERED = {
    "brackets, wrapped": """Our answers are below.
(1) Does the council use equipment
made by Larkvision?
Yes
(2) How many Larkvision cameras does
the council operate?
14
(3) Has the council ruled out buying
Larkvision equipment?
No""",
    "Q1.": """Q1. Does the council use equipment made by Larkvision?
Yes, at two depots.
Q2. How many Larkvision cameras does the council operate?
14 cameras
Q3. Has the council ruled out buying Larkvision equipment?
No""",
    "1)": """1) Does the council use equipment made by Larkvision? Yes.
2) How many Larkvision cameras does the council operate? 14.
3) Has the council ruled out buying Larkvision equipment? No.""",
    "a)": """a) Does the council use equipment made by Larkvision?
Y
b) How many Larkvision cameras does the council operate?
Total: 14
c) Has the council ruled out buying Larkvision equipment?
N""",
    "Request 1 and Response": """Request 1
Does the council use equipment made by Larkvision?
Response
Yes
Request 2
How many Larkvision cameras does the council operate?
Response
14
Request 3
Has the council ruled out buying Larkvision equipment?
Response
No""",
    "Question and Answer": """Question: Does the council use equipment made by Larkvision?
Answer: Yes
Question: How many Larkvision cameras does the council operate?
Answer: There are 14
Question: Has the council ruled out buying Larkvision equipment?
Answer: No""",
    "a two-column page flattened": """REQUEST RESPONSE
1. Does the council use equipment made by Larkvision? Yes
2. How many Larkvision cameras does the council operate? 14
3. Has the council ruled out buying Larkvision equipment? No
""",
    "rows of an HTML table": """Your question\tOur answer
Does the council use equipment made by Larkvision?\tYes
How many Larkvision cameras does the council operate?\t14
Has the council ruled out buying Larkvision equipment?\tNo""",
    "rows with numbers": """1\tDoes the council use equipment made by Larkvision?\tYes
2\tHow many Larkvision cameras does the council operate?\t14
3\tHas the council ruled out buying Larkvision equipment?\tNo""",
    "two blocks": """Request
1. Does the council use equipment made by Larkvision?
2. How many Larkvision cameras does the council operate?
3. Has the council ruled out buying Larkvision equipment?

Response
1. Yes (rebadged units included)
2. 14
3. No""",
    "two blocks without headings": """1. Does the council use equipment made by Larkvision?
2. How many Larkvision cameras does the council operate?
3. Has the council ruled out buying Larkvision equipment?

1. Yes - see question 2
2. 14
3. No""",
    "headings of the subject": """Use of Larkvision equipment
Does the council use equipment made by Larkvision?
We do.

Numbers
How many Larkvision cameras does the council operate?
We operate 14.

Policy
Has the council ruled out buying Larkvision equipment?
It has not.""",
    "bullets under bullets": """• Does the council use equipment made by Larkvision?
  o Yes
• How many Larkvision cameras does the council operate?
  o 14
• Has the council ruled out buying Larkvision equipment?
  o No""",
    "no question marks": """Whether the council uses equipment made by Larkvision
Yes
The number of Larkvision cameras the council operates
14
Whether the council has ruled out buying Larkvision equipment
No""",
}


@pytest.mark.parametrize("name", list(NUMBERED))
def test_the_questions_come_back(name: str) -> None:
    assert told(NUMBERED[name]) == YES_14_NO


@pytest.mark.parametrize("name", list(NUMBERED))
def test_the_letter_sent_helps_and_never_harms(name: str) -> None:
    assert told(NUMBERED[name], LETTER) == YES_14_NO


INLINE = {
    "between quoted lines": """Dear Ro,
Please see our replies below.

> 1. Does the council use equipment made
> by Larkvision?
Yes.
> 2. How many Larkvision cameras does the council
> operate?
14
> 3. Has the council ruled out buying Larkvision equipment?
No.

Regards
FOI Team""",
    "without a word of introduction": """> 1. Does the council use equipment made by Larkvision?

Yes

> 2. How many Larkvision cameras does the council operate?

14 cameras

> 3. Has the council ruled out buying Larkvision equipment?

No, it has not
""",
    "after the whole is quoted": """On 4 May 2021, Ro Poe wrote:
> Please answer the following.
> 1. Does the council use equipment made by Larkvision?

We do, in two car parks.

> 2. How many Larkvision cameras does the council operate?

14

> 3. Has the council ruled out buying Larkvision equipment?

No

> Yours faithfully,
> Ro Poe""",
    "quoted twice": """>> 1. Does the council use equipment made by Larkvision?
Yes
>> 2. How many Larkvision cameras does the council
>> operate?
Fourteen
>> 3. Has the council ruled out buying Larkvision equipment?
No""",
    "in the original, below": """Dear Ro,
Please see our response below, within your e-mail.
Regards
FOI Team

-----Original Message-----
From: Ro Poe
Sent: 4 May 2021 10:00
To: FOI
Subject: Request

Please answer the following.
1. Does the council use equipment made by Larkvision?
Yes
2. How many Larkvision cameras does the council operate?
14
3. Has the council ruled out buying Larkvision equipment?
No
Yours faithfully,
Ro Poe""",
    "in the original, in red": """Hi, answers in red below.

From: Ro Poe
Sent: 4 May 2021 10:00
To: FOI
Subject: Request

1. Does the council use equipment made by Larkvision? Yes we do.
2. How many Larkvision cameras does the council operate? 14 in all.
3. Has the council ruled out buying Larkvision equipment? No.
""",
}


@pytest.mark.parametrize("name", list(INLINE))
def test_answers_written_between_quoted_lines(name: str) -> None:
    reading = mailed(INLINE[name])
    assert {question: one.value for question, one in reading.answers} == YES_14_NO
    assert reading.outcome.value == "answered"


@pytest.mark.parametrize("name", list(INLINE))
def test_answers_between_quoted_lines_of_a_bare_text(name: str) -> None:
    assert told(INLINE[name]) == YES_14_NO


def test_a_request_quoted_whole_under_an_acknowledgement_answers_nothing() -> None:
    reading = mailed(
        "Thank you, we have received your request and will reply by 2 June 2021.\n\n> 1. Does the council use equipment made by "
        "Larkvision?\n> 2. How many Larkvision cameras does the council operate?\n"
    )
    assert reading.outcome.value == "acknowledged"
    assert all(one.value is None for _, one in reading.answers)


SHORT = [
    ("uses", "Y", "yes"),
    ("uses", "N", "no"),
    ("uses", "None.", "no"),
    ("uses", "Nil", "no"),
    ("uses", "Not used", "no"),
    ("uses", "We do not.", "no"),
    ("uses", "Yes – see question 2", "yes"),
    ("uses", "Yes (rebadged units included)", "yes"),
    ("uses", "Partly. Two of our nine sites have it.", "yes"),
    ("uses", "No, this is not used", "no"),
    ("uses", "N/A", None),
    ("uses", "Not applicable", None),
    ("uses", "See attached", None),
    ("uses", "Unknown", None),
    ("uses", "It does", "yes"),
    ("uses", "The council does not.", "no"),
    ("uses", "That is correct", "yes"),
    ("uses", "Not at present", "no"),
    ("uses", "Not currently.", "no"),
    ("uses", "Not any more - they were taken out in 2019", "formerly"),
    ("uses", "Until 2020, yes; not now.", "formerly"),
    ("count", "Total: 43", 43),
    ("count", "34 cameras", 34),
    ("count", "47 static and 9 PTZ", 56),
    ("count", "0", 0),
    ("count", "Nil", 0),
    ("count", "None.", 0),
    ("count", "We have 12, of which 3 are spare", 12),
    ("count", "1,204 (as at 1 April 2023)", 1204),
    ("count", "In 2022 there were 12", 12),
    ("count", "Seven", 7),
    ("count", "12 x domes, 3 x bullets", 15),
    ("count", "N/A", None),
    ("count", "More than 30", None),
    ("count", "Not held centrally", None),
    ("count", "See question 1", None),
    ("count", "2021: 12\n2022: 14\n2023: 15", None),
    ("count", "Indoor - 4\nIndoor and outdoor - 9", None),
    ("count", "The fleet is 146, we have 1 on loan", None),
]


@pytest.mark.parametrize(("question", "said", "value"), SHORT)
def test_short_answers(question: str, said: str, value: object) -> None:
    asked = {one.id: one.text for one in QUESTIONS}[question]
    assert told(f"Our response is as follows.\n{asked}\n{said}\n")[question] == value
    assert told(f"Request\n1. {asked}\nResponse\n1. {said}\n")[question] == value


RUNNING = [
    ("The make you mention, Larkvision, is installed in two car parks.", "yes"),
    ("We can confirm that Larkvision equipment is in use.", "yes"),
    ("Larkvision was replaced in 2019 and none remains.", "formerly"),
    ("There are no Larkvision devices on our estate.", "no"),
    ("Some of our libraries still have Larkvision cameras, which will be replaced as they fail.", "yes"),
    ("Our contractor fitted Larkvision cameras at the depot in 2017.", "yes"),
    ("None of our cameras are made by Larkvision.", "no"),
    ("The Council has never bought anything from Larkvision.", "no"),
    ("Larkvision equipment was in use until March 2021, when it was taken down.", "formerly"),
    ("All Larkvision units have been decommissioned.", "formerly"),
    ("I can confirm that the Council neither owns nor operates Larkvision equipment.", "no"),
    ("We are not aware of any Larkvision cameras.", None),
    ("You asked about Larkvision. This is a matter for the county council.", None),
    ("Larkvision is one of several firms that we have heard of.", None),
]


@pytest.mark.parametrize(("said", "value"), RUNNING)
def test_running_text_that_names_the_make(said: str, value: object) -> None:
    text = f"Dear Ms Poe,\nThank you for your request about cameras.\n{said}\nYours sincerely,\nA. Clerk"
    assert told(text)["uses"] == value


@pytest.mark.parametrize(
    "spelt", ["Lark Vision", "LarkVision", "LARKVISION", "Lark-Vision", "Larckvision", "Larkvison", "Larkvisions"]
)
def test_a_make_misspelt_is_known(spelt: str) -> None:
    assert told(f"Dear Ms Poe,\nThe Council uses {spelt} cameras in its libraries.")["uses"] == "yes"
    assert told(f"Dear Ms Poe,\nThe Council does not use {spelt}.")["uses"] == "no"


@pytest.mark.parametrize("other", ["Larkin", "Darkvision", "Parkvision", "a large vision", "Larkfield"])
def test_another_name_is_not_the_make(other: str) -> None:
    assert told(f"Dear Ms Poe,\nThe Council uses {other} cameras in its libraries.")["uses"] is None


BY_YEAR = "How many calls did the council take in {year}?"


@pytest.mark.parametrize(("year", "value"), [(2021, 310), (2022, 420), (2023, None)])
def test_the_question_of_the_same_year_is_taken(year: int, value: object) -> None:
    question = Question("calls", BY_YEAR.format(year=year), "number", (), ("calls",))
    text = "1. How many calls did you take in 2021?\n310\n2. How many calls did you take in 2022?\n420\n"
    reading = read([Text("letter", text, "0" * 64)], (question,), "FOIA")
    assert reading.answers[0][1].value == value


@pytest.mark.parametrize(("year", "value"), [("2021/22", 76), ("2022/23", 79), ("2019/20", None)])
def test_the_line_of_the_same_year_is_taken(year: str, value: object) -> None:
    question = Question("calls", BY_YEAR.format(year=year), "number", (), ("calls",))
    text = "How many calls did you take in each year?\n21/22: 76\n22/23: 79\n"
    reading = read([Text("letter", text, "0" * 64)], (question,), "FOIA")
    assert reading.answers[0][1].value == value


def test_dates_in_the_question_are_no_figures() -> None:
    question = Question("seized", "How many pipes were seized in 2022?", "number", (), ("pipes",))
    text = "How many pipes were seized in the following period:\n1st April 2022 – 31^st March 2023\n2994\n"
    reading = read([Text("letter", text, "0" * 64)], (question,), "FOIA")
    assert reading.answers[0][1].value == 2994


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("We operate 126 cameras of which 34 are Larkvision.", 34),
        ("There are 126 cameras; 34 of these are by Larkvision.", 34),
        ("The council has 126 cameras. Some are by Larkvision.", None),
        ("2 Larkvision recorders and 14 Larkvision cameras are in use.", None),
        ("The council has 14 Larkvision cameras.", 14),
    ],
)
def test_the_figure_of_the_make_is_taken(said: str, value: object) -> None:
    assert told(f"Dear Ms Poe,\nThank you for your request.\n{said}\nYours sincerely")["count"] == value
    assert told(f"How many Larkvision cameras does the council operate?\n{said}")["count"] in (value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council itself does not use Larkvision. Schools buy their own CCTV.", "answered"),
        ("CCTV is run by our contractor, who has installed some Larkvision units.", "answered"),
        ("The council does use Larkvision cameras. The number is withheld under section 31(1)(a).", "partly_answered"),
        ("The number of Larkvision cameras that the council uses is withheld under section 31(1)(a).", "refused"),
    ],
)
def test_an_answer_to_the_codebook_tells_what_was_decided(text: str, value: str) -> None:
    letter = f"Dear Ms Poe,\n{text}\nYours sincerely,\nA. Clerk"
    assert read([Text("letter", letter, "0" * 64)], QUESTIONS, "FOIA").outcome.value == value
