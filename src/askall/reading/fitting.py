"""Fitting: how well a sentence fits a question beside all others, and the figure of the sentence that fits it best.

A word tells the more, the fewer sentences of the letter and the fewer questions of the codebook have it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from askall.reading.figures import counts, money
from askall.reading.folding import content_stems, fold
from askall.reading.passage import Passage
from askall.reading.quantities import WOULD_TAKE
from askall.reading.records import FIGURE_GUESS, Suggestion
from askall.reading.retold import EVERYWHERE
from askall.reading.subjects import Subject

RARER, RARER_ASKED = 0.7, 0.7  # how much less a word tells with each sentence, and each question, more that has it
FIGURE_FITS = 1.0  # of a sentence, for its figure to be taken
FEWEST_WORDS = 3  # of a sentence with a figure
SURE = 0.6


def asked_words(about: Subject) -> frozenset[str]:
    """The stems of a question and its keywords, without who is asked."""
    return (about.asked | content_stems(fold(" ".join(about.question.keywords)))) - EVERYWHERE


def word_weights(own: Sequence[Passage], asked: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """How much each stem of these sentences tells, 0 to 1, among these questions."""
    told = Counter(stem for one in own for stem in content_stems(one.plain))
    asking = Counter(stem for one in asked for stem in one)
    return {stem: 1 / (1 + RARER * (number - 1)) / max(1, asking[stem]) ** RARER_ASKED for stem, number in told.items()}


def fit(asked: frozenset[str], passage: Passage, weights: Mapping[str, float]) -> float:
    """The weight of the words that a question and a sentence share."""
    return sum(weights[stem] for stem in asked & content_stems(passage.plain))


def best_rival(rivals: Sequence[frozenset[str]], passage: Passage, weights: Mapping[str, float]) -> float:
    """How well the sentence fits the other question that it fits best."""
    return max((fit(one - EVERYWHERE, passage, weights) for one in rivals), default=0.0)


def fitting_figure(about: Subject, read: Sequence[Passage], rivals: Sequence[frozenset[str]]) -> Suggestion | None:
    """The only figure, or the total, of the sentence that fits a question for a number best, if it fits no other
    question as well; None if there is no such sentence."""
    figures_in = money if about.kind == "money" else counts
    own = [one for one in read if one.label == "own" and len(one.plain.split()) >= FEWEST_WORDS]
    own = [one for one in own if not WOULD_TAKE.search(one.plain)]
    asked = asked_words(about)
    weights = word_weights(own, [asked, *rivals])
    found = []
    for at, passage in enumerate(own):
        how_well = fit(asked, passage, weights)
        if how_well < FIGURE_FITS or best_rival(rivals, passage, weights) >= how_well:
            continue
        figures = figures_in(fold(passage.raw))
        figures = [one for one in figures if one.total] or figures
        if len(figures) == 1 and not figures[0].bound:
            found.append((how_well, -at, figures[0].value, passage))
    if not found:
        return None
    _, _, value, passage = max(found, key=lambda one: one[:2])
    plain = int(value) if value == int(value) else round(value, 2)
    return Suggestion(plain, SURE, (passage.evidence,), why=(FIGURE_GUESS,))
