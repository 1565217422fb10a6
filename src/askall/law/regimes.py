"""The four access regimes: who must answer, by when, who reviews, who hears complaints. Facts: data/regimes.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from askall.foundation.errors import BadInput

LAWS = ("FOIA", "FOISA", "EIR", "EISR")
Unit = Literal["working days", "days", "months"]
Variant = Literal["", "school", "keeper"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A period of `days` (of `unit`), and the provision it comes from. Where `statutory` is false it is guidance or
    practice. `needs_timely_notice`: an extension counts only if the applicant was told within the ordinary period."""

    days: int
    source: str
    unit: Unit = "working days"
    statutory: bool = True
    needs_timely_notice: bool = False


@dataclass(frozen=True, slots=True)
class Emergency:
    """Other `days` for what was received from `first` to `last`, both included."""

    first: date
    last: date
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class Regulator:
    """Who hears complaints. Data, because the Information Commissioner is to become the Information Commission."""

    name: str
    short: str
    url: str
    email: str


@dataclass(frozen=True, slots=True)
class Cited:
    """How a letter names what it relies on: the time limit, the review of an answer, the complaint to the regulator,
    the question back, and the duty to advise and assist."""

    time_limit: str
    review: str
    complaint: str
    clarification: str
    assistance: str


@dataclass(frozen=True, slots=True)
class Regime:
    """One access law. `calendar` names its working days (calendars.py), `other` the law of the other jurisdiction,
    `environmental` the one for environmental information. `review_first`: the regulator hears no complaint before a
    review was asked for, not even about silence. `no_complaint_about`: bodies of which it hears none, by a part of
    their name. A limit that the law does not know is None."""

    code: str
    name: str
    short: str
    covers: str
    in_force: date
    calendar: str
    other: str
    environmental: str
    clarification: str
    pause: str
    regulator: Regulator
    cited: Cited
    answer: Limit
    review: Limit
    ask_review: Limit
    complain: Limit
    pay: Limit
    extended: Limit | None = None
    review_exceptional: Limit | None = None
    appeal: Limit | None = None
    aggregation: Limit | None = None
    school: Limit | None = None
    keeper: Limit | None = None
    keeper_review: Limit | None = None
    emergency: Emergency | None = None
    review_first: bool = False
    no_complaint_about: Sequence[str] = ()


class NamedLaw(NamedTuple):
    """What a law's name stands for: "FOIA (school)" is FOIA with the variant "school"."""

    regime: Regime
    variant: Variant


def find_law(name: str) -> NamedLaw:
    """The regime called `name`: its code, its title or a usual alias ("EIR 2004", "EI(S)R", "FOIA (school)"), in any
    case and punctuation. Raises BadInput for any other name."""
    laws = _names()
    found = laws.get(name) or laws.get(_plain(name))
    if found is None:
        raise BadInput(f"“{name[:80]}” is not an access law askall knows; use {', '.join(LAWS[:-1])} or {LAWS[-1]}.")
    return found


def regime(name: str) -> Regime:
    """The regime called `name`, as `find_law`."""
    return find_law(name).regime


def regimes() -> Mapping[str, Regime]:
    """Every regime by its code, in the order of LAWS."""
    return _regimes()


@lru_cache(maxsize=1)
def _regimes() -> Mapping[str, Regime]:
    tables = _tables()
    return MappingProxyType({code: _regime(code, tables[code]) for code in LAWS})


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return tomllib.loads(files("askall.law").joinpath("data/regimes.toml").read_text("utf-8"))


def _regime(code: str, table: Mapping[str, Any]) -> Regime:
    kinds: dict[str, type] = {"regulator": Regulator, "emergency": Emergency, "cited": Cited}
    fields = {
        key: kinds.get(key, Limit)(**value) if isinstance(value, dict) else value
        for key, value in table.items()
        if key not in ("aliases", "variants")
    }
    return Regime(code=code, **fields)


@lru_cache(maxsize=1)
def _names() -> dict[str, NamedLaw]:
    names: dict[str, NamedLaw] = {}
    for code, one in _regimes().items():
        table = _tables()[code]
        plain = NamedLaw(one, "")
        names[code] = plain
        names.update({_plain(name): plain for name in (code, one.name, one.short, *table["aliases"])})
        names.update({_plain(name): NamedLaw(one, variant) for name, variant in table.get("variants", {}).items()})
    return names


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.casefold())
