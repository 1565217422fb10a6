"""Letters: every field is filled, or nothing is sent."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.register import shipped
from askall.foundation.errors import BadInput
from askall.study.letters import FIELDS, fields_of, letter_for, merge, merge_fields, render
from askall.study.records import Letter, Protocol, Question

PROTOCOL = Protocol(
    title="Cameras",
    as_at=date(2022, 2, 7),
    organisations=("One", "Two", "Three"),
    questions=(
        Question("a", "Any cameras?", choices=("yes",)),
        Question("b", "In car parks?", choices=("yes",), applies_to=(("nations", ("Wales",)),)),
    ),
    letters=(Letter("FOIA", "To {body.short_name}", "{law.name}\n{study.questions}\n{study.contact}"),),
    contact="Alex Example",
)
HACKNEY, CARDIFF, FIFE = (shipped().get(one) for one in ("HCK", "CRF", "FIF"))


def test_a_letter_is_filled_for_its_body():
    letter = letter_for(PROTOCOL, HACKNEY)
    assert letter == Letter("FOIA", "To Hackney", "Freedom of Information Act 2000\n1. Any cameras?\nAlex Example")
    assert "2. In car parks?" in letter_for(PROTOCOL, CARDIFF).body


def test_a_body_under_another_law_gets_no_letter_of_this_one():
    with pytest.raises(BadInput, match=r"no \[letter.FOISA\], which Fife Council needs"):
        letter_for(PROTOCOL, FIFE)


def test_the_fields_are_those_documented_and_none_is_empty_here():
    fields = merge_fields("FOISA", FIFE, PROTOCOL)
    assert tuple(fields) == FIELDS
    assert all(fields.values())
    assert fields["law.name"] == "Freedom of Information (Scotland) Act 2002"
    assert fields["study.organisations"] == "One, Two and Three"


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{body.nme}", "unknown field {body.nme}; did you mean “body.name”"),
        ("{body.__class__}", "unknown field"),
        ("{body.name!r}", "unknown field"),
        ("{body.name:>10}", "unknown field"),
        ("{0}", "unknown field"),
        ("{}", "unknown field"),
        ("{ body.name }", "unknown field"),
        ("a { b", "stray “{”"),
        ("a } b", "stray “}”"),
        ("{body.name\n}", "stray “{”"),
    ],
)
def test_what_is_no_field_stops_the_letter(template, why):
    with pytest.raises(BadInput) as caught:
        render(Letter("FOIA", "s", template), HACKNEY, PROTOCOL)
    assert why in str(caught.value)
    assert "[letter.FOIA]" in str(caught.value)


def test_an_empty_field_stops_the_letter():
    with pytest.raises(BadInput, match=r"uses \{study\.contact\}, which is empty"):
        letter_for(replace(PROTOCOL, contact=" "), HACKNEY)
    with pytest.raises(BadInput, match=r"the subject of .* uses \{body\.region\}, which is empty"):
        render(Letter("FOIA", "{body.region}", "b"), replace(HACKNEY, region=""), PROTOCOL)


def test_a_body_cannot_add_header_lines_to_the_mail():
    sly = replace(HACKNEY, short_name="Hackney\r\nBcc: all@example.org")
    assert letter_for(PROTOCOL, sly).subject == "To Hackney Bcc: all@example.org"


def test_what_a_field_holds_is_not_merged_again():
    assert merge("{a} {{a}}", {"a": "{b}"}, "x") == "{b} {a}"


@given(st.text(max_size=100))
def test_text_with_doubled_braces_comes_out_as_it_was(text):
    assert merge(text.replace("{", "{{").replace("}", "}}"), {}, "x") == text


@given(st.text(st.sampled_from("{}ab.\n"), max_size=30))
def test_a_template_is_filled_or_refused(template):
    try:
        filled = merge(template, {"a": "A", "b": "B"}, "x")
    except BadInput as error:
        filled = str(error)
        assert filled.startswith("x ")  # the fault names the template
    else:
        assert set(fields_of(template)) <= {"a", "b"}
