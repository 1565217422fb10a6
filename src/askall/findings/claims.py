"""Checks each claim of a study against the figures: does the sentence hold, and if not, what would."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from askall.findings.checks import Check, checks_of, value_of
from askall.findings.counting import Finding, Tally
from askall.findings.expectations import NUMERIC, SHARES, Expectation, expectations
from askall.findings.wording import amount, of, percent, whole
from askall.foundation.errors import Fault, InputFaults
from askall.study.records import ClaimText

PLACEHOLDER = re.compile(r"\{(n|base|percent)\}")


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim after checking. `text` has its placeholders filled; `finding` is None where nobody in scope was asked."""

    number: int
    text: str
    holds: bool
    because: str
    expectation: Expectation
    finding: Finding | None
    value: Fraction | None
    checks: tuple[Check, ...]
    as_at: str

    @property
    def certain(self) -> bool:
        """Whether it holds whatever the bodies without an answer would have said."""
        return self.holds and all(check.certain is not False for check in self.checks)

    @property
    def only_among_answered(self) -> bool:
        """Whether it fails on those asked but would hold as a sentence about those who answered."""
        failed = [check for check in self.checks if not check.holds]
        return bool(failed) and all(check.among_answered for check in failed)

    def as_json(self) -> dict[str, Any]:
        """One entry of claims.json."""
        return {
            "text": self.text,
            "holds": self.holds,
            "because": self.because,
            "figure": self._figure(),
            "as_at": self.as_at,
            "certain": self.certain,
            "only_among_answered": self.only_among_answered,
        }

    def _figure(self) -> dict[str, Any]:
        kind, value = self.expectation.figure, self.value
        figure = {"kind": kind, "value": None if value is None else _number(value)}
        if self.finding is not None:
            found = self.finding.as_json()
            keys = ("question", "answer", "scope", "count", "asked", "answered", "lower", "upper", "among_answered")
            figure |= {key: found[key] for key in keys}
        return figure


def check_claims(tally: Tally, claims: Sequence[ClaimText] | None = None) -> tuple[ClaimResult, ...]:
    """Each of `claims` checked, in their order; by default those of the dataset.

    Raises InputFaults listing all claims that cannot be checked: unknown question, answer, scope or phrase, a
    comparison that is no number, or nothing in the claim that could be found wrong.
    """
    expected, faults = expectations(tally.dataset, tally.dataset.claims if claims is None else claims)
    if faults:
        raise InputFaults(faults)
    results = [_result(tally, one, number) for number, one in enumerate(expected, start=1)]
    empty = [one for one in results if not one.checks]
    if empty:
        raise InputFaults(_nothing_to_check(one) for one in empty)
    return tuple(results)


def _nothing_to_check(result: ClaimResult) -> Fault:
    why = "has nothing that could be found wrong; give at_least, equals, a phrase or a base."
    return Fault("claims.json", f"claim {result.number} {why}")


def _result(tally: Tally, expected: Expectation, number: int) -> ClaimResult:
    question = tally.dataset.question[expected.question]
    finding = tally.finding(question, expected.answer, expected.scope)
    as_at = tally.dataset.info.as_at.isoformat()
    if finding is None:
        check = Check("", False, "Nobody in this scope was asked this question.")
        return ClaimResult(number, expected.text, False, check.why, expected, None, None, (check,), as_at)
    value = value_of(tally, expected, finding)
    text = _filled(expected, finding, value)
    if value is None:
        checks: tuple[Check, ...] = (Check("", False, _nothing_given(expected)),)
    else:
        checks = tuple(checks_of(tally, expected, finding, value, text))
    holds = all(check.holds for check in checks)
    because = _because(expected, finding, value, checks)
    return ClaimResult(number, text, holds, because, expected, finding, value, checks, as_at)


def _nothing_given(expected: Expectation) -> str:
    return "No body gave a number." if expected.figure in NUMERIC else "No body answered this question."


def _filled(expected: Expectation, finding: Finding, value: Fraction | None) -> str:
    base = finding.answered if expected.of_answered else finding.asked
    share = finding.among_answered if expected.of_answered else finding.lower
    number = amount(value) if expected.figure in NUMERIC and value is not None else whole(finding.count)
    words = {"n": number, "base": whole(base), "percent": "–" if share is None else percent(share)}
    return PLACEHOLDER.sub(lambda match: words[match[1]], expected.text)


def _because(expected: Expectation, finding: Finding, value: Fraction | None, checks: tuple[Check, ...]) -> str:
    """The figure with its base, each check in words, what would hold instead, and what the missing could change."""
    failed = [check for check in checks if not check.holds]
    told = failed or list(checks)
    sentences = [f"{_counted(expected, finding, value)}: {'; '.join(check.why for check in told)}."]
    instead = next((check.instead for check in failed if check.instead), "")
    if instead:
        sentences.append(f"“{instead[0].upper()}{instead[1:]}” would hold.")
    sentences.extend(_of_missing(expected, finding, checks))
    return " ".join(sentences)


def _counted(expected: Expectation, finding: Finding, value: Fraction | None) -> str:
    where = finding.scope.where
    if expected.figure in NUMERIC and value is not None and finding.numbers is not None:
        gave = f"{of(finding.numbers.n, finding.asked)} gave a number"
        return f"Of those asked{where}, {gave}, {expected.figure} {amount(value)}"
    who, base = ("those that answered", finding.answered) if expected.of_answered else ("those asked", finding.asked)
    answer = "an answer" if finding.answer is None else f"“{finding.answer.replace('_', ' ')}”"
    return f"Of {who}{where}, {of(finding.count, base)} gave {answer}"


def _of_missing(expected: Expectation, finding: Finding, checks: tuple[Check, ...]) -> Iterator[str]:
    if not finding.missing or finding.among_answered is None or expected.figure not in ("count", *SHARES):
        return
    bounds = f"between {percent(finding.lower)} and {percent(finding.upper)}"
    yield (
        f"{whole(finding.missing)} of {whole(finding.asked)} gave no answer, so the share of all lies {bounds}; "
        f"among those that answered it is {of(finding.count, finding.answered)}."
    )
    failed = [check for check in checks if not check.holds]
    if failed and not expected.of_answered and all(check.among_answered for check in failed):
        yield "The sentence holds only among those that answered, and would have to say so."
    elif not failed and any(check.certain is False for check in checks):
        yield "It holds of what was found; answers still missing could change it."


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
