"""Guessing: what a letter probably says of a question that nothing in it surely answers.

Two places are looked at: the sentences below the question, where they say neither yes nor no in words the reader knows
("House On The Hill case management system."), and in running text the sentences that share most with the question. Of
each, what can be seen (how it is worded, what it shares with this question and with the others, where it stands) has a
weight, learnt from letters that people coded (data/guess_weights.toml; benchmarks/reading/guesses.py makes it anew).
What is likely enough is said, at the likelihood that came out: a guess, stated as one.
"""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from askall.reading.answers import asked_alike
from askall.reading.asked_as import Sent, asked_as
from askall.reading.choices import ASKED_ELSE, meaning_of
from askall.reading.elliptic import (
    LONG,
    OTHERS_DECIDE,
    UNTOLD,
    VERB,
    asks_yes_or_no,
    done_by_others,
    elliptic,
    is_another_side,
)
from askall.reading.fitting import asked_words, best_rival, fit, fitting_figure, word_weights
from askall.reading.folding import content_stems, fold
from askall.reading.meanings import says
from askall.reading.of_sentences import OF_PLANS, refused
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.passages import MOST_UNITS
from askall.reading.pointing import WHICH, is_name
from askall.reading.polarity import (
    NOT_BARRED,
    affirmed,
    hedges,
    main_clauses,
    negates,
    only_planned,
    opening,
    without_options,
)
from askall.reading.records import GUESS, NO_VALUE, Suggestion
from askall.reading.retold import EVERYWHERE
from askall.reading.statements import CONDITION, only_counts
from askall.reading.subjects import Match, Subject, subject
from askall.study.records import Question

