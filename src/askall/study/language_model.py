"""The table [language_model] of study.toml: which model reads what the reader abstained from; off where it is not."""

import math
import re
from urllib.parse import SplitResult, urlsplit

from askall.foundation.hosts import is_loopback
from askall.study.keys import KEYS
from askall.study.records import LanguageModel
from askall.study.table import Table

LEAST_PIECE, MOST_PIECE = 500, 200_000
MOST_SECONDS = 3600
LONGEST_NAME = 200
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,79}")


def read_language_model(root: Table) -> LanguageModel | None:
    """What the table says; None where there is none, and then nothing is ever sent anywhere."""
    if "language_model" not in root.values:
        return None
    table, usual = root.table("language_model"), LanguageModel("", "")
    table.only(KEYS["language_model"])
    return LanguageModel(
        endpoint=_endpoint(table),
        model=_name(table),
        key_variable=_key_variable(table, usual.key_variable),
        price_input=_price(table, "price_input"),
        price_output=_price(table, "price_output"),
        piece=_within(table, "piece", usual.piece, LEAST_PIECE, MOST_PIECE),
        timeout=_within(table, "timeout", usual.timeout, 1, MOST_SECONDS),
        hide_names=table.flag("hide_names", default=usual.hide_names),
    )


def _endpoint(table: Table) -> str:
    """The base address. Words of letters go to it, so they are encrypted on their way unless they stay here."""
    given = table.text("endpoint", needed=True).rstrip("/")
    if not given:
        return ""
    parts = _split(given)
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        table.fault("endpoint", f"“{given[:80]}” is no address such as “http://127.0.0.1:8080/v1”.")
    elif parts.username or parts.password or parts.query or parts.fragment:
        # What stands there may be a key: it is not repeated.
        table.fault("endpoint", "the endpoint holds a name, a key or a question mark; give only its address.")
    elif parts.scheme == "http" and not is_loopback(parts.hostname):
        table.fault("endpoint", f"“{given[:80]}” is another computer, and http is not encrypted: use https.")
    else:
        return given
    return ""


def _name(table: Table) -> str:
    name = table.text("model", needed=True)
    if len(name) > LONGEST_NAME or not name.isprintable():
        table.fault("model", f"“model” is a name of at most {LONGEST_NAME} signs that can be printed.")
        return ""
    return name


def _split(given: str) -> SplitResult | None:
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError:
        return None
    plain = given.isascii() and given.isprintable() and " " not in given and len(given) <= LONGEST_NAME
    return parts if plain else None


def _key_variable(table: Table, usual: str) -> str:
    given = table.text("key_variable", default=usual)
    if not _VARIABLE.fullmatch(given):
        # It may be the key itself, put in the wrong place: it is not repeated.
        table.fault(
            "key_variable",
            f"“key_variable” is the name of an environment variable, such as “{usual}”; the key itself never stands "
            "in study.toml.",
        )
        return usual
    return given


def _price(table: Table, key: str) -> float | None:
    value = table.values.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        table.fault(key, f"“{key}” is the price of a million tokens, a number such as 0.15.")
        return None
    return float(value)


def _within(table: Table, key: str, usual: int, least: int, most: int) -> int:
    value = table.whole(key, usual, least)
    if value > most:
        table.fault(key, f"“{key}” is {value}; it must be at most {most}.")
    return value
