"""Numbers and dates as a spreadsheet shows them, by its format codes (ECMA-376 part 1, 18.8.31), and as stored."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

# 18.8.30. Those that depend on the reader's country (5 to 8, 14, 22, 41 to 44) are left out: dates are then ISO.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
}  # fmt: skip
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<filler>.)|\[(?P<bracket>[^\]]*)\]|(?P<noon>AM/PM|A/P)'
    r"|(?P<date>y+|m+|d+|h+|s+)|(?P<exponent>E[+-]0+)|(?P<digits>[0#?.,/]+)|(?P<percent>%)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
CONDITION = re.compile("[<>=]")
LARGEST = 1e15  # what a float still holds to the unit
MOST_CODE = 255  # characters of a format code in Excel
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Value = object
Token = tuple[str, str]  # its kind and its text
Usual = tuple[str, str, str]  # what stands before the digits, Python's format of them, what stands behind
USUAL = re.compile(r"(#,##)?0(?:\.(0{1,9}))?")


@dataclass(frozen=True, slots=True)
class Section:
    """One of a code's sections, for positive, negative or zero numbers."""

    tokens: tuple[Token, ...]
    is_date: bool

    def usual(self) -> "Usual | None":
        """What is around the digits, where they are those of nearly all formats; None otherwise."""
        places = [at for at, (kind, _) in enumerate(self.tokens) if kind == "digits"]
        if len(places) != 1 or any(kind in ("percent", "exponent") for kind, _ in self.tokens):
            return None
        pattern = USUAL.fullmatch(self.tokens[places[0]][1])
        if pattern is None:
            return None
        before, after = self.tokens[: places[0]], self.tokens[places[0] + 1 :]
        form = f"{',' if pattern[1] else ''}.{len(pattern[2] or '')}f"
        return "".join(_literal(*one) for one in before), form, "".join(_literal(*one) for one in after)


def show(value: Value, code: str = "") -> tuple[str, str]:
    """How a cell shows its value, and how it is stored where that is not the same value; "" where it is."""
    if value.__class__ is str:
        return str(value).strip(), ""
    if not code or isinstance(value, (str, bool)) or len(code) > MOST_CODE:
        return plain_value(value), ""
    sections = sections_of(code)
    if not sections:
        return plain_value(value), ""
    if isinstance(value, (int, float)):
        if abs(value) < LARGEST and not sections[0].is_date:
            return _signed(value, code, sections)
    elif isinstance(value, (date, time, timedelta)) and sections[0].is_date:
        return _shown_date(value, code)
    return plain_value(value), ""


def plain_value(value: Value) -> str:
    """A value without a format: 56 and not 56.0, ISO dates, at most 15 digits (0.1 + 0.2 is 0.3)."""
    if isinstance(value, float):  # as nearly all numbers come
        return str(int(value)) if -LARGEST < value < LARGEST and value.is_integer() else f"{value:.15g}"
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


