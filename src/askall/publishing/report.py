"""The model of a report: every figure with its base, the bodies behind it and the page that lists them."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, partial

from askall.coding.records import BodyRow, RequestRow, TimelineRow
from askall.findings.claims import ClaimResult, check_claims
from askall.findings.counting import Finding, Tally
from askall.findings.dataset import Dataset
from askall.findings.scopes import ALL, Scope, scopes_of
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.publishing.breakdowns import Breakdown, Figure, Pages, breakdowns_of
from askall.publishing.said import Said, said_of
from askall.publishing.words import OUTCOMES, TITLES, noun_of, outcome_words, slug
from askall.study.records import Question

SAFE_ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")


class Report:
    """Everything the pages show, worked out once from a dataset."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.tally = Tally(dataset)
        self.claims: tuple[ClaimResult, ...] = check_claims(self.tally)
        self.noun, self.nouns = noun_of(dataset.bodies)
        self.body = {row.body: row for row in dataset.bodies}
        pages = Pages()
        self.body_page = {row.body: pages.name("bodies", _stem(row.body)) for row in dataset.bodies}
        self.question_page = {one.id: pages.name("questions", slug(one.id)) for one in dataset.codebook.questions}
        self.scopes = scopes_of(dataset.bodies)
        claimed = (claim.expectation.scope for claim in self.claims)
        scopes = dict.fromkeys(self._shown(scope) for scope in (*self.scopes, *claimed))
        self.breakdowns = {(one.question.id, one.scope): one for one in breakdowns_of(self.tally, scopes, pages)}
        if not self.breakdowns:
            raise BadInput("Nobody in this dataset was asked any of its questions, so there is nothing to publish.")
        self.said = {one.id: self._said(one) for one in dataset.codebook.questions}
        self.outcomes = tuple(self._outcomes(pages))
        self.late = self._request_figure(pages, "late", "Answered late, or not at all when an answer was due", _is_late)

    @property
    def synthetic(self) -> bool:
        return self.dataset.info.synthetic

    @cached_property
    def title(self) -> str:
        return str(self.dataset.info.study.get("title") or "A study")

    @cached_property
    def asked(self) -> int:
        """How many bodies have a request."""
        return len(self.dataset.latest)

    @property
    def unasked(self) -> int:
        """How many bodies of the frame have no request."""
        return len(self.dataset.bodies) - self.asked

    @property
    def waves(self) -> int:
        """How many rounds of asking there were."""
        return len({row.wave for row in self.dataset.requests})

    @property
    def as_at(self) -> str:
        return self.dataset.info.as_at.isoformat()

    @property
    def frozen_on(self) -> str:
        return uk_date(self.dataset.info.frozen_at).isoformat()

    @cached_property
    def anchor(self) -> dict[str, str]:
        """Question id → the part of an anchor that stands for it, unlike any other."""
        return {one.id: f"{number}-{slug(one.id)}" for number, one in enumerate(self.dataset.codebook.questions, 1)}

    @cached_property
    def region_anchor(self) -> dict[tuple[str, str], str]:
        """(nation, region) → the part of an anchor that stands for it."""
        regions = sorted({(row.nation, row.region) for row in self.dataset.bodies})
        return {pair: f"{number}-{slug(pair[1] or pair[0])}" for number, pair in enumerate(regions, 1)}

    @cached_property
    def english_regions(self) -> bool:
        """Whether the regions that are not whole nations are all in England."""
        return {row.nation for row in self.dataset.bodies if row.region != row.nation} == {"England"}

    @cached_property
    def frame_table(self) -> list[tuple[str, str, int]]:
        """(nation, type, number of bodies)."""
        counted = Counter((row.nation, row.type) for row in self.dataset.bodies)
        return [(nation, kind, number) for (nation, kind), number in sorted(counted.items())]

    @cached_property
    def squares(self) -> list[tuple[str, list[BodyRow]]]:
        """Region → its bodies, alike answers to the headline's question side by side."""
        breakdown, _ = self.headline
        order = {body: number for number, part in enumerate(breakdown.segments) for body in part.bodies}
        groups: dict[str, list[BodyRow]] = defaultdict(list)
        for row in sorted(self.dataset.bodies, key=lambda row: (row.nation, row.region)):
            groups[row.region or row.nation].append(row)
        last = len(order)
        return [
            (name, sorted(rows, key=lambda row: (order.get(row.body, last), row.name.casefold(), row.body)))
            for name, rows in groups.items()
        ]

    @cached_property
    def data_titles(self) -> list[tuple[str, str]]:
        """(file name, what it is) of everything in the data folder."""
        return list(TITLES.items())

    def figure_of_claim(self, claim: ClaimResult) -> Figure | None:
        """The published figure a claim is bound to."""
        expected = claim.expectation
        return self.figure_of(expected.question, expected.answer, expected.scope)

    @cached_property
    def headline(self) -> tuple[Breakdown, Figure]:
        """The figure of the front page: that of the first claim about all bodies, else the first answer of the first
        question."""
        for claim in self.claims:
            expected = claim.expectation
            breakdown = self.breakdowns.get((expected.question, ALL))
            if breakdown and expected.scope == ALL and expected.answer is not None:
                figure = next((one for one in breakdown.answers if one.answer == expected.answer), None)
                if figure:
                    return breakdown, figure
        breakdown = next(iter(self.breakdowns.values()))
        return breakdown, breakdown.lead

    def finding(self, figure: Figure) -> Finding | None:
        """The finding of a figure of an answer, in its scope."""
        return self.tally.finding(self.dataset.question[figure.question], figure.answer, figure.scope)

    def figure_of(self, question: str, answer: str | None, scope: Scope) -> Figure | None:
        """The published figure of an answer (or, with None, of all that answered)."""
        breakdown = self.breakdowns.get((question, self._shown(scope)))
        if breakdown is None:
            return None
        found = (one for one in breakdown.answers if one.answer == answer)
        return next(found, breakdown.answered if answer is None else None)

    def whole(self, question: Question) -> Breakdown | None:
        """The question over all bodies; None where it applies to none of those asked."""
        return self.breakdowns.get((question.id, ALL))

    @cached_property
    def requests_of(self) -> dict[str, list[RequestRow]]:
        """Body id → its requests, latest wave first."""
        found: dict[str, list[RequestRow]] = defaultdict(list)
        for row in sorted(self.dataset.requests, key=lambda row: -row.wave):
            found[row.body].append(row)
        return found

    @cached_property
    def timeline_of(self) -> dict[str, list[TimelineRow]]:
        """Request id → its log."""
        found: dict[str, list[TimelineRow]] = defaultdict(list)
        for row in self.dataset.timeline:
            found[row.request].append(row)
        return found

    def of_question(self, question: Question, *, by: tuple[str, ...]) -> list[Breakdown]:
        """Its breakdowns by nation, region or type, or by several of these at once, in order of name."""
        wanted = (scope for scope in map(self._shown, self.scopes) if _fields(scope) == by)
        found = (self.breakdowns.get((question.id, scope)) for scope in dict.fromkeys(wanted))
        return sorted((one for one in found if one is not None), key=lambda one: one.name.casefold())

    def _shown(self, scope: Scope) -> Scope:
        """A region that is a whole nation (Scotland) is shown once, as the nation."""
        nation = Scope(nation=scope.region)
        alike = _fields(scope) == ("region",) and self.tally.members(scope) == self.tally.members(nation)
        return nation if alike else scope

    def figures(self) -> Iterator[Figure]:
        """Every published figure that has a page."""
        for breakdown in self.breakdowns.values():
            yield from breakdown.figures
        yield from self.outcomes
        yield self.late

    def _said(self, question: Question) -> dict[str, Said]:
        breakdown = self.whole(question)
        answers = breakdown.answers if breakdown else ()
        return said_of(self.tally, question, {one.answer: one.fill for one in answers if one.answer is not None})

    def _outcomes(self, pages: Pages) -> Iterator[Figure]:
        met = {request.outcome for request in self.dataset.latest.values()}
        for outcome in (one for one in OUTCOMES if one in met):
            is_it = partial(_ended, outcome)
            yield self._request_figure(pages, f"outcome--{slug(outcome)}", outcome_words(outcome), is_it)

    def _request_figure(self, pages: Pages, stem: str, label: str, wanted: Callable[[RequestRow], bool]) -> Figure:
        latest = self.dataset.latest
        bodies = tuple(row.body for row in self.dataset.bodies if row.body in latest and wanted(latest[row.body]))
        return Figure(pages.name("figures", stem), label, "a0", bodies, self.asked)


def _fields(scope: Scope) -> tuple[str, ...]:
    return tuple(field for field, value in scope.as_json().items() if value is not None)


def _ended(outcome: str, row: RequestRow) -> bool:
    return row.outcome == outcome


def _is_late(row: RequestRow) -> bool:
    return row.late == "yes"


def _stem(body: str) -> str:
    """The body's own id where it is fit for a file name, else what is left of it."""
    return body if SAFE_ID.fullmatch(body) and not body.endswith(".") else slug(body)
