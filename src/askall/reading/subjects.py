"""Subjects: what a codebook question is about, and which questions and sentences of a letter are about the same."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from askall.reading.figures import years_in
from askall.reading.folding import content_stems, fold, stem, words
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.quantities import Wanted
from askall.study.records import Question

# Words for the thing in general: sharing only these does not make two questions the same.
GENERIC = frozenset(
    stem(word)
    for word in [
        "equipment",
        "camera",
        "cameras",
        "system",
        "systems",
        "product",
        "products",
        "device",
        "devices",
        "technology",
        "made",
        "manufactured",
        "supplied",
        "council",
        "body",
        "authority",
        "owned",
        "operated",
        "installed",
        "cctv",
        "surveillance",
        "video",
        "total",
        "many",
        "much",
        "type",
        "used",
        "make",
        "brand",
        "does",
        # Ways to have a thing: "own, lease or operate" and "use" ask the same.
        "own",
        "owns",
        "lease",
        "leases",
        "rent",
        "operate",
        "operates",
        "run",
        "use",
        "uses",
        "using",
        "utilise",
        "have",
        "has",
        "hold",
        "holds",
        "possess",
        "employ",
        "deploy",
        "deployed",
        "install",
        "currently",
        "ever",
        "already",
        "any",
        "such",
        "organisation",
        "since",
    ]
)
KINDS = {
    "number": re.compile(r"\bhow many\b|\bnumber\b|\bquantity\b|\bcount\b|\btotal\b"),
    "money": re.compile(
        r"\bhow much\b|\bcosts?\b|\bspen[dt]\b|\bspending\b|\bvalue\b|\bprice\b|\bbudget\b|\bpaid\b|£|\bexpenditure\b"
    ),
    "date": re.compile(r"\bwhen\b|\bdates?\b|\bexpir\w*|\brenew\w*|\bend\b|\bstart\b"),
    "choice": re.compile(
        r"\b(?:do|does|is|are|has|have|did|will|can)\b|\bwhether\b|\bif\b|\bwhich\b|\bwhat\b|\blist\b|\bany\b"
    ),
    "list": re.compile(r"\blist\b|\bwhich\b|\bwhat\b|\bnames?\b|\bmakes?\b|\bbrands?\b|\bmodels?\b"),
    "text": re.compile(r"\b(?:what|why|how|which|who|describe|explain|details|provide)\b"),
}


_COUNTED = re.compile(r"\bhow many\b|\bnumber of\b")


# "Does Ofcom hold …", "Has Westham Council …": the body is asked, it is not what is asked about.
_ASKED_BODY = re.compile(
    r"^\W*(?:Do|Does|Did|Has|Have|Is|Are|Was|Were|Will|Can|Could|Would)"
    r"(?: the)?(?:(?: (?:and|of|for|the|upon|&))* [A-Z][\w'&-]*)+"
)
# "… issued to the Employment Tribunal": a name that the thing is not called by.
_INCIDENTAL = re.compile(r"\b(?:to|at|in|on|under|within|into)(?: the| an?)?(?: [A-Z][\w'&-]*)+")
_HOLDING = re.compile(r"\b(?:hold|holds|held)\b")
# "You wanted to know whether …", "Question one concerned …": the request told again.
RESTATED = re.compile(
    r"^\W*whether\b|\byou(?:'d| had| have)? (?:\w+ )?(?:asked|wanted|enquire[ds]?|requested|wished)\b|\bquestions? (?:\w+ ){0,2}(?:concern|ask|was|were|relate|is about)\w*\b|\b(?:do|does|did|has|have) (?:we|you) [^?]{0,80}$"
)
_LONG_NAME = re.compile(
    r"[A-Z][\w'’-]+(?: (?:of|for|and|the|[A-Z][\w'’-]+)){1,6} [A-Z][\w'’-]+|[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){2,}"
)
_CALENDAR = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
LEAST_SCORE = 0.35
PLURAL = 4  # letters of a word, of which more may be a plural
LONG_NAME = 7
MOST_GIST = 6  # of a long question's words, half of so many are enough


@dataclass(frozen=True, slots=True)
class Match:
    """A question of the letter that may be the codebook's: how surely it is the same, and how like it is worded."""

    score: float
    likeness: float
    item: Item


