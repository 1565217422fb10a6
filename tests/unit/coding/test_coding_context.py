"""A quote in its context: at most 400 characters a side, cut between words, redacted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.coding.context import REACH, in_context
from askall.coding.quotes import quote_at
from askall.coding.records import Quote, StoredText
from askall.foundation.errors import CheckFailed

SHA = "a" * 64


def quote_of(text: str, words: str) -> Quote:
    at = text.index(words)
    return quote_at(StoredText(SHA, 0, "e-mail", text), at, at + len(words))


def test_context_is_cut_between_words() -> None:
    text = "abcd " * 200 + "the quote" + " efgh" * 200
    shown = in_context(quote_of(text, "the quote"), text)
    assert shown.quote == "the quote"
    assert shown.before == "abcd " * 80
    assert shown.after == " efgh" * 80
    assert in_context(quote_of(text, "the quote"), text, reach=12).before == " abcd abcd "


def test_a_short_letter_is_shown_whole() -> None:
    text = "Yes. We use 47 cameras."
    shown = in_context(quote_of(text, "47"), text)
    assert (shown.before, shown.quote, shown.after) == ("Yes. We use ", "47", " cameras.")


def test_a_word_longer_than_the_reach_is_cut() -> None:
    text = "x" * 900 + "47" + "y" * 900
    shown = in_context(quote_of(text, "47"), text)
    assert (shown.before, shown.after) == ("x" * REACH, "y" * REACH)


def test_names_are_known_from_the_whole_letter_and_removed_from_quote_and_context() -> None:
    text = "Jane Smith says: Jane Smith counted 47 cameras." + " More." * 200 + "\nYours sincerely\nJane Smith\n"
    shown = in_context(quote_of(text, "Jane Smith counted 47"), text)
    assert shown.quote == "[name removed] counted 47"
    assert shown.before == "[name removed] says: "


def test_a_marker_is_whole_or_not_there() -> None:
    text = "Dear Ms Smith, 47 cameras"
    for reach in range(30):
        before = in_context(quote_of(text, "47"), text, reach=reach).before
        assert before.count("[") == before.count("]") == before.count("[name removed]")
        assert len(before) <= reach


@pytest.mark.parametrize("quote", [Quote(SHA, 0, "e-mail", 0, 3, "No."), Quote(SHA, 0, "e-mail", 3, 3, "")])
def test_a_quote_that_does_not_stand_there_is_refused(quote: Quote) -> None:
    with pytest.raises(CheckFailed):
        in_context(quote, "Yes. We use 47 cameras.")


@given(st.text("ab \n.[]1", min_size=1, max_size=80), st.integers(0, 30), st.data())
def test_context_is_never_longer_than_asked_and_stands_beside_the_quote(
    text: str, reach: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    shown = in_context(Quote(SHA, 0, "", start, end, text[start:end]), text, reach=reach)
    assert len(shown.before) <= reach
    assert len(shown.after) <= reach
    assert text[:start].endswith(shown.before)
    assert text[end:].startswith(shown.after)
