"""askall read --evaluate: the reader measured against what people say of letters."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from rich.table import Table

from askall.cli.output import print_json, progress, say, screen
from askall.cli.read_inputs import texts_of_files
from askall.foundation.errors import BadInput
from askall.reading.evaluation import (
    NOTHING,
    OUTCOME,
    Astray,
    Cited,
    Figures,
    Judged,
    astray,
    cited,
    figures,
    judged,
)
from askall.reading.evaluation_picture import picture
from askall.reading.gold import GoldCase, read_gold
from askall.reading.language_model import ModelBeside
from askall.reading.read import read
from askall.reading.records import Evidence, Provision, Reading, Suggestion
from askall.reading.thread import combine
from askall.study.records import Question

QUOTE = 160  # characters of a quote shown beside a miss
ALL_ANSWERS = "all answers"


@dataclass(frozen=True, slots=True)
class Asked:
    """What files are read for, and the letters sent: law → text."""

    questions: tuple[Question, ...]
    law: str
    letters: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Run:
    """All that one evaluation found; `seconds` of processor time went into reading alone."""

    judged: tuple[Judged, ...]
    provisions: tuple[tuple[str, tuple[str, ...], tuple[Provision, ...]], ...]  # case, expected, suggested
    letters: int
    seconds: float

    def astray(self) -> list[Astray]:
        return [one for case in self.provisions for one in astray(*case)]

    def variables(self) -> dict[str, list[Judged]]:
        """The outcome first, then each question, then all answers together if there are several."""
        found: dict[str, list[Judged]] = {OUTCOME: [one for one in self.judged if one.variable == OUTCOME]}
        answers = [one for one in self.judged if one.variable != OUTCOME]
        for one in answers:
            found.setdefault(one.variable, []).append(one)
        if len(found) > 2:
            found[ALL_ANSWERS] = answers
        return {name: all_judged for name, all_judged in found.items() if all_judged}


def evaluate_reader(
    gold: Path, asked: Asked | None, drawn: Path | None, json: bool, model: ModelBeside | None = None
) -> None:
    """Print, for the outcome and each question, how often the reader is right, how often it speaks, whether its
    confidence means what it says, what it takes for what, and every miss with its quote; of the reader with a
    `model` beside it, if one is given. Raises BadInput."""
    cases = read_gold(gold)
    run = _run(cases, asked, model)
    shown = {name: figures(all_judged) for name, all_judged in run.variables().items()}
    agreed = {name: figures(one for one in listed if one.sure) for name, listed in run.variables().items()}
    if drawn:
        curves = [OUTCOME, ALL_ANSWERS if ALL_ANSWERS in shown else next((one for one in shown if one != OUTCOME), "")]
        drawn.write_text(picture({name: agreed[name] for name in curves if name in agreed}), encoding="utf-8")
    provisions = cited((expected, suggested) for _, expected, suggested in run.provisions)
    if json:
        print_json(_as_json(run, shown, agreed, provisions))
    else:
        _print(run, shown, agreed, provisions)
    if drawn:
        say(f"The curve is drawn in {drawn}.")


def _run(cases: Sequence[GoldCase], asked: Asked | None, model: ModelBeside | None) -> _Run:
    found: list[Judged] = []
    named = []
    seconds = 0.0
    texts = texts_of_files([path for case in cases for path in case.files])
    with progress("Reading", len(cases)) as advance:
        for number, case in enumerate(cases, 1):
            opened = list(islice(texts, len(case.files)))
            if fault := next((one.fault for one, _ in opened if one.fault), ""):
                raise BadInput(f"Case {case.id}: {fault}")
            letter = case.request.read_text("utf-8", "replace") if case.request else _letter(asked, case.law)
            questions = case.questions or (asked.questions if asked else ())
            begun = time.process_time()
            messages = [one for _, one in opened] if case.thread else [tuple(text for _, one in opened for text in one)]
            readings = [read(one, questions, case.law, letter) for one in messages]
            seconds += time.process_time() - begun
            outcome, answers, provisions = _together(readings)
            if model:
                answers = list(model.filled([*zip(messages, readings, strict=True)], questions, letter, tuple(answers)))
            found.extend(judged(case, outcome, answers))
            if case.provisions is not None and "provisions" not in case.unsure:
                named.append((case.id, case.provisions, provisions))
            advance(number)
    return _Run(tuple(found), tuple(named), sum(len(one.files) if one.thread else 1 for one in cases), seconds)


def _letter(asked: Asked | None, law: str) -> str:
    return asked.letters.get(law, "") if asked else ""


def _together(
    readings: Sequence[Reading],
) -> tuple[Suggestion, list[tuple[str, Suggestion]], tuple[Provision, ...]]:
    """Outcome, answers and provisions of one message, or of a thread: provisions are the deciding message's."""
    if len(readings) == 1:
        return readings[0].outcome, list(readings[0].answers), readings[0].provisions
    thread = combine(readings)
    provisions = readings[thread.outcome.message].provisions if thread.outcome.message >= 0 else ()
    return thread.outcome.suggestion, [(key, told.suggestion) for key, told in thread.answers], provisions


