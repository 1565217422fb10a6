"""The single requirements of a claim: each comparison, each phrase, each "n of m", the base."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from askall.findings.counting import Finding, Tally
from askall.findings.expectations import EVERYWHERE, NUMERIC, SHARES, Expectation
from askall.findings.intervals import Interval, compared
from askall.findings.phrases import fitting_phrase, phrases_in
from askall.findings.scopes import Scope
from askall.findings.wording import amount, joined, of, percent, whole

# "19 of the 32", "275 out of 398": a count with its base, as it stands in a sentence.
COUNTED = re.compile(r"\b(?P<count>[0-9][0-9,]*) (?:out )?of (?:the |all |all the )?(?P<base>[0-9][0-9,]*)\b")


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement of a claim. `certain` means it holds whatever those without an answer would have said;
    `among_answered`, that it holds of the share of those who answered. Both are None where there is no such question.
    """

    words: str
    holds: bool
    why: str
    certain: bool | None = None
    among_answered: bool | None = None
    instead: str = ""


def value_of(tally: Tally, expected: Expectation, finding: Finding) -> Fraction | None:
    """The figure the claim is about; None where it does not exist (a share of nobody, the median of no numbers)."""
    if expected.figure == "count":
        return Fraction(finding.count)
    if expected.figure == "share":
        return finding.lower
    if expected.of_answered:
        return finding.among_answered
    if expected.figure in EVERYWHERE:
        return Fraction(min((one.count for _, one in _everywhere(tally, expected)), default=0))
    return None if finding.numbers is None else Fraction(getattr(finding.numbers, expected.figure))


def _everywhere(tally: Tally, expected: Expectation) -> list[tuple[str, Finding]]:
    """The claim's figure in each region (or nation) where somebody was asked."""
    field = EVERYWHERE[expected.figure]
    question = tally.dataset.question[expected.question]
    names = sorted({getattr(body, field) for body in tally.dataset.bodies if expected.scope.holds(body)} - {""})
    scopes = {name: expected.scope.as_json() | {field: name} for name in names}
    found = ((name, tally.finding(question, expected.answer, Scope(**scope))) for name, scope in scopes.items())
    return [(name, finding) for name, finding in found if finding is not None]


def checks_of(tally: Tally, expected: Expectation, finding: Finding, value: Fraction, text: str) -> Iterator[Check]:
    """Every requirement of a claim whose figure is `value`, with the sentence as readers will see it in `text`."""
    if expected.figure in EVERYWHERE:
        yield from _checks_everywhere(tally, expected)
    else:
        for name, wanted in expected.comparisons:
            interval = compared(name, wanted, exact=expected.figure not in SHARES)
            yield _check_value(expected, finding, value, interval)
        yield from _checks_of_words(expected, finding, text)
    if expected.base is not None:
        base = finding.answered if expected.of_answered else finding.asked
        noun = "answered" if expected.of_answered else "asked"
        fits = base == expected.base
        why = f"the base is {whole(base)} {noun}" + ("" if fits else f", not {whole(expected.base)}")
        yield Check(f"base {expected.base}", fits, why)


def _checks_everywhere(tally: Tally, expected: Expectation) -> Iterator[Check]:
    """One check for each comparison; "at least 1 in every one of them" where none is given."""
    places = _everywhere(tally, expected)
    noun = EVERYWHERE[expected.figure]
    for name, wanted in expected.comparisons or (("at_least", Fraction(1)),):
        interval = compared(name, wanted, exact=True)
        failing = [
            f"{place} ({of(one.count, one.asked)})" for place, one in places if Fraction(one.count) not in interval
        ]
        least = min(places, key=lambda pair: pair[1].count, default=None)
        if failing or least is None:
            yield Check("", False, f"not {interval.words(False)} in {joined(failing) or f'any {noun}'}")
        else:
            why = f"{interval.words(False)} in each {noun} ({len(places)} of them); fewest in {least[0]}"
            yield Check("", True, f"{why} ({of(least[1].count, least[1].asked)})", certain=name == "at_least" or None)


def _check_value(expected: Expectation, finding: Finding, value: Fraction, interval: Interval) -> Check:
    """A comparison with the figure itself. A count is compared as counted; a share as `_check_share` says."""
    if expected.figure in SHARES:
        return _check_share(expected, finding, interval, interval.words(True))
    holds = value in interval
    most = Fraction(finding.count + finding.missing) if expected.figure == "count" else None
    certain = None if most is None else holds and most in interval
    words = interval.words(False)
    return Check(words, holds, f"{amount(value)} is {'' if holds else 'not '}{words}", certain=certain)


def _check_share(expected: Expectation, finding: Finding, interval: Interval, words: str) -> Check:
    """A share holds on those asked. A sentence that only says the share is small must hold even if every body
    without an answer belonged to it, for silence is not "no"."""
    among = finding.among_answered
    found, most = (among or Fraction(0),) * 2 if expected.of_answered else (finding.lower, finding.upper)
    share = most if interval.reaches_down else found
    meaning = interval.words(True)
    meant = meaning if words == meaning else f"“{words[0].lower()}{words[1:]}” ({meaning})"
    shown = percent(share) if share == found else f"up to {percent(share)}, counting those without an answer,"
    holds = share in interval
    return Check(
        words,
        holds,
        f"{shown} is {'' if holds else 'not '}{meant}",
        certain=found in interval and most in interval,
        among_answered=among is not None and among in interval,
        instead="" if holds else fitting_phrase(found),
    )


def _checks_of_words(expected: Expectation, finding: Finding, text: str) -> Iterator[Check]:
    """The phrase the study gave; else every share and every "n of m" in the sentence as readers will see it."""
    if expected.figure in NUMERIC:
        return
    if expected.phrase is not None:
        yield _check_share(expected, finding, expected.phrase.interval, expected.phrase.words)
    elif expected.detect:
        for phrase in phrases_in(text):
            yield _check_share(expected, finding, phrase.interval, phrase.words)
        yield from _checks_of_counts(expected, finding, text)


def _checks_of_counts(expected: Expectation, finding: Finding, text: str) -> Iterator[Check]:
    base = finding.answered if expected.of_answered else finding.asked
    for match in COUNTED.finditer(text):
        said = tuple(int(match[part].replace(",", "")) for part in ("count", "base"))
        fits = said == (finding.count, base)
        found = f"{whole(finding.count)} of {whole(base)}"
        why = f"the figure is {found}" + ("" if fits else f", not “{match[0]}”")
        yield Check(match[0], fits, why, certain=True if fits else None)
