"""What a mail server's answer means for the letter, and for those after it: a table of stages and codes."""

from dataclasses import dataclass

from askall.mail.mailbox import is_daily_limit
from askall.mail.smtp import GO_ON, Answer

TOO_LARGE = 552


@dataclass(frozen=True, slots=True)
class Verdict:
    """`letter`: what happens to it, as asking/outbox.py names it. `sender`: "" to go on, "reconnect" if the connection
    is lost, "wait" if the server wants to be left alone for a while, "limit" if nothing more goes out today, "end" if
    the server does not let us send at all."""

    letter: str
    sender: str = ""


def verdict(answer: Answer) -> Verdict:
    """Of the answer that ended a letter's turn.

    Until the content went out, a lost connection or a strange answer means that it was not accepted. After it only
    2xx, 4xx and 5xx say anything.
    """
    if (answer.later or answer.refused) and is_daily_limit(answer.text):
        return Verdict("returned", "limit")
    if answer.stage == "content":
        return _of_content(answer)
    if answer.stage == "mail":
        return _of_sender(answer)
    if answer.later:
        return Verdict("deferred", "wait" if answer.code == 421 else "")
    if answer.refused:
        return Verdict("rejected")
    return Verdict("returned", "reconnect")


def _of_content(answer: Answer) -> Verdict:
    if answer.accepted:
        return Verdict("accepted")
    if answer.later:
        return Verdict("deferred", "wait" if answer.code == 421 else "")
    return Verdict("rejected") if answer.refused else Verdict("lost", "reconnect")


def _of_sender(answer: Answer) -> Verdict:
    """MAIL FROM names ourselves, not the body: a refusal would be the same for every letter, but for its size."""
    if answer.code == TOO_LARGE:
        return Verdict("rejected")
    if answer.refused:
        return Verdict("returned", "end")
    return Verdict("returned", "wait" if answer.later else "reconnect")


__all__ = ["GO_ON", "Verdict", "verdict"]
