"""Pointing: answers that only name a thing, or link to it, and say by that that it is there.

"Do you use case management software? If so, which one?" – "iCasework." "Do you publish a log?" – a link.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

from askall.reading.elliptic import asks_yes_or_no, is_free
from askall.reading.polarity import hedges, negates

SURE = 0.7
MOST_NAME = 12  # words
WHICH = re.compile(
    r"\b(?:if (?:so|yes)|and)?,? ?(?:please )?(?:which|what|who|whom|where|when|how many|name|list|specify|say|tell|state which|give (?:the |its )?(?:name|link)|details)\b"
)
_SHOWN = re.compile(
    r"\b(?:publish\w*|online|on (?:your|the|its) (?:web ?)?site|available|link|cop(?:y|ies)|send|attach|provide|supply)\b"
)
_LINK = re.compile(
    r"^\W*(?:(?:it |this |these |they )?(?:can be |is |are )?(?:see|found|find|available|published|at|on|here|via|link|the|our|please|website|web|page|following|below)\W+)*(?:https?:|www\.)\S+\W*$"
)
_OPENS = re.compile(r"^(?:https?:|www\.)\S+")
_USES = re.compile(
    r"^(?:currently |at present,? )?(?:we|it|the [\w' ]{3,40}?) (?:\w+ly )?(?:uses?|has|have|operates?|runs?|employs?|utilises?|are using|is using) (?!not?\b|none\b|nothing\b|been\b|to\b|had\b)"
)
_NO_NAME = re.compile(
    r"\?|^\(|\b(?:questions?|request\w*|n/?a|not|no|none|nil|nothing|unknown|tbc|see|refer|above|below|exempt\w*|section|withheld|hold|held|various|depends|applicable|"
    r"please|information|you|your|plan\w*|consider\w*|would|will|under|review|development|being|process|varies|matter|responsib\w+|contact)\b"
)
_LONG = re.compile(r"[^\W\d][\w'-]{2,}")
_OF_ITS_KIND = re.compile(
    r"systems?|software|database|spreadsheets?|tools?|apps?|modules?|packages?|solution|platform|the|and|for|with|from|called|named|currently|using|used|use|one|two|both|car|park|town|hall|centre|library|reception|desk|entrance|main|floor|ground|level|next|near|beside|opposite|outside|inside"
)
MOST_ALONE = 4  # words of an answer with a single telling word
_FIGURE = re.compile(r"^[\W\d]*$|^\W*£")


def points_at_it(asked: str, told: str, raw: str) -> str:
    """How an answer (folded, and as it is written) shows that the thing asked about is there, without saying so; ""
    where it does not."""
    if not asks_yes_or_no(asked) or negates(told) or hedges(told) or is_free(asked, told):
        return ""
    if _SHOWN.search(asked) and (_LINK.match(told) or _OPENS.match(told)):
        return "it is linked to"
    if not WHICH.search(asked):
        return ""
    if _USES.match(told):
        return "it is named"
    if len(told.split()) <= MOST_NAME and not (_NO_NAME.search(told) or _FIGURE.match(told)) and is_name(raw):
        return "it is named"
    return ""


def is_name(raw: str) -> bool:
    """Whether an answer looks like the name of a thing or place: most words are written like those of names, the first,
    which any sentence capitalises, not counted unless it stands alone."""
    first, *rest = _LONG.findall(raw) or [""]
    telling = [word for word in rest if not _OF_ITS_KIND.fullmatch(word.lower())]
    named = sum(not word.islower() for word in telling)
    return 2 * named >= len(telling) if telling else bool(first) and len(raw.split()) <= MOST_ALONE
