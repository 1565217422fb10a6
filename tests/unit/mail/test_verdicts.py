"""What each answer of a mail server means: for the letter, and for those after it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.mail.smtp import Answer
from askall.mail.verdicts import Verdict, verdict

STAGES = ("mail", "recipient", "data", "content")
answers = st.builds(Answer, st.sampled_from(STAGES), st.integers(0, 999), st.sampled_from(["", "5.4.5 limit", "no"]))


@given(answers)
def test_only_the_servers_yes_to_the_content_is_acceptance(answer):
    found = verdict(answer)
    assert (found.letter == "accepted") == (answer.stage == "content" and 200 <= answer.code < 300)


@given(answers)
def test_a_letter_is_lost_only_after_its_content_went_out(answer):
    """And only where the server said neither yes, nor later, nor no."""
    assert (verdict(answer).letter == "lost") == (answer.stage == "content" and not 200 <= answer.code < 600) or (
        answer.stage == "content" and 300 <= answer.code < 400
    )


@given(answers)
def test_nothing_returns_to_the_queue_after_its_content_unless_the_server_refused_it(answer):
    if answer.stage == "content" and verdict(answer).letter == "returned":
        assert answer.code >= 400


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer("mail", 550, "5.7.1 not you"), Verdict("returned", "end")),
        (Answer("mail", 552, "5.3.4 too large"), Verdict("rejected")),
        (Answer("mail", 451, "later"), Verdict("returned", "wait")),
        (Answer("mail", 0, "gone"), Verdict("returned", "reconnect")),
        (Answer("recipient", 450, "greylisted"), Verdict("deferred")),
        (Answer("recipient", 421, "closing"), Verdict("deferred", "wait")),
        (Answer("recipient", 550, "5.1.1 nobody"), Verdict("rejected")),
        (Answer("data", 250, "what?"), Verdict("returned", "reconnect")),
        (Answer("content", 250, "2.0.0 5.4.5 queued"), Verdict("accepted")),
        (Answer("content", 354, "go on"), Verdict("lost", "reconnect")),
        (Answer("content", 550, "5.4.5 Daily user sending limit exceeded"), Verdict("returned", "limit")),
        (Answer("content", 554, "5.7.1 no"), Verdict("rejected")),
    ],
)
def test_by_stage_and_code(answer, found):
    assert verdict(answer) == found
