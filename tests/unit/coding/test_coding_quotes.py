"""Quotes: the stored words to the character, found even where a person pasted them otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.coding.quotes import find_quote, find_quotes, is_verbatim, locate, quote_at
from askall.coding.records import Quote, StoredText

LETTER = (
    "Dear applicant,\r\n\r\nThe council’s 47 static\r\ncameras are “Hikvision”, bought 2019–2021. "
    "We know of 1,560 more."
)


def stored(text: str, sha: str = "a" * 64, part: int = 0) -> StoredText:
    return StoredText(sha, part, f"page {part + 1}", text, "reply.pdf", "application/pdf", "2022-02-07")


def test_a_quote_is_the_exact_slice() -> None:
    quote = find_quote("47 static\r\ncameras", [stored("nothing here", "b" * 64), stored(LETTER)])
    assert quote
    assert (quote.sha256, quote.part, quote.label) == ("a" * 64, 0, "page 1")
    assert LETTER[quote.start : quote.end] == quote.quote == "47 static\r\ncameras"


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [
        ("47 static cameras", "47 static\r\ncameras"),
        ('the council\'s 47 static   cameras are "Hikvision"'[4:], "council’s 47 static\r\ncameras are “Hikvision”"),
        ("bought 2019-2021", "bought 2019–2021"),
        ("  We know  ", "We know"),
    ],
)
def test_line_breaks_and_curly_quotes_do_not_matter(pasted: str, stands: str) -> None:
    quote = find_quote(pasted, [stored(LETTER)])
    assert quote
    assert quote.quote == stands


@pytest.mark.parametrize("text", ["ﬁve ﬂoors", "five\u00a0floors", "fi\u00adve floors", "five\u200b floors"])
def test_ligatures_and_invisible_characters_do_not_matter(text: str) -> None:
    assert locate("five floors", f"On {text}.") == (3, 3 + len(text))


def test_a_quote_never_cuts_a_character_in_two() -> None:
    assert locate("f", "o ﬁ") is None
    assert locate("cafe", "a cafe\u0301") is None


@pytest.mark.parametrize("pasted", ["", "   ", "\u200b", "48 static cameras", "hikvision", "47 static cameras and"])
def test_what_does_not_stand_there_is_refused(pasted: str) -> None:
    assert find_quote(pasted, [stored(LETTER)]) is None
    assert find_quotes(pasted, [stored(LETTER)]) == ()


@pytest.mark.parametrize("short", ["no", "56", "560", "1", "stat"])
def test_a_short_quote_stands_on_whole_words(short: str) -> None:
    assert find_quote(short, [stored(LETTER)]) is None


def test_a_short_quote_is_found_where_it_is_a_word_of_its_own() -> None:
    text = "We know: no. Of 1,560 cameras 56 are ours."
    no, figure = find_quote("no", [stored(text)]), find_quote("56", [stored(text)])
    assert no
    assert figure
    assert (no.start, figure.start) == (9, text.index("56 are"))


def test_a_long_quote_may_lose_a_letter_at_its_edge() -> None:
    quote = find_quote("ameras are “Hikvisio", [stored(LETTER)])
    assert quote
    assert quote.quote == "ameras are “Hikvisio"


@pytest.mark.parametrize("gap", ["[…]", " [...] "])
def test_two_pieces_make_two_quotes(gap: str) -> None:
    found = find_quotes(f"47 static cameras{gap}1,560 more", [stored(LETTER)])
    assert [quote.quote for quote in found] == ["47 static\r\ncameras", "1,560 more"]
    assert find_quotes(f"47 static cameras{gap}9 PTZ", [stored(LETTER)]) == ()


def test_dots_in_brackets_that_stand_in_the_letter_are_part_of_it() -> None:
    assert len(find_quotes("the make [...] is withheld", [stored("So the make [...] is withheld.")])) == 1


def test_verbatim_means_this_file_this_part_this_place() -> None:
    text = stored(LETTER)
    good = quote_at(text, 23, 30)
    assert is_verbatim(good, [text])
    assert not is_verbatim(good, [stored(LETTER, "c" * 64)])
    assert not is_verbatim(good, [stored(LETTER, part=1)])
    assert not is_verbatim(Quote("a" * 64, 0, "", 24, 31, good.quote), [text])
    assert not is_verbatim(Quote("a" * 64, 0, "", 0, 0, ""), [text])


@pytest.mark.parametrize(("start", "end"), [(5, 5), (-3, 4), (0, 10_000), (15, 19)])
def test_a_place_without_words_is_no_quote(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no words"):
        quote_at(stored(LETTER), start, end)


texts = st.text(st.sampled_from("ab é\u0301ﬁ“\"'’–-\n\r\t\u00a0\u00ad1,.…"), min_size=1, max_size=60)


@given(texts, st.data())
def test_any_slice_is_found_and_what_is_found_is_a_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = find_quote(text[start:end], [stored(text)])
    if quote:
        assert is_verbatim(quote, [stored(text)])
    elif end - start >= 12:
        assert len(text[start:end].strip()) < 12 or not text[start:end].strip()


@given(texts, texts)
def test_locating_never_fails_and_never_invents(quote: str, text: str) -> None:
    place = locate(quote, text)
    if place:
        assert locate(text[slice(*place)], text) is not None or len(text[slice(*place)].strip()) < 12