Answers = tuple[tuple[str, Suggestion], ...]
Place = tuple[int, int]
"""Part and offset."""
LEAST, MOST = 0.67, 0.69  # how likely a guess must be, and how sure it may be called
LOOKED_AT = 2  # sentences
LIKE, SAME = 0.75, 0.9  # likeness of a question of the letter: what stands below it is looked at; it has the same words
MANY = 4  # sentences below a question
FEWEST = 4  # other questions, for a sentence of running text to fit one of them best
FEWEST_WORDS, SENTENCE = 4, 4  # of an answer that is no name; of a sentence without a word of the question
# Reasons that leave nothing to guess.
KNOWN = ("not applicable", "refused", "not held", "neither", "hedged", "conflicting")
NO_FIGURE = (*KNOWN, "unclear: only", "unclear: several", "unclear: fig", "unclear: a table")
BELOW, FREE = "below", "free"
# What is said of the request and of the letters on it answers nothing.
_OF_THE_LETTER = re.compile(
    r"\b(?:please find|i write|(?:i am|we are|i'm) writing|in response to|thank you"
    r"|your (?:request|letter|e-?mail|enquiry)"
    r"|this (?:letter|reply|response)|(?:write|respond|reply|revert) to you|let you know|awaiting|answer to this"
    r"|^please|may help|(?:will|shall) (?:provide|send|reply|answer))\b|\b\d+ ?(?:hrs?|hours?|mins?|minutes?)\b| x \d"
)
_LEFT_OPEN = re.compile(r"\bwhether\b|\b(?:consider|explor|investigat|look)ing (?:into |at )?|\bn/a\b|^[\W\d]*$")
_LINK = re.compile(r"https?:|www\.")
_PLANS = re.compile(r"\b(?:plan|plans|planning|intend|intends|hope|hopes|propose|proposes) to\b")
WORDS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "sends": r"attach|enclos|appendix|annex|schedule|\bcop(?:y|ies)\b|\blink\b|https?:|www",
        "only": r"\bonly\b|\bvoluntary\b|\boptional\b|\bdiscretion",
        "against": r"\bagainst\b|\bdeclin|\breject|\bdefer|\bdropp|\bturned down|\bnot pursued|\bconsidered\b",
        "would": r"\b(?:would|could|should|might|may)\b",
        "will": r"\b(?:will|plan\w*|propos\w*|draft\w*|intend\w*|due to|being)\b",
        "points": r"\b(?:see|refer|above|below|same|following)\b",
        "so far": r"\byet\b|\bso far\b|\bto date\b",
        "turns": r"\bhowever\b|\bbut\b|\balthough\b|\bthough\b",
        "ended": r"\b(?:until|ended|stopped|ceased|withdrawn|no longer|closed|used to|previously|formerly)\b",
        "since": r"\bsince\b|\bfrom (?:\w+ )?(?:19|20)\d\d",
        "all": r"\b(?:all|every|each|always|both)\b",
        "some": r"\b(?:some|most|several|part|partly|certain)\b",
        "otherwise": r"\binstead\b|\brather than\b|\binformal\w*|\bad hoc\b|\bno formal\b|\bindividual\w*\b|\bdepend",
        "others": r"\bcontractors?\b|\bresponsib\w+\b|\bmatter for\b|\bthe (?:landlord|county|trust|government)\b",
        "held": r"\bhold\b|\bheld\b|\brecord|\bdata\b|\binformation\b",
        "exempt": r"\bexempt|\bsection \d|\bwithh|\brefus|\bs\.? ?\d\d\b|\blimit\b|\bhours\b",
        "you": r"\byou\b|\byour\b",
        "past": r"\b(?:was|were|had|has been|have been|\w{3,}ed)\b",
        "is": r"\b(?:is|are|has|have|do|does)\b",
        "begins we": r"^(?:we|our|it|they|this|these|there|the|all|each|staff|officers)\b",
        "figure": r"\d",
        "begins figure": r"^\W*[£\d]",
        "none": r"\b(?:nil|none|zero|0)\b",
        "n/a": r"\bn/?a\b|not applicable",
    }.items()
}
ASKED: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "how many": r"how many|how much|number of|total|cost|spen",
        "what": r"\b(?:what|which|who|when|where|how|why)\b",
        "all": r"\b(?:all|every|each|always|any time)\b",
        "plans": r"\bplan|\bintend|\bpropos|\bconsider|\bexpect|going to|next ",
        "paper": r"\bpolicy|\bprocedure|\bguidance|\bassessment|\bstrategy|written",
        "has": r"\b(?:have|has|had|is there|are there|hold)\b",
        "past": r"\bbeen\b|\bdid\b|\bwas\b|\bwere\b|since",
        "leave": r"allow|permit|\bcan\b|able to",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that a passage may give, and what can be seen of it, by names that have weights."""

    value: str  # yes or no
    passage: Passage
    where: str
    seen: tuple[str, ...]

    @property
    def likelihood(self) -> float:
        """How probably a careful person finds this value there, 0 to 1."""
        weights = weights_of(self.where)
        return 1 / (1 + math.exp(-sum(weights.get(one, 0.0) for one in self.seen)))


@dataclass(frozen=True, slots=True)
class Setting:
    """The letter around a question: the words of each other question, the passages (text, start) that others rest on,
    and between which of these it stands if the letter keeps the order of the questions."""

    read: Sequence[Passage]
    items: Sequence[Item]
    rivals: Sequence[frozenset[str]]
    sent: frozenset[str] = frozenset()  # the words in which the letter asks it
    names: Sequence[re.Pattern[str]] = ()  # of the other questions
    used: frozenset[Place] = frozenset()
    after: Place = (-1, -1)
    before: Place = (MOST_UNITS, 0)


def guesses(
    told: Answers, read: Sequence[Passage], items: Sequence[Item], questions: Sequence[Question], letter: str = ""
) -> Answers:
    """The answers, and where a question for a yes or no, a number or a sum has none, what the letter probably says."""
    given = dict(told)
    guessed = {
        about.question.id: _guessed(given[about.question.id], about, best)
        for about, best in _each_its_own(open_questions(told, read, items, questions, letter))
    }
    subjects = [subject(one) for one in questions]
    for about in subjects if len(questions) > FEWEST else ():
        kept = given[about.question.id]
        if about.kind in ("number", "money") and kept.value is None and not kept.abstained.startswith(NO_FIGURE):
            rivals = [one.asked for one in subjects if one is not about]
            guessed[about.question.id] = fitting_figure(about, read, rivals) or kept
    return tuple((name, guessed.get(name, kept)) for name, kept in told)


def open_questions(
    told: Answers, read: Sequence[Passage], items: Sequence[Item], questions: Sequence[Question], letter: str = ""
) -> Iterator[tuple[Subject, list[Candidate]]]:
    """Each yes-or-no question without an answer, with the sentences that may give one."""
    given = dict(told)
    if not any(_is_open(one, given[one.id]) for one in questions):
        return
    sent = asked_as(tuple(questions), letter)
    subjects = [subject(one) for one in questions]
    resting = [_rests_on(given[one.id]) for one in questions]
    for at, about in enumerate(subjects):
        kept = given[about.question.id]
        if not _is_open(about.question, kept):
            continue
        setting = Setting(
            read,
            items,
            rivals=tuple(one.asked | _in_the_letter(sent.get(one.question.id)) for one in subjects if one is not about),
            sent=_in_the_letter(sent.get(about.question.id)),
            names=tuple(one.names for one in subjects if one.names and one is not about),
            used=frozenset(place for some in resting for place in some),
            after=max((max(some) for some in resting[:at] if some), default=(-1, -1)),
            before=min((min(some) for some in resting[at + 1 :] if some), default=(MOST_UNITS, 0)),
        )
        matches = asked_alike(about, items, sent)
        if matches and matches[0].item.answers and matches[0].likeness >= LIKE:
            yield about, list(_below(about, matches[0])) if kept.abstained in (NO_VALUE, ASKED_ELSE) else []
        elif not kept.abstained.startswith(KNOWN) and len(questions) > FEWEST:
            yield about, list(_free(about, setting))


def _in_the_letter(sent: Sent | None) -> frozenset[str]:
    """The words in which the letter asks a question, without who is asked."""
    return sent.stems - EVERYWHERE if sent else frozenset()


@lru_cache
def weights_of(where: str) -> Mapping[str, float]:
    """What each thing that can be seen weighs, in log odds, below a question or in free text."""
    return dict(_table()[where])


@lru_cache
def _table() -> Mapping[str, Mapping[str, float]]:
    return tomllib.loads((files("askall.reading") / "data" / "guess_weights.toml").read_text("utf-8"))


def _is_open(question: Question, told: Suggestion) -> bool:
    return question.kind == "choice" and told.value is None and {"yes", "no"} <= {*map(meaning_of, question.choices)}


def _rests_on(told: Suggestion) -> list[Place]:
    return [(one.part, one.start) for one in told.evidence] if told.value is not None else []


def _each_its_own(found: Iterable[tuple[Subject, list[Candidate]]]) -> Iterator[tuple[Subject, Candidate]]:
    """The likeliest candidate of each question, where it is likely enough; one sentence is taken for one question."""
    rated = ((one.likelihood, about, one) for about, candidates in found for one in candidates)
    taken: set[int] = set()
    guessed: set[str] = set()
    for likely, about, one in sorted(rated, key=lambda some: -some[0]):
        if likely >= LEAST and about.question.id not in guessed and id(one.passage) not in taken:
            guessed.add(about.question.id)
            taken.add(id(one.passage))
            yield about, one


def _guessed(kept: Suggestion, about: Subject, best: Candidate) -> Suggestion:
    choices = about.question.choices
    value = next(one for one in choices if meaning_of(one) == best.value)
    if best.value == "yes":  # "at the two larger halls only": an answer between yes and no, where there is one
        asked = fold(about.question.text)
        between = (one for one in choices if not meaning_of(one) and says(one, best.passage.plain))
        value = next((one for one in between if not says(one, asked)), value)
    sure = round(min(best.likelihood, MOST), 2)
    return Suggestion(value, sure, (best.passage.evidence,), why=(GUESS,), others=kept.others)


def _below(about: Subject, match: Match) -> Iterator[Candidate]:
    """What each of the first sentences below a question like this one may say."""
    asked = match.item.question
    told = [one for one in match.item.answers if _may_tell(one, about, asked) and _is_of(one, asked)]
    context = ["any", *_asked(asked)]
    context += ["asked yes or no"] * asks_yes_or_no(asked) + ["in its words"] * (match.likeness > SAME)
    context += ["alone"] * (len(told) == 1) + ["many"] * (len(told) > MANY)
    for at, passage in enumerate(told[:LOOKED_AT]):
        yield _candidate(about, passage, asked, [*context, f"{at}"], BELOW)


def _free(about: Subject, setting: Setting) -> Iterator[Candidate]:
    """What each of the sentences of running text that share most with the question may say."""
    text = fold(about.question.text)
    own = [one for one in setting.read if not _is_of_another(about, setting, one.plain)]
    own = [one for one in own if one.unit.row < 0 and VERB.search(one.plain) and _may_tell(one, about, text)]
    asked = asked_words(about) | setting.sent
    weights = word_weights(own, [asked, *setting.rivals])
    fits = sorted(((fit(asked, one, weights), -at) for at, one in enumerate(own)), reverse=True)[:LOOKED_AT]
    answering = {id(one) for item in setting.items for one in item.answers}
    for rank, (how_well, at) in enumerate(fits):
        if how_well <= 0:
            return
        passage = own[-at]
        rival = best_rival(setting.rivals, passage, weights)
        place = (passage.part, passage.unit.start)
        context = ["any", *_asked(text), f"fits {min(8, int(2 * how_well))}", f"best {rank}"]
        context += [f"behind {min(4, int(2 * (fits[0][0] - how_well)))}"]
        context += ["fits a rival more"] * (rival > how_well) + ["fits no rival"] * (2 * rival < how_well)
        context += ["below another"] * (id(passage) in answering) + ["tells another"] * (place in setting.used)
        context += ["in order"] * (setting.after < place < setting.before)
        yield _candidate(about, passage, text, context, FREE)


def _is_of_another(about: Subject, setting: Setting, plain: str) -> bool:
    """Whether a sentence has the name that another question asks about, and not this one's."""
    if about.names and about.names.search(plain):
        return False
    return any(one.search(plain) for one in setting.names)


