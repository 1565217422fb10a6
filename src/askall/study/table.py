"""Reading one table of study.toml: each value as what it must be; what is wrong is collected with its line."""

import difflib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from askall.foundation.errors import Fault
from askall.study.toml_lines import Lines


class Faults:
    """Every fault of one file, each with its line."""

    def __init__(self, name: str, lines: Lines) -> None:
        self.name, self.lines = name, lines
        self.found: list[Fault] = []

    def add(self, path: tuple[str | int, ...], why: str) -> None:
        """`path` leads to the key or table that is at fault."""
        self.found.append(Fault(self.name, why, line=self.lines.of(path)))


class Table:
    """One table. Every method gives a value of the right type, whatever stands there, and notes what was wrong."""

    def __init__(self, values: dict[str, Any], path: tuple[str | int, ...], faults: Faults) -> None:
        self.values, self.path, self.faults = values, path, faults

    def fault(self, key: str, why: str) -> None:
        """Something is wrong with this key; "" means with the table itself."""
        self.faults.add((*self.path, key) if key else self.path, why)

    def only(self, known: Iterable[str]) -> None:
        """Every other key is a fault: a misspelt key would be lost without a word."""
        known = tuple(known)
        for key in self.values:
            if key not in known:
                self.fault(key, f"unknown key “{key}”{did_you_mean(key, known)}")

    def text(self, key: str, needed: bool = False, default: str = "") -> str:
        """A text without white space around it."""
        value: str = self._value(key, str, "a text in quotes", default)
        if needed and not value.strip() and not self._wrong(key, str):
            self.fault(key, f"“{key}” is {'empty' if key in self.values else 'missing'}.")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them empty, none twice."""
        value = self._value(key, list, 'a list of texts such as ["yes", "no"]', [])
        bad = [one for one in value if not isinstance(one, str) or not one.strip()]
        if bad:
            self.fault(key, f"“{key}” is a list of texts; {bad[0]!r} is none.")
        texts = [one.strip() for one in value if isinstance(one, str) and one.strip()]
        for twice in sorted({one for one in texts if texts.count(one) > 1}):
            self.fault(key, f"“{twice}” stands in “{key}” twice.")
        return tuple(dict.fromkeys(texts))

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false; false if missing, unless another default is given."""
        value: bool = self._value(key, bool, "true or false, without quotes", default)
        return value

    def whole(self, key: str, default: int, least: int) -> int:
        """A whole number of at least `least`."""
        value: int = self._value(key, int, "a whole number without quotes", default)
        if value < least:
            self.fault(key, f"“{key}” is {value}; it must be at least {least}.")
        return value

    def share(self, key: str, default: float) -> float:
        """A number from 0 to 1."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            self.fault(key, f"“{key}” must be a number from 0 to 1, such as {default:g}, not {_shown(value)}.")
            return default
        return float(value)

    def day(self, key: str) -> date:
        """A date, needed. What is returned for a missing one is of no use: the file is refused."""
        if key not in self.values:
            self.fault(key, f"“{key}” is missing; it is a date such as 2022-02-07.")
        value: date = self._value(key, date, "a date without quotes such as 2022-02-07", date.min)
        return value

    def table(self, key: str) -> "Table":
        """A table below this one; empty if missing."""
        return Table(self._value(key, dict, "a table", {}), (*self.path, key), self.faults)

    def tables(self, key: str) -> Iterator["Table"]:
        """Each [[table]] of an array."""
        values = self._value(key, list, f"an array of tables, each under its own [[{key}]]", [])
        for number, value in enumerate(values):
            if isinstance(value, dict):
                yield Table(value, (*self.path, key, number), self.faults)
            else:
                self.fault(key, f"“{key}” holds {value!r}, which is no table.")

    def _value(self, key: str, kind: type, what: str, default: Any) -> Any:
        if self._wrong(key, kind):
            self.fault(key, f"“{key}” must be {what}, not {_shown(self.values[key])}.")
            return default
        return self.values.get(key, default)

    def _wrong(self, key: str, kind: type) -> bool:
        """Python's bool is an int and its datetime a date; in a study they are not."""
        if key not in self.values:
            return False
        value = self.values[key]
        loose = (isinstance(value, bool) and kind is not bool) or isinstance(value, datetime)
        return loose or not isinstance(value, kind)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or all of them."""
    known = tuple(known)
    near = difflib.get_close_matches(word.casefold(), [one.casefold() for one in known], n=1)
    if near:
        return f"; did you mean “{next(one for one in known if one.casefold() == near[0])}”?"
    return f". Known: {', '.join(known)}."


def _shown(value: object) -> str:
    text = f"“{value}”" if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
