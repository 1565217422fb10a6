"""Letters about the clock: a question back, more time. Neither is an answer."""

from askall.reading.read import read
from askall.reading.records import Span, Text


def outcome_of(letter: str) -> object:
    return read([Text("document", letter, "f" * 64)], [], "FOIA").outcome.value


def test_a_question_back_stays_one_beside_words_on_the_clock() -> None:
    letter = """Dear Ro

Thank you for your request. Before we deal with it we need clarification from you. Could you confirm whether you mean
lamps owned by the Council or those of its contractors too? The 20 working day period will start once you have replied.
If nothing is heard within three months the request will be closed.
"""
    assert outcome_of(letter) == "clarification_asked"


def test_more_time_for_the_public_interest_is_no_decision() -> None:
    letter = """Dear Ro

I am writing to let you know that we need more time to weigh the public interest under section 43. We hope to reply by
30 June 2022.
"""
    assert outcome_of(letter) == "acknowledged"


def test_a_body_may_write_to_inform() -> None:
    letter = """Dear Ro

I am writing to inform you that the council does not hold the information you asked for.
"""
    assert outcome_of(letter) == "not_held"


def test_what_stands_below_a_signature_is_no_answer() -> None:
    """Mail has told the signature; a house line and a disclaimer follow it."""
    own = "Dear Ro,\n\nThank you for your request, logged as 4711/21. Expect a reply by 28 September 2021.\n\n"
    signature = "Kind regards\nBusiness Support\n\n"
    below = (
        "Winner of the Green Town award.\n\nNo employee may conclude a contract by e-mail. Views are the author's.\n"
    )
    first, second = len(own), len(own + signature)
    spans = (Span("own", 0, first), Span("signature", first, second), Span("own", second, second + len(below)))
    text = Text("message", own + signature + below, "f" * 64, spans=spans)
    suggested = read([text], [], "FOIA").outcome
    assert suggested.value == "acknowledged"
    assert all(one.end <= first for one in suggested.evidence)