def _may_tell(passage: Passage, about: Subject, asked: str) -> bool:
    """Whether a sentence may be an answer: not one that keeps it back, wonders, plans, or tells of others."""
    plain = passage.plain
    if passage.label != "own" or not _tells(plain, passage.raw) or only_counts(asked, plain):
        return False
    if _is_planned(plain) and not OF_PLANS.search(asked):
        return False
    if is_another_side(asked, plain) or done_by_others(asked, plain):
        return False
    if OTHERS_DECIDE.search(plain) and not OTHERS_DECIDE.search(asked):
        return False
    return not refused(about, passage, asked)


def _is_of(passage: Passage, asked: str) -> bool:
    """Whether what stands below a question may be of it: it has a word of it, is a sentence, or names what was asked
    for by "which?"."""
    plain = passage.plain
    if content_stems(plain) & content_stems(asked) or (WHICH.search(asked) and is_name(passage.raw)):
        return True
    return len(plain.split()) >= SENTENCE and VERB.search(plain) is not None and not _LINK.search(plain)


@lru_cache(maxsize=2_048)  # each question asks about the same sentences
def _tells(plain: str, raw: str) -> bool:
    """Whether a sentence answers anything at all: so many words have a verb (else it is a heading, or where something
    is kept), so few name something."""
    length = len(plain.split())
    if (length > LONG and not VERB.search(plain)) or (length < FEWEST_WORDS and not is_name(raw)):
        return False
    if plain.endswith((":", "?")) or not without_options(plain) or CONDITION.match(plain) or hedges(plain):
        return False
    return not any(one.search(plain) for one in (_OF_THE_LETTER, UNTOLD, _LEFT_OPEN, NOT_BARRED))


