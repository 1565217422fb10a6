"""Worded: each question of the letter in its own words and in those of the codebook, by which a reply may name it.

"Trials", "Policy", "Who does it": officers who have the questions before them head their answers as they would say it,
which is often as the study's own short questions and keywords do.
"""

from functools import lru_cache

from askall.reading.asked_as import asked_as
from askall.reading.folding import fold
from askall.reading.sent import questions_sent
from askall.study.records import Question


@lru_cache(maxsize=256)  # a study has one codebook, and a letter for each law
def worded(letter: str, questions: tuple[Question, ...] = ()) -> tuple[tuple[str, str], ...]:
    """(number, folded words) of each question of the letter, in its order, with the words of those that record it."""
    said = {number: [one.plain for one in units] for number, units in questions_sent(letter)}
    sent = asked_as(questions, letter)
    for question in questions:
        if question.id in sent:
            said[sent[question.id].number].append(fold(" ".join((question.text, *question.keywords))))
    return tuple((number, " ".join(parts)) for number, parts in said.items())
