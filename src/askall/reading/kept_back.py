"""Kept back: what a letter says is there, though what it says is not given.

"A report was made in 2024. It is exempt under section 22." Whether there is a report is answered.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator

from askall.reading.folding import content_stems
from askall.reading.of_sentences import refused
from askall.reading.polarity import hedges, main_clauses, negates, only_planned
from askall.reading.statements import Sign
from askall.reading.subjects import GENERIC, Match, Subject

SURE = 0.65
ALIKE = 0.5  # likeness of a question of the letter
FAR = 5  # sentences below it, among which a refusal is of it
_OF_IT = re.compile(
    r"\b(?:it|its|they|them|these|this|which|the (?:[\w']+ ){0,3}(?:reports?|polic(?:y|ies)|documents?|plans?|assessments?|names?|cop(?:y|ies)|reviews?|audits?|contracts?|quotations?|details?|contents?|costs?|prices?)|(?:a )?cop(?:y|ies))\b[^.]{0,60}\b(?:exempt|withh\w+|refus\w+|excepted|not (?:being )?(?:provided|released|disclosed))"
)


def there_but_kept(about: Subject, match: Match) -> Iterator[Sign]:
    """A yes of the first sentence below a question, where a later one only keeps back what it tells of."""
    item = match.item
    own = [one for one in item.answers[:FAR] if one.label == "own"]
    if not own or match.likeness < ALIKE or refused(about, own[0], item.question) or own[0].plain.endswith((":", "?")):
        return
    clause = next(iter(main_clauses(own[0].plain)), "")
    if not clause or negates(clause) or hedges(clause) or only_planned(clause):
        return
    shared = (content_stems(clause) & (about.stems | item.stems())) - GENERIC
    if shared and any(_OF_IT.search(one.plain) and refused(about, one) for one in own[1:]):
        yield Sign("yes", SURE, own[0], "it is there, and kept back")