@dataclass(frozen=True, slots=True)
class Gist:
    """The words of meaning of a question that has no keywords, and where they stand in a text."""

    words: re.Pattern[str]
    stems: frozenset[str]

    def found(self, plain: str) -> "re.Match[str] | None":
        """The first of the words, where the text has at least half of them and more than one (if there are more)."""
        shared = len(self.stems & content_stems(plain))
        enough = shared >= min(2, len(self.stems)) and 2 * shared >= min(len(self.stems), MOST_GIST)
        return self.words.search(plain) if enough else None


@dataclass(frozen=True, slots=True)
class Subject:
    """`names`: proper names, one of which must occur; `special`: what sets this question apart from others of the
    same subject; `stems`: all its words of meaning."""

    question: Question
    names: re.Pattern[str] | None
    topics: re.Pattern[str] | None
    special: frozenset[str]
    stems: frozenset[str]
    asked: frozenset[str]  # the words of meaning of its text alone
    needs: re.Pattern[str] | None = (
        None  # "ruled out": a keyword of its own that the question's text uses beside a name
    )
    gist: Gist | None = None

    @property
    def kind(self) -> str:
        """The question's kind; a number of pounds is a sum of money."""
        text = fold(self.question.text)
        pounds = self.question.kind == "number" and KINDS["money"].search(text) and not _COUNTED.search(text)
        return "money" if pounds else self.question.kind

    @property
    def years(self) -> frozenset[str]:
        """The years the question names."""
        return years_in(fold(self.question.text))

    def wanted(self, unpaired: bool = False) -> Wanted:
        """What a figure must agree with."""
        return Wanted(self.years, self.stems, self.names, unpaired, self.names or self.topics)

    def named(self, plain: str) -> bool:
        """Whether the text speaks of the subject by name (or topic word, where the question has no name)."""
        return self.found(plain) is not None

    def found(self, plain: str) -> "re.Match[str] | None":
        """Where folded text names the subject first."""
        pattern = self.names or self.topics
        if self.gist:
            return self.gist.found(plain)
        return pattern.search(plain) if pattern else None


@lru_cache(maxsize=1_024)  # a codebook's questions are asked of every letter
def subject(question: Question) -> Subject:
    """What `question` is about. Capitalised keywords, and capitalised words of its text, are names."""
    text = fold(question.text)
    capital = [
        _name_alone(word, question.text) for word in question.keywords if word[:1].isupper() and not _acronym(word)
    ]
    told = any(fold(word) in text for word in question.keywords)  # the keywords say which of its words are the thing
    around = _INCIDENTAL.sub("", question.text) if told else question.text
    proper = re.findall(r"(?<=[a-z,] )[A-Z][A-Za-z]+(?=\W|$)", _ASKED_BODY.sub("", around, count=1))
    names = capital or [word for word in proper if not (_acronym(word) or fold(word) in _CALENDAR)]
    topics = [word for word in question.keywords if _name_alone(word, question.text) not in names]
    names += [one for one in _initials(names, question.text) if len(one) > 2]
    gist = None if names or topics else _gist(text)
    own = {stem(word) for name in (*names, *topics) for word in words(fold(name))}
    stems = content_stems(text)
    needs = [word for word in topics if names and fold(word) in text and not content_stems(fold(word)) <= GENERIC]
    return Subject(
        question,
        _pattern(names, loose=True),
        _pattern(topics),
        stems - own - GENERIC,
        stems | own,
        stems,
        _pattern(needs),
        gist,
    )


def _name_alone(word: str, text: str) -> str:
    """ "Orvex" of "Orvex cameras", or of "Orvex licences" where the question has that name: the words behind it are no
    part of it."""
    parts = word.split()
    while len(parts) > 1 and parts[-1].islower() and (stem(parts[-1]) in GENERIC or _is_named(parts[0], text)):
        parts.pop()
    return " ".join(parts)


def _is_named(word: str, text: str) -> bool:
    """Whether a text has the word as a name: with its capital, and not only as its first word."""
    return re.search(rf"(?<=[\w,(] ){re.escape(word)}\b|(?<=\(){re.escape(word)}\b", text) is not None


def _gist(text: str) -> "Gist | None":
    """What a question without keywords is about: its words of meaning, most of which a sentence must have."""
    stems = content_stems(text) - GENERIC
    if not stems:  # "Does the force hold the information requested?"
        return Gist(_HOLDING, frozenset()) if _HOLDING.search(text) else None
    spelt = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    return Gist(re.compile(rf"(?<![a-z0-9])(?:{spelt})[a-z]*"), stems)