@lru_cache(1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code; none where it shows values as they are, or by conditions of its own."""
    found: list[list[Token]] = [[]]
    for match in TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "other" and text == ";":
            found.append([])
        elif kind == "bracket":
            if CONDITION.search(text) and not text.startswith("$"):
                return ()
            found[-1].append(("elapsed", text) if ELAPSED.fullmatch(text) else ("bracket", text))
        else:
            found[-1].append((kind, text))
    if re.search("general|@", code.partition(";")[0], re.IGNORECASE):
        return ()
    return tuple(Section(tuple(one), any(kind in ("date", "elapsed") for kind, _ in one)) for one in found)


def _literal(kind: str, text: str) -> str:
    if kind in ("quoted", "escaped", "other"):
        return text
    if kind == "bracket" and text.startswith("$"):
        return text[1:].partition("-")[0]
    return ""


@lru_cache(1024)
def _usuals(code: str) -> tuple[Usual | None, ...]:
    return tuple(section.usual() for section in sections_of(code))


def _signed(value: float, code: str, sections: tuple[Section, ...]) -> tuple[str, str]:
    """By the section for its sign; a single one shows the minus itself."""
    at, sign = 0, ""
    if value < 0:
        at, sign = (1, "") if len(sections) > 1 else (0, "-")
    elif value == 0 and len(sections) > 2:
        at = 2
    usual = _usuals(code)[at]
    if usual is not None:
        digits = f"{abs(value):{usual[1]}}"
        if float(digits.replace(",", "")) == abs(value):  # no rounding, in which floats and spreadsheets differ
            return f"{sign}{usual[0]}{digits}{usual[2]}".strip(), ""
    body, exact = _number(Decimal(repr(abs(value))), sections[at].tokens)
    if body is None:
        return plain_value(value), ""
    if not re.search("[1-9]", body):
        sign = ""
    return f"{sign}{body}".strip(), "" if exact else plain_value(value)


def _number(value: Decimal, tokens: tuple[Token, ...]) -> tuple[str | None, bool]:
    """The shown number and whether it is the whole value; None where digits stand apart in a way not known here."""
    places = [at for at, (kind, _) in enumerate(tokens) if kind == "digits"]
    before = "".join(_literal(*token) for token in tokens[: places[0]]) if places else ""
    percents = sum(kind == "percent" for kind, _ in tokens)
    if not places:
        return "".join("%" if kind == "percent" else _literal(kind, text) for kind, text in tokens), False
    inner = tokens[places[0] : places[-1] + 1]
    pattern = "".join(" " if kind == "other" and text == " " else text for kind, text in inner)
    if any(kind != "digits" and (kind, text) != ("other", " ") for kind, text in inner) or pattern.count(".") > 1:
        return None, True
    after = "".join("%" if kind == "percent" else _literal(kind, text) for kind, text in tokens[places[-1] + 1 :])
    exponent = next((text for kind, text in tokens if kind == "exponent"), "")
    scaled = value * 100**percents
    if "/" in pattern:
        digits, exact = _fraction(scaled, pattern)
    elif exponent:
        decimals = len(pattern.partition(".")[2])
        mantissa, _, power = f"{scaled:.{decimals}E}".partition("E")
        digits = f"{mantissa}E{'-' if power[0] == '-' else exponent[1].strip('-')}{power[1:].zfill(len(exponent) - 2)}"
        exact = Decimal(digits) == scaled
    elif " " in pattern:
        return None, True
    else:
        digits, exact = _digits(scaled, pattern)
    return f"{before}{digits}{after}", exact


def _digits(value: Decimal, pattern: str) -> tuple[str, bool]:
    whole, _, decimals = pattern.partition(".")
    thousands = len(whole) - len(whole.rstrip(",")) if "." in pattern else len(pattern) - len(pattern.rstrip(","))
    thousands = thousands or len(decimals) - len(decimals.rstrip(","))
    decimals = decimals.rstrip(",")[:20]
    scaled = value / 1000**thousands
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    shown = f"{rounded:,f}" if "," in whole.rstrip(",") else f"{rounded:f}"
    front, _, back = shown.partition(".")
    while back and back[-1] == "0" and decimals[len(back) - 1] in "#?":
        back = back[:-1]
    least = whole.count("0")
    front = "" if front == "0" and not least else front.zfill(least) if "," not in front else front
    point = "." if "." in pattern and (back or decimals.count("0")) else ""
    return f"{front}{point}{back}", rounded * 1000**thousands == value


def _fraction(value: Decimal, pattern: str) -> tuple[str, bool]:
    below = pattern.rpartition("/")[2].strip()
    most = int(below) if below.isdigit() and below.strip("0") else 10 ** max(1, min(len(below), 4)) - 1
    nearest = Fraction(value).limit_denominator(most)
    whole, rest = divmod(nearest.numerator, nearest.denominator)
    shown = f"{whole} {rest}/{nearest.denominator}" if whole and rest else str(whole)
    return shown if whole or not rest else f"{rest}/{nearest.denominator}", nearest == Fraction(value)


@lru_cache(4096)
def _shown_date(value: date | time | timedelta, code: str) -> tuple[str, str]:
    """As `show`; a sheet has the same days over and over."""
    shown, stored = _date(value, sections_of(code)[0].tokens), plain_value(value)
    return shown, "" if shown == stored else stored


def _date(value: date | time | timedelta, tokens: tuple[Token, ...]) -> str:
    day = value if isinstance(value, date) else None
    seconds = _seconds(value)
    half = any(kind == "noon" for kind, _ in tokens)
    units = [(at, text[0].lower()) for at, (kind, text) in enumerate(tokens) if kind in ("date", "elapsed")]
    pieces = []
    for at, (kind, text) in enumerate(tokens):
        if kind == "date":
            order = [unit for unit, _ in units].index(at)
            is_minute = text[0] in "mM" and (
                day is None
                or (order and units[order - 1][1] == "h")
                or (order + 1 < len(units) and units[order + 1][1] == "s")
            )
            pieces.append(_unit("M" if is_minute else "", text, day, seconds, half))
        elif kind == "elapsed":
            pieces.append(str(int(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()])).zfill(len(text)))
        elif kind == "noon":
            pieces.append("AM" if seconds % 86400 < 43200 else "PM")
        elif kind == "digits":
            pieces.append(f"{seconds % 1:.{len(text) - 1}f}"[1:] if text.startswith(".0") else text)
        else:
            pieces.append(_literal(kind, text))
    return "".join(pieces).strip()


def _seconds(value: date | time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (datetime, time)):
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
    return 0.0


def _unit(minute: str, text: str, day: date | None, seconds: float, half: bool) -> str:
    """One run of letters such as "mm" or "dddd"."""
    letter, size = minute or text[0].lower(), len(text)
    hour = int(seconds // 3600) % 24
    clock = {"h": (hour % 12 or 12) if half else hour, "M": int(seconds // 60) % 60, "s": int(seconds) % 60}
    if letter in clock:
        return str(clock[letter]).zfill(min(size, 2))
    if day is None:
        return ""
    if letter == "y":
        return str(day.year) if size > 2 else f"{day.year % 100:02}"
    name = MONTHS[day.month - 1] if letter == "m" else DAYS[day.weekday()]
    if size > 2:
        return name if size == 4 else name[:3] if size == 3 else name[:1]
    return str(day.month if letter == "m" else day.day).zfill(size)