@lru_cache(maxsize=2_048)
def _is_planned(plain: str) -> bool:
    return only_planned(plain) or _PLANS.search(plain) is not None


def _asked(question: str) -> list[str]:
    return [f"asked {name}" for name, words in ASKED.items() if words.search(question)]


def _candidate(about: Subject, passage: Passage, asked: str, context: Sequence[str], where: str) -> Candidate:
    """What the sentence says by its first words, or by whether the clause that speaks of the question denies."""
    plain = passage.plain
    shared = content_stems(asked) & content_stems(plain)
    clause = max(main_clauses(plain), key=lambda one: len(shared & content_stems(one)), default=plain)
    value = opening(plain) if opening(plain) in ("yes", "no") else "no" if negates(clause) else "yes"
    wording = _wording(about, passage, negates(clause), len(shared))
    return Candidate(value, passage, where, (*context, *wording))


def _wording(about: Subject, passage: Passage, denied: bool, shared: int) -> Iterator[str]:
    """What can be seen of a sentence itself, and of it beside the question."""
    plain = passage.plain
    yield from (name for name, words in WORDS.items() if words.search(plain))
    length = len(plain.split())
    yield "very short" if length < 4 else "short" if length < 10 else "long" if length > 25 else "middling"
    yield f"shares {min(4, shared)}"
    tests = {
        "names it": about.named(plain),
        "denies": negates(plain),
        "denies of it": denied,
        "denies elsewhere": negates(plain) and not denied,
        "planned": only_planned(plain),
        "affirms": affirmed(plain),
        "row": passage.unit.row >= 0,
        "capitals": passage.raw.isupper(),
        f"opens with {opening(plain)}": bool(opening(plain)),
        f"in few words {elliptic(plain)[0]}": bool(elliptic(plain)[0]),
    }
    yield from (name for name, met in tests.items() if met)
