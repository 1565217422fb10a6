"""Pointing: answers that only name a thing, or link to it, and say by that that it is there.

"Do you use case management software? If so, which one?" – "iCasework." "Do you publish a log?" – a link.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

from askall.reading.elliptic import asks_yes_or_no
from askall.reading.polarity import hedges, negates

SURE = 0.7
MOST_NAME = 8  # words
_WHICH = re.compile(
    r"\b(?:if (?:so|yes)|and)?,? ?(?:please )?(?:which|what|who|whom|name|specify|state which|give (?:the |its )?(?:name|link)|details)\b"
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
_FIGURE = re.compile(r"^[\W\d]*$|^\W*£")


def points_at_it(asked: str, told: str) -> str:
    """How an answer shows that the thing asked about is there, without saying so; "" where it does not."""
    if not asks_yes_or_no(asked) or negates(told) or hedges(told):
        return ""
    if _SHOWN.search(asked) and (_LINK.match(told) or _OPENS.match(told)):
        return "it is linked to"
    if not _WHICH.search(asked):
        return ""
    if _USES.match(told):
        return "it is named"
    if len(told.split()) <= MOST_NAME and not (_NO_NAME.search(told) or _FIGURE.match(told)):
        return "it is named"
    return ""
