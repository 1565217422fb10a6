"""What a section number means in each of the four laws: exemptions, exceptions and the provisions that are neither.

The same number means different things: section 31 is law enforcement in FOIA and national security in FOISA, section 17
the refusal notice in FOIA and "not held" in FOISA. So a provision is always a law and a section.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

from askall.law.regimes import LAWS, find_law

Kind = Literal[
    "exemption",
    "exception",
    "not_held",
    "neither_confirm_nor_deny",
    "confirm_or_deny",
    "cost",
    "vexatious",
    "accessible",
    "clarification",
    "fee",
    "invalid",
    "extension",
    "refusal_notice",
    "certificate",
    "advice",
    "review",
    "complaint",
]
PublicInterest = Literal["absolute", "qualified", "partly", ""]

_WORD = re.compile(
    r"(?:sub-?)?(?:sections?|sect?|ss?|regulations?|regs?|paragraphs?|paras?|§+)(?=[^a-z]|$)\.?", re.IGNORECASE
)
_SECTION = re.compile(r"([0-9]{1,3}[A-Za-z]?)((?:\([0-9A-Za-z]{1,5}\))*)")


@dataclass(frozen=True, slots=True)
class Exemption:
    """A provision a body may rely on.

    `section` is as cited, normalised ("31(1)(a)"); `entry` the listed provision it belongs to ("31"). `public_interest`
    is "qualified" where the public interest must be weighed, "absolute" where not, "partly" where it depends, "" where
    the provision is no exemption. `nearest` is the nearest section of the other jurisdiction's law (FOIA and FOISA,
    EIR and EI(S)R), "" where there is none. `denies` is true if the cited part lets the body neither confirm nor deny.
    """

    law: str
    section: str
    entry: str
    title: str
    kind: Kind
    public_interest: PublicInterest
    nearest: str
    denies: bool
    source: str


class _Row(NamedTuple):
    law: str
    section: str
    kind: Kind
    public_interest: PublicInterest
    title: str
    nearest: str
    confirm_or_deny: tuple[str, ...]
    source: str


def exemption(law: str, section: str) -> Exemption | None:
    """What `section` of `law` is, however it is cited ("31(1)(a)", "s.31", "Section 40(2)", "Reg 12(4)(b)"). None for
    what is not in the list. Raises BadInput for an unknown law."""
    code = find_law(law).regime.code
    cited = normal_section(section)
    for part in _enclosing(cited or ""):
        row = _rows()[code].get(part)
        if row is not None:
            return _exemption(row, cited or "")
    return None


def exemptions(law: str) -> tuple[Exemption, ...]:
    """Every listed provision of a law, in the order of its sections."""
    return tuple(_exemption(row, row.section) for row in _rows()[find_law(law).regime.code].values())


def normal_section(text: str) -> str | None:
    """A citation in its plain form: "Section 40 (2)" and "s.40.2" are "40(2)", "reg. 12(4)(B)" is "12(4)(b)",
    "s 22a" is "22A". None if it is no section number."""
    plain = re.sub(r"\s+", "", _WORD.sub(" ", text.strip()[:80]))
    plain = re.sub(r"\.([0-9]{1,2}[A-Za-z]?|[a-z]{1,2})(?=[.(]|$)", r"(\1)", plain.strip(".,;:"))
    match = _SECTION.fullmatch(plain)
    if match is None:
        return None
    parts = re.findall(r"\((\w+)\)", match[2])
    return match[1].upper() + "".join(f"({_letters(part)})" for part in parts)


def _letters(part: str) -> str:
    """Subsections inserted later bear capitals, "(5A)"; paragraphs are small, "(a)", "(ii)"."""
    return part.upper() if part[0].isdigit() else part.lower()


def _enclosing(section: str) -> Sequence[str]:
    """The section itself, then what it is part of: "31(1)(a)", "31(1)", "31"."""
    parts = [section]
    while parts[-1].endswith(")"):
        parts.append(parts[-1][: parts[-1].rindex("(")])
    return parts


def _exemption(row: _Row, cited: str) -> Exemption:
    denies = any(part in row.confirm_or_deny for part in _enclosing(cited))
    return Exemption(
        row.law, cited, row.section, row.title, row.kind, row.public_interest, row.nearest, denies, row.source
    )


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, dict[str, _Row]]:
    laws: dict[str, dict[str, _Row]] = {law: {} for law in LAWS}
    text = files("askall.law").joinpath("data/exemptions.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        laws[row["law"]][row["section"]] = _Row(
            row["law"],
            row["section"],
            cast(Kind, row["kind"]),
            cast(PublicInterest, row["class"]),
            row["title"],
            row["nearest"],
            tuple(row["confirm_or_deny"].split()),
            row["source"],
        )
    return MappingProxyType(laws)
