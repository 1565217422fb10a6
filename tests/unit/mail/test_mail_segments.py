"""Whose words each stretch is. The kinds are labels: nothing is cut, whatever the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.mail.segments import segment


def labelled(text, subject=""):
    return [(one.kind, text[one.start : one.end].strip("\n")) for one in segment(text, subject)]


def kinds(text, subject=""):
    return [kind for kind, _ in labelled(text, subject)]


ORIGINAL = "Please tell me how many cameras you have.\n\nYours,\nAsker"

BLOCKS = {
    "english": "From: A Person <a@study.example>\nSent: 20 August 2021 10:00\nTo: Information Team\nSubject: Cameras\n",
    "date": "From: A Person\nDate: Friday, 20 August 2021\nTo: FOI\nCc: Someone\nSubject: Cameras\n",
    "stars": "*From:* A Person\n*Sent:* 20 August 2021 10:00\n*To:* FOI\n*Subject:* Cameras\n",
    "stars inside": "*From*: A Person\n*Sent*: 20 August 2021 10:00\n*To*: FOI\n",
    "welsh": "Oddi wrth: A Person\nAnfonwyd: 20 Awst 2021 10:00\nAt: Gwybodaeth\nPwnc: Camerâu\n",
    "german": "Von: A Person\nGesendet: Freitag, 20. August 2021 10:00\nAn: Amt\nBetreff: Kameras\n",
    "french": "De : A Person\nEnvoyé : vendredi 20 août 2021\nÀ : Mairie\nObjet : Caméras\n",
    "one line": "From: A Person [mailto:a@study.example] Sent: 20 August 2021 10:00 To: FOI Subject: Cameras\n",
    "with blank lines": "From: A Person\n\nSent: 20 August 2021 10:00\n\nTo: FOI\n\nSubject: Cameras\n",
    "original message": "-----Original Message-----\n",
    "neges wreiddiol": "----- Neges Wreiddiol -----\n",
    "on wrote": "On Fri, 20 Aug 2021 at 10:00, A Person <a@study.example> wrote:\n",
    "on wrote over three lines": "On Fri, 20 Aug 2021 at 10:00, A Person of a\nlong name <a@study.example>\nwrote:\n",
    "am schrieb": "Am 20.08.2021 um 10:00 schrieb A Person:\n",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_an_original_below_an_answer_is_quoted(block):
    text = f"We have 19 cameras.\n\n{block}\n{ORIGINAL}"
    assert kinds(text) == ["own", "quoted"]
    assert labelled(text)[0][1].strip() == "We have 19 cameras."


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_with_nothing_above_it_is_a_forward(block):
    assert kinds(f"{block}\n{ORIGINAL}") == ["forwarded"]


@pytest.mark.parametrize(
    "mark",
    ["---------- Forwarded message ---------\n", "Begin forwarded message:\n\n", "----- Forwarded by Jo -----\n"],
)
def test_forwards(mark):
    assert kinds(f"For you to answer.\n\n{mark}{BLOCKS['english']}\n{ORIGINAL}") == ["own", "forwarded"]


def test_the_subject_tells_a_forward():
    text = f"See below.\n\n{BLOCKS['english']}\n{ORIGINAL}"
    assert kinds(text, "FW: Cameras") == ["own", "forwarded"]
    assert kinds(text, "RE: Cameras") == ["own", "quoted"]


def test_the_rule_above_an_original_goes_with_it():
    text = f"We have 19.\n\n________________________________\n{BLOCKS['english']}\n{ORIGINAL}"
    assert labelled(text)[0] == ("own", "We have 19.")


def test_nested_marks_are_quoted_and_what_follows_is_own():
    text = "> > Which makes?\n> Please answer.\n\nAxis.\n\n> How many?\n> And where?\nIn the town centre."
    assert labelled(text) == [
        ("quoted", "> > Which makes?\n> Please answer."),
        ("own", "Axis."),
        ("quoted", "> How many?\n> And where?"),
        ("own", "In the town centre."),
    ]


@pytest.mark.parametrize("answer", ["> 50 cameras", ">£20,000", ">From April 2021 none"])
def test_an_answer_that_begins_with_the_sign_is_own(answer):
    assert kinds(f"The number is\n{answer}\nin all.") == ["own"]


@pytest.mark.parametrize("line", ["> 1. Which makes?", "> 2021 figures, how many?", "> Which makes?"])
def test_a_single_quoted_line_is_quoted(line):
    assert kinds(f"You asked\n\n{line}\n\nAxis.") == ["own", "quoted", "own"]


@pytest.mark.parametrize(
    "letter",
    [
        "On 3 May 2021 you wrote:\n\n1. Which makes?\n\nOur answer: Axis.",
        "In your letter you wrote: how many? We have 19.",
        "From: April 2019\nTo: March 2020\nTotal: 19 cameras",
        "From our records:\nthe council has 19 cameras.\nDate of purchase: 2019",
    ],
)
def test_a_letter_that_repeats_the_question_is_own(letter):
    assert kinds(letter) == ["own"]


SIGNED = "We have 19 cameras.\n\n{}"


@pytest.mark.parametrize(
    "ending",
    [
        "Kind regards,\nJane Example\nInformation Governance Officer\nEastmere Council\nTel: 01632 960123",
        "Yours sincerely\n\n\nJ. Example\nFOI Team",
        "Yn gywir\n\nSiân Enghraifft\nSwyddog Gwybodaeth",
        "Regards\nJo",
        "-- \nInformation Team\nfoi@eastmere.example",
        "--\nJane Example\nwww.eastmere.example",
        "Sent from my telephone",
    ],
)
def test_signatures(ending):
    assert labelled(SIGNED.format(ending)) == [("own", "We have 19 cameras."), ("signature", ending)]


@pytest.mark.parametrize(
    "after",
    [
        "Hikvision: 45 cameras",
        "Yes",
        "1. How many? 19",
        "Please note that we also have 4 cameras on loan.",
        "Appendix: of these, 12 are in the town centre.",
        "None of these are in use.",
    ],
)
def test_an_answer_after_the_closing_is_own(after):
    text = SIGNED.format(f"Kind regards,\nJane Example\nFOI Officer\n\n{after}")
    assert labelled(text)[-1] == ("own", after)


@pytest.mark.parametrize(
    "answer", ["Thank you\nWe have 19 cameras in the town centre.", "--\n19\n--\nYes", "--\nYes, all."]
)
def test_an_answer_is_never_a_signature(answer):
    assert kinds(f"Your question:\n\n{answer}") == ["own"]


DISCLAIMERS = [
    "This email and any attachments are confidential and intended solely for the use of the individual or entity to\n"
    "whom they are addressed. If you have received this email in error please notify the sender.",
    "Mae’r e-bost hwn ac unrhyw atodiadau yn gyfrinachol. Os ydych wedi derbyn y neges hon drwy gamgymeriad, dywedwch.",
    "This e-mail message has been scanned for viruses and content and cleared.",
    "Please consider the environment before printing this email; save paper.",
    "Any views or opinions expressed in this message are solely those of the author. Emails may be monitored.",
]


@pytest.mark.parametrize("notice", DISCLAIMERS)
def test_disclaimers(notice):
    text = f"We have 19 cameras.\n\n********************\n{notice}\n********************"
    assert kinds(text) == ["own", "disclaimer"]
    assert labelled(text)[0][1] == "We have 19 cameras."


def test_an_answer_directly_above_a_disclaimer_stays_own():
    answer = "There are no cameras of that make in any of the car parks"
    assert labelled(f"{answer}\n{DISCLAIMERS[0]}") == [("own", answer), ("disclaimer", DISCLAIMERS[0])]


@pytest.mark.parametrize(
    "answer",
    [
        "The contract is confidential and was received in error by another team in 2019.",
        "Our e-mail system is monitored; the recipient of the contract is Axis.",
        "We do not record who the intended users of the cameras are.",
        "The servers were scanned for a virus in May 2021.",
    ],
)
def test_an_answer_about_such_things_is_no_disclaimer(answer):
    assert kinds(f"Dear asker,\n\n{answer}\n\nThat is all we hold.") == ["own"]


PIECES = st.sampled_from(
    [
        "> quoted",
        ">> deep",
        "",
        " ",
        "Kind regards",
        "-- ",
        "--",
        "Jane Example",
        "Yes",
        "19",
        *BLOCKS.values(),
        *DISCLAIMERS,
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=25), st.text(max_size=10))
def test_segments_cover_every_text_without_gaps(lines, subject):
    text = "\n".join(lines)
    found = segment(text, subject)
    assert "".join(text[one.start : one.end] for one in found) == text
    assert all(one.start < one.end for one in found)
    assert {one.kind for one in found} <= {"own", "quoted", "forwarded", "signature", "disclaimer"}
    assert all(before.kind != after.kind for before, after in pairwise(found))
