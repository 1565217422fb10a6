"""What a text says of which mail it answers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.mail.references import bare_subject, days_in, own_references_in, references_in, tokens_in


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: RE: Fwd: CCTV  cameras", "cctv cameras"),
        ("Automatic reply: CCTV cameras", "cctv cameras"),
        ("[EXTERNAL] Re: CCTV cameras", "cctv cameras"),
        ("AW: CCTV cameras", "cctv cameras"),
        ("RE: CCTV cameras [k3v7x2m4qa]", "cctv cameras"),
        ("RE: CCTV cameras [K3V7X2M4QA]", "cctv cameras"),
        ("CCTV cameras [urgent]", "cctv cameras [urgent]"),
        ("Regarding CCTV cameras", "regarding cctv cameras"),
        ("", ""),
    ],
)
def test_bare_subjects(subject, bare):
    assert bare_subject(subject) == bare


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our ref: FOI 1306/25", {"1306/25", "FOI1306/25"}),
        ("Reference 01/FOI/25/006753/Z", {"01/FOI/25/006753/Z"}),
        ("RFI-2240 is your case", {"RFI-2240"}),
        ("Freedom of Information Act 2000", set()),
        ("your request of 12/01/2022", set()),
        ("section 31(1)(a) of FOIA 2000", set()),
        ("We have 4711 cameras", set()),
    ],
)
def test_case_numbers_are_told_from_other_numbers(text, found):
    seen = references_in(text)
    assert (seen >= found and bool(found)) or (not found and not seen), seen


def test_a_mail_bears_the_numbers_in_its_subject_and_those_it_calls_its_own():
    text = "Our reference: RFI-3011. Please see also RFI-2240."
    assert own_references_in(text, "24467/21 - response", {"24467/21"}) == {"RFI-3011", "24467/21"}
    assert own_references_in("", "24467/21 - response", set()) == set()
    assert "FOI04711" in own_references_in("Our reference is FOI 04711", "", set())


def test_tokens_are_found_as_whole_words_in_order():
    known = {"k3v7x2m4qa", "abcdefghij"}
    text = "[ABCDEFGHIJ] and study+k3v7x2m4qa@campaign.org.uk, xk3v7x2m4qa, [k3v7x2m4qa]"
    assert tokens_in(text, known) == ["abcdefghij", "k3v7x2m4qa"]


@pytest.mark.parametrize(
    "text",
    [
        "Sent: 31 August 2021 09:00",
        "On Tue, 31 Aug 2021 at 09:00, The Test Society wrote:",
        "dated 31st August 2021",
        "the 31st of August, 2021",
        "August 31, 2021",
        "31/08/2021",
        "31.8.2021",
        "2021-08-31T09:00",
        "ar 31 Awst 2021",
    ],
)
def test_days(text):
    assert days_in(text) == {date(2021, 8, 31)}


@pytest.mark.parametrize("text", ["31 Cameras 2021", "08/31/2021", "31/02/2021", "section 31 of 2000", "version 1.2.3"])
def test_no_days(text):
    assert days_in(text) == frozenset()


@given(st.text(max_size=2000))
def test_any_text_is_looked_through(text):
    assert all(one.year > 0 for one in days_in(text))
    references_in(text)
    own_references_in(text, text, set())
    assert tokens_in(text, set()) == []
