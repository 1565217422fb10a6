"""Bank holidays that a workspace names itself: one may be proclaimed days before it comes; no update is that fast."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from askall.foundation.errors import BadInput
from askall.law.calendars import END, FIRST, NATIONS, Proclaimed


def proclaimed(tables: Iterable[Mapping[str, Any]], where: str) -> tuple[Proclaimed, ...]:
    """The holidays that a workspace's settings name, each a table with `date`, `name` and, unless it is one in all of
    the United Kingdom, `nations`. Raises BadInput naming `where` they stand and which of them is wrong."""
    return tuple(_proclaimed(table, f"{where}, [[holiday]] {number}") for number, table in enumerate(tables, 1))


def _proclaimed(table: Mapping[str, Any], here: str) -> Proclaimed:
    if unknown := sorted(set(table) - {"date", "name", "nations"}):
        raise BadInput(f"{here}: “{unknown[0]}” is not a key; the keys are date, name and nations.")
    day, name, nations = table.get("date"), table.get("name"), table.get("nations", list(NATIONS.values()))
    if not isinstance(day, date) or isinstance(day, datetime) or not FIRST <= day <= END:
        raise BadInput(f"{here}: “date” is a day without quotes, such as 2022-09-19, of the years 2000 to 2101.")
    if not isinstance(name, str) or not name.strip():
        raise BadInput(f"{here}: “name” is missing: what the day is called.")
    if not isinstance(nations, list) or not nations or not all(one in NATIONS.values() for one in nations):
        raise BadInput(f"{here}: “nations” is a list of any of {', '.join(NATIONS.values())}.")
    return Proclaimed(day, tuple(nations), name.strip())
