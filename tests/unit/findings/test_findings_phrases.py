"""The vocabulary of shares, and how figures are written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.findings.phrases import fitting_phrase, parse_phrase, phrases_in
from askall.findings.wording import amount, joined, of, percent


@pytest.mark.parametrize(
    ("phrase", "inside", "outside"),
    [
        ("half", ["0.49", "0.5", "0.51"], ["0.489", "0.511"]),
        ("a third", ["1/3", "0.33"], ["0.32", "0.35"]),
        ("two-thirds", ["2/3", "0.66", "0.67"], ["275/398"]),
        ("nearly two-thirds", ["0.62", "0.6666"], ["2/3", "275/398", "0.61"]),
        ("just under two thirds", ["0.65"], ["0.64", "2/3"]),
        ("just over half", ["0.51"], ["0.5", "0.53"]),
        ("more than half", ["0.501", "1"], ["0.5"]),
        ("at least three quarters", ["0.75"], ["0.7499"]),
        ("no more than a quarter", ["0", "0.25"], ["0.26"]),
        ("fewer than one in ten", ["0.09"], ["0.1"]),
        ("one in four", ["0.25", "0.26"], ["0.27"]),
        ("nine out of ten", ["0.9"], ["0.88"]),
        ("about 40 %", ["0.37", "0.43"], ["0.36"]),
        ("65%", ["0.645", "0.655"], ["0.66"]),
        ("69.1 per cent", ["275/398"], ["0.692"]),
        ("most", ["0.51", "1"], ["0.5"]),
        ("the vast majority", ["0.8"], ["0.79"]),
        ("nearly every", ["29/32", "0.99"], ["1", "0.89"]),
        ("almost all", ["0.95"], ["1"]),
        ("all", ["1"], ["0.99"]),
        ("not all", ["0.99", "0"], ["1"]),
        ("none", ["0"], ["0.01"]),
        ("hardly any", ["0.1", "0.01"], ["0", "0.11"]),
        ("a minority", ["0.49"], ["0.5"]),
    ],
)
def test_what_a_phrase_allows(phrase, inside, outside):
    interval = parse_phrase(phrase).interval
    assert all(Fraction(share) in interval for share in inside)
    assert not any(Fraction(share) in interval for share in outside)


@pytest.mark.parametrize(
    "words", ["", "two third", "a thirds", "over all", "five in four", "140 %", "every part", "275"]
)
def test_what_is_no_phrase(words):
    assert parse_phrase(words) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nearly two-thirds of councils use it", ["Nearly two-thirds"]),
        ("It is in use in every part of the country", []),
        ("All 11 councils in Northern Ireland use it", ["All"]),
        ("Not all councils answered", ["Not all"]),
        ("All but three councils use it", []),
        ("No fewer than half of councils", ["No fewer than half"]),
        ("No council said so, and 1 in 4 refused", ["No", "1 in 4"]),
        ("275 in 2022, after the first half of the year; a third party said so", []),
        ("In 2022 more than 40 per cent and most of the boroughs", ["more than 40 per cent", "most"]),
    ],
)
def test_which_words_of_a_sentence_speak_of_a_share(text, found):
    assert [phrase.words for phrase in phrases_in(text)] == found


@given(st.text(max_size=60))
def test_any_sentence_can_be_searched(text):
    for phrase in phrases_in(text):
        assert phrase.words in text


@given(st.fractions(min_value=0, max_value=1))
def test_what_is_offered_instead_is_true(share):
    words = fitting_phrase(share)
    assert not words or share in parse_phrase(words).interval
    assert words or share <= Fraction(1, 10)


@pytest.mark.parametrize(
    ("share", "written"),
    [("275/398", "69.1 %"), ("1/2", "50 %"), ("1", "100 %"), ("0", "0 %"), ("3999/4000", "99.9 %"),
     ("1/4000", "under 0.1 %"), ("1/800", "0.1 %"), ("29/32", "90.6 %")],
)  # fmt: skip
def test_percentages(share, written):
    assert percent(Fraction(share)) == written


def test_counts_carry_their_base():
    assert of(275, 398) == "275 of 398 (69.1 %)"
    assert of(0, 0) == "0 of 0"
    assert amount(Fraction(5, 3)) == "1.67"
    assert joined(["a", "b", "c"]) == "a, b and c"
