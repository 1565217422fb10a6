"""Which pages a publication has, and what each is given."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from askall.coding.records import BodyRow, RequestRow, TimelineRow
from askall.publishing.breakdowns import Breakdown, Figure
from askall.publishing.rendering import environment
from askall.publishing.report import Report


@dataclass(frozen=True, slots=True)
class Page:
    """A page to be made: where, from which template, with what."""

    path: str
    template: str
    context: dict[str, Any]


class Rows:
    """The row of a body on the pages of figures. It is the same for all, Scotland, its type …, so it is made once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.template = environment().get_template("row.html")
        self.made: dict[tuple[str, str, bool], Markup] = {}

    def row(self, body: BodyRow, question: str, *, with_value: bool) -> Markup:
        """The row of `body`; `question` is "" for a figure of outcomes."""
        key = (body.body, question, with_value)
        if key not in self.made:
            said = self.report.said[question][body.body] if question else None
            text = self.template.render(report=self.report, body=body, said=said, with_value=with_value)
            self.made[key] = Markup(text)  # noqa: S704  # escaped by the template
        return self.made[key]


def pages_of(report: Report) -> Iterator[Page]:
    """Every page, the front page first."""
    rows = Rows(report)
    breakdown, figure = report.headline
    yield Page("index.html", "index.html", {"headline": breakdown, "figure": figure, "finding": report.finding(figure)})
    yield Page("bodies.html", "bodies.html", {"groups": _groups(report)})
    yield Page("method.html", "method.html", {})
    for question in report.dataset.codebook.questions:
        yield Page(report.question_page[question.id], "question.html", {"question": question})
    for breakdown in report.breakdowns.values():
        for figure in breakdown.figures:
            yield _figure_page(report, figure, breakdown, rows)
    for figure in (*report.outcomes, report.late):
        yield _figure_page(report, figure, None, rows)
    for body in report.dataset.bodies:
        yield _body_page(report, body)


def _groups(report: Report) -> list[tuple[str, list[tuple[str, list[BodyRow]]]]]:
    """Nation → region → bodies, each by name."""
    ordered = sorted(report.dataset.bodies, key=lambda row: (row.nation, row.region, row.name.casefold(), row.body))
    return [
        (nation, [(region, list(bodies)) for region, bodies in groupby(rows, key=lambda row: row.region)])
        for nation, rows in groupby(ordered, key=lambda row: row.nation)
    ]


def _figure_page(report: Report, figure: Figure, breakdown: Breakdown | None, rows: Rows) -> Page:
    siblings = breakdown.figures if breakdown else (*report.outcomes, report.late)
    bodies = sorted((report.body[body] for body in figure.bodies), key=lambda row: (row.name.casefold(), row.body))
    # The answer stands in the title where all behind the figure gave the same one.
    with_value = figure.answer is None or report.dataset.question[figure.question].kind == "list"
    context = {
        "figure": figure,
        "breakdown": breakdown,
        "rows": [rows.row(body, figure.question, with_value=with_value) for body in bodies],
        "siblings": [one for one in siblings if one is not figure and one.count],
        "question": report.dataset.question.get(figure.question),
        "finding": report.finding(figure) if figure.question and figure.part == "answered" else None,
    }
    return Page(figure.page, "figure.html", context)


def _body_page(report: Report, body: BodyRow) -> Page:
    latest = report.dataset.latest.get(body.body)
    earlier = [row for row in report.requests_of.get(body.body, ()) if row is not latest]
    context = {
        "body": body,
        "request": latest,
        "outcome_quotes": report.dataset.evidence_of.get((latest.request, "outcome"), ()) if latest else (),
        "said": [said[body.body] for said in report.said.values() if body.body in said],
        "timeline": _timeline(report, latest) if latest else [],
        "earlier": [(row, _timeline(report, row)) for row in earlier],
    }
    return Page(report.body_page[body.body], "body.html", context)


def _timeline(report: Report, request: RequestRow) -> list[TimelineRow]:
    """The log of one request with the days an answer was due, oldest first."""
    rows = list(report.timeline_of.get(request.request, ()))
    known = {row.kind for row in rows}
    due = (
        ("due", request.due_on, "Answer due"),
        ("rival_due", request.rival_due_on, "Answer due on the other reading of the law"),
    )
    rows += [
        TimelineRow(request.body, request.request, on, kind, note, "")
        for kind, on, note in due
        if on and kind not in known
    ]
    return sorted(rows, key=lambda row: row.on)
