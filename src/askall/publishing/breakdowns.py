"""Each question in each scope: its figures, the bodies behind them, and the page that lists these."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from askall.findings.counting import Finding, Tally
from askall.findings.scopes import ALL, Scope
from askall.findings.standing import Standing
from askall.findings.wording import of
from askall.publishing.words import PARTS, sentence, slug
from askall.study.records import Question

# What is not a value, in the order of the bars: from what was said to what was not.
MISSING_PARTS = ("other", "refused", "neither_confirm_nor_deny", "not_held", "silent")
FILLS = ("a0", "a1", "a2", "a3", "a4")  # of answers; a question with more lets the further ones share the last


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number: `bodies` are those behind it, `base` those asked. `page` lists exactly these bodies."""

    page: str
    label: str
    fill: str
    bodies: tuple[str, ...]
    base: int
    question: str = ""
    answer: str | None = None
    part: str = ""
    scope: Scope = ALL

    @property
    def count(self) -> int:
        return len(self.bodies)

    @property
    def written(self) -> str:
        """ "275 of 398 (69.1 %)"."""
        return of(self.count, self.base)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One question in one scope. `answers` are its counted answers (empty for numbers, dates and texts, which have
    `answered` instead); `missing` the parts without a value. `first` is the finding of the first answer."""

    question: Question
    scope: Scope
    first: Finding
    answers: tuple[Figure, ...]
    answered: Figure
    missing: tuple[Figure, ...]

    @property
    def lead(self) -> Figure:
        """The figure that stands beside a bar: the first answer, or all that gave one."""
        return self.answers[0] if self.answers else self.answered

    @property
    def segments(self) -> tuple[Figure, ...]:
        """What a bar is made of: every body asked is in exactly one. Items of a list overlap, so they cannot be."""
        valued = self.answers if self.question.kind == "choice" and self.answers else (self.answered,)
        return valued + self.missing

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of it that has a page: the answers, also those nobody gave, and all others with a body."""
        rest = (self.answered, *self.missing)
        return (*self.answers, *(one for one in rest if one.count or not (self.answers or one.part != "answered")))

    @property
    def name(self) -> str:
        return ", ".join(self.scope.words) or "All"


@dataclass
class Pages:
    """Hands out a file name once, whatever the case of its letters: some file systems know no case."""

    taken: set[str] = field(default_factory=set)

    def name(self, folder: str, stem: str) -> str:
        number, path = 1, f"{folder}/{stem}.html"
        while path.lower() in self.taken:
            number += 1
            path = f"{folder}/{stem}-{number}.html"
        self.taken.add(path.lower())
        return path


def breakdowns_of(tally: Tally, scopes: Iterable[Scope], pages: Pages) -> Iterator[Breakdown]:
    """Every question in every scope where somebody was asked it, in the order of the codebook."""
    scopes = tuple(scopes)
    for question in tally.dataset.codebook.questions:
        for scope in scopes:
            answers = tally.answers_of(question)
            first = tally.finding(question, answers[0] if answers else None, scope)
            if first is not None:
                yield _breakdown(tally, pages, first, question, scope)


def _breakdown(tally: Tally, pages: Pages, first: Finding, question: Question, scope: Scope) -> Breakdown:
    inside = tally.inside(question.id, scope)
    given = [answer for answer in tally.answers_of(question) if answer is not None]
    fills = fills_of(given)

    def figure(label: str, fill: str, bodies: tuple[str, ...], *, part: str, answer: str | None = None) -> Figure:
        page = pages.name("figures", f"{slug(question.id)}--{_scope_slug(scope)}--{slug(answer or part)}")
        return Figure(page, label, fill, bodies, first.asked, question.id, answer, part, scope)

    def of_part(part: str, fill: str) -> Figure:
        numeric = part == "answered" and question.kind in ("number", "money")
        return figure("Gave a number" if numeric else PARTS[part], fill, _in_part(inside, part), part=part)

    def of_answer(answer: str) -> Figure:
        finding = tally.finding(question, answer, scope)
        bodies = finding.bodies if finding else ()
        return figure(sentence(answer), fills[answer], bodies, part="answered", answer=answer)

    return Breakdown(
        question=question,
        scope=scope,
        first=first,
        answers=tuple(of_answer(answer) for answer in given),
        answered=of_part("answered", "a0"),
        missing=tuple(of_part(part, part) for part in MISSING_PARTS),
    )


def _in_part(inside: dict[str, Standing], part: str) -> tuple[str, ...]:
    return tuple(body for body, one in inside.items() if one.part == part)


def fills_of(answers: Sequence[str]) -> dict[str, str]:
    """A fill for each answer: "yes" and "no" look the same in every chart, others take what is left."""
    fixed = {"yes": "a0", "no": "a1"}
    left = [fill for fill in FILLS if fill not in {fixed[answer] for answer in answers if answer in fixed}]
    others = [answer for answer in answers if answer not in fixed]
    return {answer: fixed[answer] for answer in answers if answer in fixed} | {
        answer: left[min(index, len(left) - 1)] for index, answer in enumerate(others)
    }


def _scope_slug(scope: Scope) -> str:
    fields = (f"{name}-{slug(value)}" for name, value in scope.as_json().items() if value is not None)
    return "-".join(fields) or "all"