def _as_json(
    run: _Run, shown: Mapping[str, Figures], agreed: Mapping[str, Figures], provisions: Cited
) -> dict[str, Any]:
    return {
        "letters": run.letters,
        "seconds": round(run.seconds, 3),
        "where_people_agree": {name: one.as_json() for name, one in agreed.items()},
        "in_all": {name: one.as_json() for name, one in shown.items()},
        "provisions": provisions.as_json(),
        "misses": [one.as_json() for one in _misses(run.judged)],
        "provision_misses": [one.as_json() for one in run.astray()],
    }


def _misses(found: Iterable[Judged]) -> Iterator[Judged]:
    """All that is not right; wrong words before silence."""
    return iter(sorted((one for one in found if not one.right), key=lambda one: not one.spoke))


def _print(run: _Run, shown: Mapping[str, Figures], agreed: Mapping[str, Figures], provisions: Cited) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for column in ("cases", "right", "wrong", "silent", "accuracy", "precision", "coverage", "off by"):
        table.add_column(column, justify="right")
    for name in shown:
        table.add_row(f"{name}, agreed", *_row(agreed[name]))
        if agreed[name] != shown[name]:
            table.add_row(f"{name}, all", *_row(shown[name]))
    screen.print(table)
    screen.print("agreed: where careful people agree; silent: abstained; off by: confidence, against the share right.")
    if provisions.letters:
        screen.print(
            f"Provisions of {provisions.letters} letters: precision {_percent(provisions.precision)}, recall "
            f"{_percent(provisions.recall)}; {provisions.whole} letters with every one right."
        )
    rate = f", {run.letters / run.seconds:.0f} a second" if run.seconds else ""
    screen.print(f"{run.letters} letters read in {run.seconds:.2f} s of processor time{rate}.")
    for name, one in agreed.items():
        _print_bins(name, one)
    for name, one in shown.items():
        if name != ALL_ANSWERS:
            _print_confusion(name, one)
    for miss in _misses(run.judged):
        _print_miss(miss)
    for other in run.astray():
        word = "is read and not expected" if other.evidence else "is expected and not read"
        screen.print(f"{other.case} provisions: {other.provision} {word}", markup=False)
        _print_quotes(other.evidence)


def _row(one: Figures) -> list[str]:
    counts = [str(one.valued + one.open), str(one.right), str(one.wrong), str(one.abstained + one.left_open)]
    return [*counts, *map(_percent, (one.accuracy, one.precision, one.coverage, one.calibration_error))]


def _print_bins(name: str, one: Figures) -> None:
    said = "; ".join(f"stated {100 * bin_.confidence:.0f} %, right {100 * bin_.right:.0f} % of {bin_.number}" for bin_ in one.bins)  # fmt: skip # noqa: E501
    if said:
        screen.print(f"Confidence of {name}: {said}.", markup=False)


def _print_confusion(name: str, one: Figures) -> None:
    wrong = [pair for pair in one.confusion if pair[0].casefold() != pair[1].casefold()]
    for expected, suggested, number in sorted(wrong, key=lambda pair: -pair[2]):
        taken = "nothing was said" if suggested == NOTHING else f"taken for {suggested}"
        screen.print(f"  {name}: {expected} – {taken}: {number}", markup=False)


def _print_miss(miss: Judged) -> None:
    expected = NOTHING if miss.expected is None else miss.expected
    unsure = "" if miss.sure else " (people differ)"
    given = miss.suggestion
    word = f"{given.value} [{given.confidence:.2f}]" if miss.spoke else f"abstained: {given.abstained}"
    screen.print(f"{miss.case} {miss.variable}: expected {expected}{unsure}, {word}", markup=False)
    _print_quotes(given.evidence)


def _print_quotes(evidence: Sequence[Evidence]) -> None:
    for quote in evidence[:2]:
        screen.print(f"    “{' '.join(quote.quote.split())[:QUOTE]}”", markup=False)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
