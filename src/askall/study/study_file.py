"""study.toml → protocol. Every fault of the file is told at once, with its line; docs/study-file.md gives the keys."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from askall.bodies.domains import host_of
from askall.bodies.register import Register, shipped
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.law.regimes import LAWS
from askall.study.claims import read_claims
from askall.study.codebook import codebook_of
from askall.study.frame_rules import check_against, check_templates, read_frame_csv
from askall.study.keys import KEYS, READ_OUT
from askall.study.language_model import read_language_model
from askall.study.questions import read_questions
from askall.study.records import STEPS, ClockRule, Codebook, FrameRule, Letter, Protocol
from askall.study.table import Faults, Table, did_you_mean
from askall.study.toml_lines import Lines

MOST_CODERS = 20
LONGEST_TITLE = 300
Value = TypeVar("Value", Protocol, Codebook)


def read_study(path: Path) -> Protocol:
    """The protocol in a study.toml, checked against its own CSV of bodies or else the shipped register.

    Raises InputFaults with every fault and its line, or BadInput if the file cannot be read.
    """
    return parse_study(source_of(path), path, register=shipped())


def parse_study(
    source: str, path: Path, frame_file_expected: bool = True, register: Register | None = None
) -> Protocol:
    """The protocol in the text of a study.toml that stands, or stood, at `path`.

    With `frame_file_expected`, a CSV of bodies must lie in the folder of `path`. Kinds of bodies, and letters for
    every law of the frame, are checked against that CSV or the `register`; not at all where neither is known.
    """
    root = _parsed(source, path)
    root.only(KEYS[""])
    if "study" not in root.values:
        root.fault("", "the table [study] with title and as_at is missing.")
    study, rule = root.table("study"), root.table("frame")
    study.only(KEYS["study"])
    rule.only(KEYS["frame"])
    questions = read_questions(root.tables("question"))
    if "question" not in root.values:
        root.fault("", "no [[question]] is asked.")
    letters = tuple(_letters(root))
    protocol = Protocol(
        title=study.text("title", needed="study" in root.values),
        as_at=study.day("as_at"),
        organisations=study.texts("organisations"),
        questions=questions,
        frame=FrameRule(rule.texts("types"), rule.texts("nations"), rule.texts("regions"), rule.text("csv")),
        letters=tuple(one for one in letters if one.step == "ask"),
        step_letters=tuple(one for one in letters if one.step != "ask"),
        claims=read_claims(root.tables("claim"), questions),
        contact=study.text("contact"),
        addresses=_addresses(study),
        coders=study.whole("coders", default=2, least=1),
        synthetic=study.flag("synthetic"),
        summary=study.text("summary"),
        clock=_clock(root.table("clock")),
        abstain_below=_abstain_below(root.table("reading")),
        language_model=read_language_model(root),
    )
    if len(protocol.title) > LONGEST_TITLE:
        study.fault("title", f"the title has {len(protocol.title)} characters; at most {LONGEST_TITLE} are allowed.")
    if protocol.coders > MOST_CODERS:
        study.fault("coders", f"“coders” is {protocol.coders}: so many people would code each request.")
    if frame_file_expected:
        if protocol.frame.csv:
            register = read_frame_csv(rule, protocol.frame.csv, path.parent)
        if register:
            check_against(register, protocol, root)
    return _sound(protocol, root.faults)


def read_codebook(path: Path) -> Codebook:
    """Only the questions of a study.toml, as version 1: all that stand-alone reading needs. The rest may be missing."""
    root = _parsed(source_of(path), path)
    questions = read_questions(root.tables("question"))
    if not questions and not root.faults.found:
        root.fault("", "no [[question]] is asked.")
    return _sound(codebook_of(questions), root.faults)


def sample_study() -> str:
    """The text of a study.toml to start from: the founding study."""
    return (files("askall.study") / "data" / "hikvision.toml").read_text(encoding="utf-8")


def _letters(root: Table) -> Iterator[Letter]:
    """The letter that asks and those for later steps, law by law. A study that asks by other means may bring only the
    later ones."""
    for law in (section := root.table("letter")).values:
        if law not in LAWS:
            section.fault(law, f"there is no law “{law}”{did_you_mean(law, LAWS)}")
            continue
        table = section.table(law)
        table.only(KEYS["letter"])
        steps = [step for step in STEPS if step in table.values]
        if not steps or {"subject", "body"} & table.values.keys():
            yield _letter(table, law, "ask")
        for step in steps:
            below = table.table(step)
            below.only(KEYS["step"])
            yield _letter(below, law, step)


def _letter(table: Table, law: str, step: str) -> Letter:
    letter = Letter(law, table.text("subject", needed=True), table.text("body", needed=True), step)
    check_templates(table, letter)
    return letter


def _clock(table: Table) -> ClockRule:
    table.only(KEYS["clock"])
    kinds = table.texts("confirm")
    for kind in kinds:
        if kind not in READ_OUT:
            table.fault(
                "confirm", f"“{kind[:80]}” is nothing the machine reads out of mail{did_you_mean(kind, READ_OUT)}"
            )
    return ClockRule(kinds, table.share("sure", default=0.9))


def _abstain_below(table: Table) -> float:
    table.only(KEYS["reading"])
    return table.share("abstain_below", default=0.0)


def _addresses(study: Table) -> tuple[str, ...]:
    addresses = study.texts("addresses")
    for one in addresses:
        if not re.fullmatch(r"[^\s@<>,;]*@[^\s@<>,;]+", one) or not host_of(one):
            study.fault("addresses", f"“{one[:80]}” is neither a mail address nor a domain such as “@campaign.org.uk”.")
    return tuple(one.lower() for one in addresses)


def source_of(path: Path) -> str:
    """The text of a study.toml. Raises BadInput if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"The study {path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path.name} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error


def _parsed(source: str, path: Path) -> Table:
    text = source.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        values: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        why, _, place = str(error).rpartition(" (at ")
        line = re.match(r"line (\d+)", place)
        number = int(line[1]) if line else text.count("\n") + 1
        raise InputFaults([Fault(path.name, f"this is not TOML: {why or error}.", line=number)]) from error
    except RecursionError as error:
        raise BadInput(f"{path.name} is nested too deeply to be a study.") from error
    return Table(values, (), Faults(path.name, Lines(text)))


def _sound(value: Value, faults: Faults) -> Value:
    if faults.found:
        raise InputFaults(sorted(faults.found, key=lambda fault: (fault.path != faults.name, fault.line or 0)))
    return value
