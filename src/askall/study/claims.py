"""Claims of study.toml: a sentence, and the figure that has to bear it out."""

from collections.abc import Iterable, Mapping

from askall.study.keys import COMPARISONS, FIGURES, KEYS, SHARES
from askall.study.records import MISSING, ClaimText, Question
from askall.study.table import Table, did_you_mean


def read_claims(tables: Iterable[Table], questions: Iterable[Question]) -> tuple[ClaimText, ...]:
    """All claims, in their order. Whether they hold is for the findings to say; here they must make sense."""
    by_id = {question.id: question for question in questions}
    return tuple(_claim(table, by_id) for table in tables)


def _claim(table: Table, questions: Mapping[str, Question]) -> ClaimText:
    table.only(KEYS["claim"])
    text = table.text("text", needed=True)
    expect = table.table("expect")
    if "expect" not in table.values:
        table.fault("", "the claim has no “expect”, so nothing could check it.")
    elif expect.values or not table.values["expect"]:  # of another type than a table, it is at fault already
        expect.only(KEYS["expect"])
        _check_answer(expect, questions)
        _check_figure(expect)
        _check_scope(expect)
    return ClaimText(text, tuple(expect.values.items()))


def _check_answer(expect: Table, questions: Mapping[str, Question]) -> None:
    name = expect.text("question", needed=True)
    answer = expect.text("answer", needed=True)
    if not name:
        return
    if name not in questions:
        expect.fault("question", f"the claim is about the unknown question “{name}”{did_you_mean(name, questions)}")
        return
    question = questions[name]
    if question.kind not in ("choice", "list"):
        why = f"“{name}” is a {question.kind}; claims count the answers of questions of kind choice or list."
        expect.fault("question", why)
    elif answer and question.choices and answer not in (*question.choices, *MISSING):
        why = f"“{answer}” is no answer to “{name}”{did_you_mean(answer, question.choices)}"
        expect.fault("answer", why)


def _check_figure(expect: Table) -> None:
    figure = expect.text("figure", needed=True)
    if figure and figure not in FIGURES:
        expect.fault("figure", f"unknown figure “{figure}”{did_you_mean(figure, FIGURES)}")
    given = [key for key in COMPARISONS if key in expect.values]
    phrase = expect.text("phrase", needed="phrase" in expect.values)
    if not given and not phrase:
        why = f"the claim expects nothing of the figure: give one of {', '.join(COMPARISONS)}, or a phrase."
        expect.fault("", why)
    if phrase and figure in FIGURES and figure not in SHARES:
        expect.fault("phrase", f"“{phrase}” speaks of a share, but the figure is “{figure}”; use share.")
    for key in given:
        _check_number(expect, key, is_share=figure in SHARES)
    if "base" in expect.values:
        expect.whole("base", default=1, least=1)


def _check_number(expect: Table, key: str, is_share: bool) -> None:
    value = expect.values[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        expect.fault(key, f"“{key}” must be a number without quotes.")
    elif is_share and not 0 <= value <= 1:
        expect.fault(key, f"“{key}” is {value}; a share is written from 0 to 1, so 62.5 % is 0.625.")
    elif not is_share and (value < 0 or (isinstance(value, float) and not value.is_integer())):
        expect.fault(key, f"“{key}” is {value}; a count is a whole number of bodies.")


def _check_scope(expect: Table) -> None:
    if "scope" not in expect.values:
        return
    scope = expect.table("scope")
    scope.only(KEYS["scope"])
    for key in KEYS["scope"]:
        scope.text(key, needed=key in scope.values)
