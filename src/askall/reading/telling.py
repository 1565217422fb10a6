"""Telling: whether a sentence without any sign of a decision tells what was asked, or only explains, greets or leads on."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence

from askall.reading.figures import counts, money
from askall.reading.folding import content_stems, fold
from askall.reading.passage import Passage
from askall.reading.polarity import affirmed

BRIEF = 8  # words of a sentence that only tells a figure
_COURTESY = re.compile(
    r"\b(?:hope|hopes|trust that|wish you|good to (?:speak|hear)|apologi[sz]e|apologies|sorry|grateful|pleased to|seriously|offices? (?:is|are)|helpful|nothing (?:further |more )?to add|interest to you|delay|busy|demand)\b"
)
_POINTS = re.compile(r"\b(?:below|following|follows|here|herein|set out)\b")
_BRINGS = re.compile(
    r"\b(?:have|has|been|being|am|are|is) (?:\w+ ){0,2}(?:disclos|releas|provid|suppl)|attach|enclos|spreadsheet|appendix|annex|\blink|\btables?\b|https?:|www\.|\d"
)
# "Our response is attached", which promises nothing but the letter itself.
_LETTER_ATTACHED = re.compile(
    r"\b(?:attach|enclos)\w*\b(?:(?!\band\b)[^.]){0,50}\b(?:answers?|response|reply|replies|decision|letter)\b(?! (?:and|with|together|along)\b)|\b(?:answers?|response|reply|decision|letter)\b(?:(?!\band\b)[^.]){0,40}\b(?:attach|enclos)"
)
_TOLD = re.compile(
    r"\b(?:was|were|is|are|came|comes|cost|costs|spent|paid|total|totall?ed|received|issued|employs?|used) (?:\w+ ){0,4}(?:£|\d)"
)
LEADS = re.compile(
    r"https?:|www\.|\[\d|\b(?:reference|ref|publish\w*|available|found|re:?|section|regulation|you (?:were|had|have)|earlier|working days)\b"
)
_FIGURES = re.compile(r"\d[\d,]*")
SEARCHING = re.compile(
    r"\b(?:records?|files?|folders?|hours?|minutes?|search\w*|each|every|manual\w*|check\w*|review\w*|cases?|estimat\w+|would|systems?|e-?mails?|invoices?)\b"
)
_NEGATIVE = re.compile(r"\b(?:not|no|none|never|neither|nothing)\b|n't\b")
_UNSURE = re.compile(r"^(?:if|should|where|when|please|you (?:may|can|will))\b")
DOES = re.compile(
    r"\b(?:we|it|they|there|none|council|trust|force|police|authority|board|service|university|department|constabulary|contractors?) (?:\([^)]*\) )?(?:\w+ly )?"
    r"(?:do|does|did|has|have|had|is|are|was|were|never|no longer|neither|only|uses?|used|owns?|owned|operates?|spent|paid|employs?|received|issued|holds?|runs?|provides?)\b"
)
# Stems that every letter about a request shares.
_EVERYWHERE = content_stems(
    "freedom act foi foia request response reply date received email letter team office officer service public website page law thank "
    "number reference working days council trust police"
)
# "Ministry of Housing, Communities and Local Government", or where it has its offices: who writes, not what is said.
_SMALL = frozenset(("of", "and", "the", "for", "in", "&", "-", "–"))
_OFFICES = re.compile(
    r"\b(?:floor|street|road|house|building|square|avenue|hall|court|quay)\b.*\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b"
)


def may_be_asked_for(passage: Passage, about: frozenset[str]) -> bool:
    """Whether a figure beside a refusal may be what was asked for, and not a part of the reasons."""
    return not about or len(passage.plain.split()) <= BRIEF or _on_topic(passage, about)


def _on_topic(passage: Passage, about: frozenset[str]) -> bool:
    return not SEARCHING.search(passage.plain) and len(content_stems(passage.plain) & about) > 1


def answers_some(passage: Passage, about: frozenset[str]) -> bool:
    """Whether a statement beside what is not held tells what was asked, and not why nothing is held."""
    if passage.label != "own" or SEARCHING.search(passage.plain) or LEADS.search(passage.plain):
        return False
    return addresses(passage, about)


def tells_figure(passage: Passage, about: frozenset[str]) -> bool:
    if passage.label != "own" or _UNSURE.match(passage.plain) or LEADS.search(passage.plain):
        return False
    figure = bool(money(passage.plain) or any(one.value for one in counts(fold(passage.raw))))
    return figure and bool(_TOLD.search(passage.plain)) and _on_topic(passage, about)


def only_points(passage: Passage) -> bool:
    return bool(_POINTS.search(passage.plain)) and not _BRINGS.search(passage.plain)


def leads_to(passage: Passage, parts: set[int]) -> bool:
    """Whether a covering line only leads to a letter that stands in one of these other parts."""
    return passage.part not in parts and bool(_LETTER_ATTACHED.search(passage.plain))


def figures_of(plain: str) -> set[str]:
    return {one.replace(",", "") for one in _FIGURES.findall(plain)}


def is_figure_asked_for(passage: Passage, about: frozenset[str], searched: set[str]) -> bool:
    """Whether a figure was asked for, rather than saying how much there is to search."""
    if SEARCHING.search(passage.plain) or searched & figures_of(passage.plain):
        return False
    return len(content_stems(passage.plain) & about) > 1


def says_nothing(passage: Passage) -> bool:
    """Whether it is courtesy, a condition, or who writes from where."""
    if _COURTESY.search(passage.plain) or _UNSURE.match(passage.plain):
        return True
    return (passage.unit.row < 0 and _is_nameplate(passage.raw)) or bool(_OFFICES.search(passage.plain))


def _is_nameplate(raw: str) -> bool:
    if ":" in raw:  # "Head of service: Jo Poe" tells something
        return False
    return all(word in _SMALL or word.lstrip("(\"'")[:1].isupper() for word in raw.split())


def addresses(passage: Passage, about: frozenset[str]) -> bool:
    if says_nothing(passage):
        return False
    if passage.unit.row >= 0 or len(content_stems(passage.plain) & about) > 1:
        return True
    return bool(DOES.search(passage.plain)) and (
        affirmed(passage.plain)
        or bool(_NEGATIVE.search(passage.plain))
        or bool(money(passage.plain) or counts(passage.plain))
    )


def spoken_of(read: Sequence[Passage], letter: str) -> frozenset[str]:
    """The stems of what was asked: of the echoed questions, the opening that names the request, and the letter sent."""
    asked = [one.plain for one in read if one.label in ("question", "intro")]
    return content_stems(" ".join([*asked, fold(letter)])) - _EVERYWHERE
