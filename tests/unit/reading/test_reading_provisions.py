"""Provisions: law and section of what a body relies on, and nothing else that bears a number."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.provisions import cited
from askall.reading.read import read
from askall.reading.records import Text


def relied(text: str, law: str = "FOIA") -> list[tuple[str, str]]:
    return [(one.law, one.section) for one in read([Text("letter", text, "0" * 64)], (), law).provisions]


@pytest.mark.parametrize(
    ("law", "sentence", "expected"),
    [
        ("FOIA", "exempt under section 31(1)(a)", [("FOIA", "31(1)(a)")]),
        ("FOIA", "exempt by virtue of s.40 (2) of the Act", [("FOIA", "40(2)")]),
        ("FOIA", "sections 24 and 31 apply", [("FOIA", "24"), ("FOIA", "31")]),
        ("FOIA", "Section 31(1)(a)(b) - law enforcement", [("FOIA", "31(1)(a)"), ("FOIA", "31(1)(b)")]),
        ("FOIA", "Sections 24(1) - national security and 31(1) - crime", [("FOIA", "24(1)"), ("FOIA", "31(1)")]),
        ("FOIA", "S43(2) commercial interests", [("FOIA", "43(2)")]),
        ("FOIA", "exceeds the limit (FOIA, s.12)", [("FOIA", "12")]),
        ("FOIA", "section 37(1)(a)(iii) of the Act", [("FOIA", "37(1)(a)(iii)")]),
        ("FOIA", "withheld under Regulation 12(5)(e) of the EIR", [("EIR", "12(5)(e)")]),
        ("EIR", "under regulation 13", [("EIR", "13")]),
        ("EIR", "exempt under section 40(2) of the Freedom of Information Act 2000", [("FOIA", "40(2)")]),
        ("FOISA", "in terms of section 35(1)(a)", [("FOISA", "35(1)(a)")]),
        ("FOISA", "section 33 1(b) of FOISA", [("FOISA", "33(1)(b)")]),
        ("FOISA", "a notice under section 17(1)", [("FOISA", "17(1)")]),
        ("FOISA", "regulation 10(4)(b)", [("EISR", "10(4)(b)")]),
        ("FOIA", "section 38(1)(b) of the Freedom of Information (Scotland) Act 2002", [("FOISA", "38(1)(b)")]),
        ("FOIA", "this is a notice under section 17(1) of the Act", []),
        ("FOIA", "under section 16 we must advise you; section 1(1)(a) and section 10(3) and section 50", []),
        ("FOIA", "section 29 of the Data Protection Act 1998", []),
        (
            "FOIA",
            "section 40(2) of the Act, as defined in section 3 of the Data Protection Act 2018",
            [("FOIA", "40(2)")],
        ),
        ("FOIA", "Section 106 agreements", []),
        ("FOIA", "Gate House, S31 4QP", []),
        ("FOIA", "under regulation 4(3) of the Fees Regulations", []),
        ("FOIA", "31 cameras in 12 parks", []),
    ],
)
def test_cited(law: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert list(cited(sentence, law)) == expected


def test_a_bare_section_gives_way_to_its_subsections() -> None:
    text = "We withhold the plans under section 31(1)(a) of the Act. Section 31 is a qualified exemption."
    assert relied(text) == [("FOIA", "31(1)(a)")]


def test_a_list_of_bare_sections() -> None:
    text = (
        "Some of it is exempt from disclosure under sections:\n- 30(b)(i) (advice),\n- 36(1) (legal advice)\nof FOISA."
    )
    assert relied(text, "FOISA") == [("FOISA", "30(b)(i)"), ("FOISA", "36(1)")]


def test_the_requesters_sections_are_not_relied_on() -> None:
    text = """You asked:
If you rely on section 31 or section 43, please explain why.
Response:
The report is exempt under section 22 of the Act, as it will be published in May."""
    assert relied(text) == [("FOIA", "22")]


def test_an_acknowledgement_relies_on_nothing() -> None:
    text = "We have received your request. Information may be exempt under section 40. We will reply within 20 working days."
    assert relied(text) == []


def test_each_provision_has_its_quote() -> None:
    text = "The contract is exempt under section 43(2) of the Act."
    (one,) = read([Text("letter", text, "0" * 64)], (), "FOIA").provisions
    assert [text[e.start : e.end] for e in one.evidence] == [e.quote for e in one.evidence] == [text]


TOLD_AGAIN = (
    "You asked for a review of the refusal of your request under section 12 of the Act.",
    "The Council's reply of 10 October 2024 refused your request under section 12.",
    "I have looked at our reply of 9 July, in which your request was turned down as a whole under section 12.",
    "I am the officer who reviews the answer, in which all the information was withheld under section 12 of the Act.",
    "The points at issue were two: the cost, under section 12, and the delay.",
)


@pytest.mark.parametrize("told", TOLD_AGAIN)
def test_a_review_that_overturns_does_not_rely_on_what_was_decided_before(told: str):
    assert relied(f"Internal review\n\n{told}\n\nI uphold your complaint. The figures are attached.") == []
    kept = f"Internal review\n\n{told}\n\nI uphold your complaint in part. The names are exempt under section 40(2)."
    assert relied(kept) == [("FOIA", "40(2)")]
