"""What a section number means in each law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.law.exemptions import exemption, exemptions, normal_section
from askall.law.regimes import LAWS, regime


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("31(1)(a)", "31(1)(a)"),
        ("s.31", "31"),
        ("S31", "31"),
        ("s 31 (1) (a)", "31(1)(a)"),
        ("Section 40(2)", "40(2)"),
        ("SECTION 40 (2)", "40(2)"),
        ("section 40 subsection (2)", "40(2)"),
        ("s.40.2", "40(2)"),
        ("40(5b)", "40(5B)"),
        ("22a", "22A"),
        ("Reg 12(4)(b)", "12(4)(b)"),
        ("Regulation 12(4)(B)", "12(4)(b)"),
        ("reg. 12(5)(e).", "12(5)(e)"),
        ("36(2)(b)(ii)", "36(2)(b)(ii)"),
        ("", None),
        ("the exemption", None),
        ("31(", None),
        ("section", None),
    ],
)
def test_citations_are_brought_to_one_form(text: str, section: str | None) -> None:
    assert normal_section(text) == section


@pytest.mark.parametrize(
    ("law", "section", "title", "public_interest", "nearest"),
    [
        ("FOIA", "31(1)(a)", "Law enforcement", "qualified", "35"),
        ("FOISA", "31(1)", "National security", "qualified", "24"),
        ("FOISA", "s.31(4)(a)", "Defence", "qualified", "26"),
        ("FOIA", "Section 40(2)", "Personal information about somebody else", "partly", "38(1)(b)"),
        ("FOISA", "38(1)(b)", "Personal information about somebody else", "partly", "40(2)"),
        ("FOIA", "41(1)", "Information provided in confidence", "absolute", "36(2)"),
        ("FOISA", "36(1)", "Confidentiality of legal communications", "qualified", "42"),
        ("FOIA", "22A(1)", "Research", "qualified", "27(2)"),
        ("EIR 2004", "Reg 12(4)(b)", "Manifestly unreasonable", "qualified", "10(4)(b)"),
        ("EI(S)R", "regulation 10(5)(e)", "Commercial or industrial confidentiality", "qualified", "12(5)(e)"),
    ],
)
def test_a_section_is_found_under_its_own_law(
    law: str, section: str, title: str, public_interest: str, nearest: str
) -> None:
    found = exemption(law, section)
    assert found is not None
    assert (found.title, found.public_interest, found.nearest) == (title, public_interest, nearest)


def test_the_same_number_is_not_the_same_thing() -> None:
    kinds = {law: exemption(law, "17") for law in ("FOIA", "FOISA")}
    assert kinds["FOIA"] is not None
    assert kinds["FOIA"].kind == "refusal_notice"
    assert kinds["FOISA"] is not None
    assert kinds["FOISA"].kind == "not_held"
    shared = [
        one.entry
        for one in exemptions("FOIA")
        if one.kind == "exemption" and one.entry.isdigit() and one.nearest.split("(")[0] == one.entry
    ]
    assert shared == ["28", "39"]


@pytest.mark.parametrize(
    ("law", "absolute"),
    [
        ("FOIA", {"21", "23", "32", "34", "40(1)", "41", "44"}),
        ("FOISA", {"25", "26", "36(2)", "37", "38(1)(a)", "38(1)(c)", "38(1)(d)"}),
        ("EIR", set()),
        ("EISR", set()),
    ],
)
def test_the_absolute_exemptions_are_those_of_the_act(law: str, absolute: set[str]) -> None:
    assert {one.entry for one in exemptions(law) if one.public_interest == "absolute"} == absolute


@pytest.mark.parametrize(
    ("law", "section", "denies"),
    [("FOIA", "31(3)", True), ("FOIA", "31(1)", False), ("FOIA", "40(5B)(a)(i)", True), ("FOISA", "18(1)", True)],
)
def test_parts_that_let_a_body_neither_confirm_nor_deny(law: str, section: str, denies: bool) -> None:
    found = exemption(law, section)
    assert found is not None
    assert found.denies is denies


@pytest.mark.parametrize("section", ["99", "3", "nonsense", ""])
def test_what_is_not_listed_is_none(section: str) -> None:
    assert exemption("FOIA", section) is None


@pytest.mark.parametrize("law", LAWS)
def test_every_entry_is_in_normal_form_and_its_nearest_exists(law: str) -> None:
    other = regime(law).other
    for one in exemptions(law):
        assert normal_section(one.entry) == one.entry
        assert one.title
        assert one.source
        assert one.kind not in ("exemption", "exception") or one.public_interest
        assert not one.nearest or exemption(other, one.nearest) is not None, one


@given(st.sampled_from(LAWS), st.text(max_size=60))
def test_no_text_crashes_the_search(law: str, text: str) -> None:
    found = exemption(law, text)
    assert found is None or found.section.startswith(found.entry)
