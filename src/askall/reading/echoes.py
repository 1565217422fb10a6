"""Echoes: whether a unit repeats the letter that was sent, answers in its words, or brings words of its own."""

from collections.abc import Sequence
from dataclasses import replace

from askall.reading.folding import content_stems, shingles, words
from askall.reading.labels import is_body_voice, is_question, is_requester_voice
from askall.reading.polarity import opening
from askall.reading.records import Span
from askall.reading.segmenting import plain_text, units
from askall.reading.sent import Echo

SHORT_ANSWER = 6  # words
FEWEST_AROUND = 2  # sentences of the letter around answers that are marked
MOST_ASKED = 6  # words of meaning: a longer question is seldom answered in most of its words


def repeats(plain: str, asked: frozenset[tuple[str, ...]]) -> bool:
    """Whether most runs of words also stand in the letter that was sent."""
    if not asked:
        return False
    own = shingles(plain)
    return len(own) >= 3 and len(own & asked) >= 0.6 * len(own)


def answers_in_its_words(plain: str, asked: frozenset[tuple[str, ...]]) -> bool:
    """ "We do not have a contract for …" below "do you have a contract for …": the body speaks, in the words asked."""
    if is_question(plain) or is_requester_voice(plain) or not is_body_voice(plain):
        return False
    return any((one,) not in asked for one in words(plain)) or bool(opening(plain))


def is_news(plain: str, letter: frozenset[tuple[str, ...]]) -> bool:
    """Whether at least two words, or a third of them, or one of a few, are not of the letter sent."""
    own = words(plain)
    fresh = sum((one,) not in letter for one in own)
    return fresh > 1 or 3 * fresh >= len(own) or (fresh == 1 and len(own) <= SHORT_ANSWER)


def says_of_asked(plain: str, questions: Sequence[frozenset[str]]) -> bool:
    """ "The council does not publish a disclosure log", where that was asked: what else stands in every letter is here
    the body's answer."""
    if not is_body_voice(plain) or is_question(plain):
        return False
    own = content_stems(plain)
    return any(1 < len(asked) <= MOST_ASKED and asked <= own for asked in questions)


def answers_marked(spans: Sequence[Span], text: str, sent: Echo) -> list[Span]:
    """The spans, those marked ">" as the sender's own where it is his answers that he marked so (">> Yes, two"): the
    letter that was sent stands around them without a mark."""
    marked = [one for one in spans if one.kind == "marked"]
    own = [one for one in spans if one.kind == "own"]
    if not (marked and sent.sentences):
        return list(spans)
    folded = plain_text(text)  # once: a mail may have thousands of spans
    around = sum(plain in sent.sentences for one in own for plain in _sentences(text, one, folded))
    echoed = sum(repeats(plain, sent.runs) for one in marked for plain in _sentences(text, one, folded))
    if around < FEWEST_AROUND or echoed:
        return list(spans)
    return [replace(one, kind="own") if one.kind == "marked" else one for one in spans]


def _sentences(text: str, span: Span, folded: str) -> list[str]:
    return [one.plain for one in units(text, span.start, span.end, folded)]
