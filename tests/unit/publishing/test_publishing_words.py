"""Words, fills and file names of the report."""

import pytest
from factories.datasets import Made
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape

from askall.publishing.breakdowns import Pages, fills_of
from askall.publishing.rendering import redacted, shown, split_context, unbroken, web_address
from askall.publishing.words import OUTCOMES, day, noun_of, provision_words, short_day, slug
from askall.study import records


def test_every_outcome_has_words():
    assert set(OUTCOMES) == {*records.OUTCOMES, "not_coded"}


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("FOIA 31(1)(a)", "FOIA section 31(1)(a)"),
        ("EIR 12(5)(b)", "EIR regulation 12(5)(b)"),
        ("FOISA 17", "FOISA section 17"),
        ("none given", "none given"),
        ("31", "31"),
        ("XYZ 1", "XYZ 1"),
        ("FOIA 999", "FOIA section 999"),
    ],
)
def test_a_provision_is_a_law_and_a_section(provision, words):
    assert provision_words(provision).startswith(words)


def test_section_17_means_different_things():
    assert provision_words("FOIA 17") != provision_words("FOISA 17").replace("FOISA", "FOIA")


def test_days():
    assert (day("2022-02-07"), short_day("2021-09-20"), day("soon"), short_day("")) == (
        "7 February 2022", "20 Sep 2021", "soon", "",
    )  # fmt: skip


def test_bodies_are_councils_only_where_all_are():
    made = Made()
    made.body(type="county")
    assert noun_of(made.bodies) == ("council", "councils")
    made.body(type="police force")
    assert noun_of(made.bodies) == ("public body", "public bodies")


def test_yes_and_no_look_the_same_in_every_chart():
    assert fills_of(["yes", "no", "formerly"]) == {"yes": "a0", "no": "a1", "formerly": "a2"}
    assert fills_of(["human_rights", "security", "no"])["no"] == "a1"
    many = fills_of([str(number) for number in range(9)])
    assert many["0"] == "a0"
    assert many["8"] == "a4"


def test_names_of_pages_differ_even_where_case_does_not_count():
    pages = Pages()
    assert [pages.name("b", "A"), pages.name("b", "a"), pages.name("b", "A")] == [
        "b/A.html",
        "b/a-2.html",
        "b/A-3.html",
    ]


@pytest.mark.parametrize(("text", "expected"), [("Ä Ö", "x"), ("../Evil?", "evil"), ("a" * 99, "a" * 60)])
def test_slugs(text, expected):
    assert slug(text) == expected


def test_what_cannot_be_seen_is_shown():
    assert shown("a\x00b\rc<") == "a␀b&#13;c&lt;"
    assert shown("plain <b>") == "plain <b>"  # left to the template to escape


def test_marks_of_removed_data_are_set_apart_and_the_rest_escaped():
    assert redacted("Dear [name removed], <b>") == 'Dear <span class="redacted">[name removed]</span>, &lt;b&gt;'
    assert unbroken("<i> 5 of 8 (62.5 %)") == '&lt;i&gt; <span class="n">5 of 8 (62.5 %)</span>'


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil", 'https://a"b', "http://a b", ""]
)
def test_only_web_addresses_become_links(address):
    assert web_address(address) == ""


def test_a_web_address_stays():
    assert web_address("https://council.example/foi?x=1") == "https://council.example/foi?x=1"


@given(st.text(st.characters(blacklist_categories=["Cs"], max_codepoint=0xD7FF), min_size=1))
def test_any_words_come_back_as_they_were(text):
    """What a browser reads is what was written, with pictures for controls."""
    page = html.fromstring(f"<p>x{escape(shown(text))}{redacted(text)}{unbroken(text)}</p>")
    seen = "".join(chr(0x2400 + ord(one)) if ord(one) < 32 and one not in "\t\n\r" else one for one in text)
    assert page.text_content() == f"x{3 * seen}".replace("\x7f", "␡")


@given(st.lists(st.sampled_from(["word", " ", "\n", "[name removed]", "long" * 9])), st.booleans(), st.integers(1, 60))
def test_context_is_split_between_words_and_marks(pieces, before, near):
    text = "".join(pieces)
    first, second = split_context(text, near, before=before)
    assert first + second == text
    assert first.count("[name removed]") + second.count("[name removed]") == text.count("[name removed]")