def _acronym(word: str) -> bool:
    """ "CCTV", "DoLS"."""
    return len(word) > 1 and " " not in word and sum(sign.isupper() for sign in word) > max(1, len(word) // 2)


def _initials(names: Sequence[str], text: str) -> Iterator[str]:
    """ "ICO" for "Information Commissioner's Office", where the text has a name in three words or more."""
    for found in _LONG_NAME.findall(text):
        if any(fold(name) in fold(found) for name in names):
            yield "".join(word[0] for word in found.split() if word[0].isupper())


def _pattern(names: Sequence[str], loose: bool = False) -> re.Pattern[str] | None:
    folded = sorted({fold(name).strip() for name in names if name.strip()}, key=len, reverse=True)
    if not folded:
        return None
    spelt = "|".join(one for name in folded for one in _spellings(name, loose))
    ending = r"'?s" if loose else r"'?s|es|e|ed|ing|ly"
    return re.compile(rf"(?<![a-z0-9])(?:{spelt})(?:{ending})?(?![a-z0-9])")


def _spellings(name: str, loose: bool) -> Iterator[str]:
    """A keyword with its words parted by space, hyphen or nothing. A proper name may also be parted anywhere ("Lark
    Vision"), and from seven letters on have one letter too many, too few or wrong after its first two."""
    parts = re.findall(r"[^\W_]+|[^\w\s]+", name)
    if not loose:
        yield r"[\s-]*".join(re.escape(part) for part in parts)
        if name.endswith("s") and len(name) > PLURAL and not name.endswith("ss"):  # "a drone section"
            yield r"[\s-]*".join(re.escape(part) for part in [*parts[:-1], parts[-1][:-1]])
        return
    letters = "".join(re.findall(r"[^\W_]", name))
    if not letters:
        yield re.escape(name)
        return
    yield "[ -]?".join(re.escape(letter) for letter in letters)
    if len(letters) >= LONG_NAME and letters.isalpha():
        for at in range(2, len(letters)):
            yield re.escape(letters[:at]) + "[a-z]{0,2}" + re.escape(letters[at + 1 :])


def matching(about: Subject, items: Sequence[Item]) -> list[Match]:
    """The letter's questions that ask the same, the most alike first."""
    found = [
        Match(score, _likeness(about, item), item) for item in items if (score := _score(about, item)) >= LEAST_SCORE
    ]
    return sorted(found, key=lambda match: (-match.likeness, -match.score))


def _likeness(about: Subject, item: Item) -> float:
    """How nearly two questions have the same words, 1 for the same; one word that only one of them has counts
    against it, so that "in 2021" and "in 2022" are told apart."""
    asked = content_stems(item.question)
    shared = len(about.asked & asked) + (
        bool(about.names and about.names.search(item.question)) and not about.asked & asked
    )
    both = 2 * shared / max(1, len(about.asked) + len(asked))
    return max(both, 0.8 * shared / max(1, len(about.asked)))


def _score(about: Subject, item: Item) -> float:
    asked = item.subject
    if about.names and not (about.names.search(asked) or any(about.names.search(one.plain) for one in item.answers)):
        return 0.0
    if about.needs and not (about.needs.search(asked) or any(about.needs.search(one.plain) for one in item.answers)):
        return 0.0
    if about.years and (years := years_in(item.question)) and not about.years & years:
        return 0.0
    stems = content_stems(asked)
    phrase = about.topics and about.topics.search(asked)
    if about.special and not about.special & stems and not (phrase and " " in phrase[0]):
        return 0.0
    shared = len(about.stems & stems) / max(1, min(len(about.stems), 6))
    fits = bool(KINDS.get(about.kind, KINDS["text"]).search(item.question))
    if about.kind in ("number", "money", "date") and not fits:
        return 0.0
    score = min(1.0, shared * 0.7 + (0.3 if fits else 0.0))
    # "Which makes do you use?": the question is general, and the answer speaks of ours.
    general = about.kind == "choice" and bool(stems & GENERIC) and fits
    return max(score, 0.4) if general and any(about.named(one.plain) for one in item.answers) else score


def speaking_of(about: Subject, read: Sequence[Passage]) -> list[Passage]:
    """The body's own sentences that name the subject, and what sets this question apart; not those that only say what
    was asked."""
    return [
        one
        for one in read
        if one.label == "own"
        and (found := about.found(one.plain)) is not None
        and not RESTATED.search(one.plain[: found.start()])
        and (not about.needs or about.needs.search(one.plain))
        and (not about.special or about.special & content_stems(one.plain))
    ]
