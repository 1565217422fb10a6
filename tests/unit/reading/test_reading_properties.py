"""Whatever the text: reading raises nothing, and every quote is found word for word where it points."""

# ruff: noqa: E501 -- letters keep their lines.

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from askall.reading.folding import fold
from askall.reading.read import read
from askall.reading.records import Evidence, Reading, Span, Text
from askall.reading.segmenting import units
from askall.study.records import Question

QUESTIONS = (
    Question("uses", "Does the council use Larkvision?", "choice", ("yes", "no", "formerly"), ("Larkvision",)),
    Question("count", "How many Larkvision cameras are there?", "number", (), ("Larkvision",)),
    Question("cost", "How much was spent on Larkvision?", "money", (), ("Larkvision",)),
    Question("ends", "When does the contract end?", "date", (), ("contract",)),
    Question("makers", "Which makes are used?", "list", (), ("makes",)),
    Question("policy", "What is the policy on cameras?", "text", (), ("policy",)),
    Question("why", "Why was it ruled out?", "choice", ("human rights", "cost"), ("Larkvision",)),
)
PIECES = st.sampled_from(
    [
        "Does the council use Larkvision?", "Yes", "No.", "1.", "2)", "a)", "Q1", "A1:", "Response:", "Request:", "You asked:",
        "We do not hold this information.", "exempt under section 31(1)(a)", "neither confirm nor deny", "47 cameras and 9 PTZ",
        "£1,200.50", "by 21 September 2021", "Please see attached", "\t", "\n", "\n\n", " ", "•", "Larkvision", "however",
        "internal review", "uphold", "From: a\nSent: b\nTo: c\n", "> quoted", "Yours sincerely", "Dear Sir", "2.-7. N/A",
        "How many Larkvision cameras are there?", "\u2028", "\x00", "ß", "İ", "\ud800", "│", "’", "(", "99999999999999999999",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map(lambda parts: " ".join(parts))


def every_quote(reading: Reading) -> Iterator[Evidence]:
    yield from reading.outcome.evidence
    for provision in reading.provisions:
        yield from provision.evidence
    for _, suggestion in reading.answers:
        yield from suggestion.evidence
    for event in reading.events:
        yield from event.evidence


@settings(max_examples=300, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(["FOIA", "FOISA", "EIR", "EISR"]), TEXTS)
def test_every_quote_is_a_slice_and_nothing_raises(texts: list[str], law: str, letter: str) -> None:
    given_texts = [Text(f"part {n}", text, "0" * 64) for n, text in enumerate(texts)]
    reading = read(given_texts, QUESTIONS, law, letter)
    for one in every_quote(reading):
        assert one.quote
        assert texts[one.part][one.start : one.end] == one.quote
    for suggestion in (reading.outcome, *(found for _, found in reading.answers)):
        assert (suggestion.value is None) == bool(suggestion.abstained)
        assert suggestion.value is None or (suggestion.evidence and 0 < suggestion.confidence < 1)
    assert [name for name, _ in reading.answers] == [one.id for one in QUESTIONS]


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.data())
def test_segments_of_any_shape_are_followed(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(text)))
    kinds = st.sampled_from(["own", "quoted", "forwarded", "signature", "disclaimer"])
    spans = (Span(data.draw(kinds), 0, cut), Span(data.draw(kinds), cut, len(text)))
    reading = read([Text("message", text, "0" * 64, spans=spans)], QUESTIONS, "FOIA")
    assert all(text[one.start : one.end] == one.quote for one in every_quote(reading))


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, st.text()))
def test_folding_moves_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_units_follow_one_another_and_lose_no_word(text: str) -> None:
    found = units(text)
    assert all(one.start < one.end for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    covered = "".join(text[one.start : one.end] for one in found)
    letters = [sign for sign in fold(text) if sign.isalpha() and sign.isascii()]
    kept = [sign for sign in fold(covered) if sign.isalpha() and sign.isascii()]
    assert len(letters) - len(kept) <= 12 * (1 + len(found))  # only list marks stand outside the units


def test_a_megabyte_of_anything_is_read() -> None:
    for piece in (". ", "section 31(1)(a), ", "1. how many?\nyes\n", "From: x\nSent: y\n", "a\t1\n"):
        text = piece * (1_000_000 // len(piece))
        assert read([Text("t", text, "0" * 64)], QUESTIONS, "FOIA") is not None
