"""The words letters are made of: fragments in data/*.toml, chosen by a seeded draw and filled in."""

import tomllib
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from askall.foundation.errors import BadInput


@cache
def fragments(name: str) -> dict[str, Any]:
    """The fragments of data/<name>.toml."""
    return tomllib.loads((files("askall.simulation") / "data" / f"{name}.toml").read_text("utf-8"))


def choose(rng: Random, table: dict[str, Any], key: str, law: str = "FOIA") -> str:
    """One fragment under `key`: for FOISA the Scottish wording where there is one. A table by law is gone into."""
    found = table.get(f"{key}_{law}") or table.get(key)
    if isinstance(found, dict):
        found = found.get(law) or found["FOIA"]
    if not found:
        raise BadInput(f"The simulation has no words for “{key}” under {law}.")
    return str(rng.choice(found))


def fill(text: str, fields: dict[str, str]) -> str:
    """The fragment with its fields filled in. An unknown field is an error of the data file."""
    try:
        return text.format_map(fields)
    except KeyError as missing:
        raise BadInput(f"The fragment “{text[:60]}” wants the unknown field {missing}.") from None
