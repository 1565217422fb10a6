"""The values of a register's cells: text as people type it in, values of a Body out; ValueError says what is wrong."""

import re
import unicodedata
from datetime import date
from hashlib import sha256

from askall.bodies.domains import host_of, registered_domain

LAWS = ("FOIA", "FOISA")
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland", "United Kingdom")
DEFAULT_TYPE = "public body"
LONGEST = {"name": 200, "type": 80, "nation": 80, "region": 80}  # what the tables of the workspace hold

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@([^\s@<>,;:\"()\[\]\\]+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")  # day first, as a British spreadsheet saves it
_LAW_WORDS = {
    "foia": "FOIA",
    "foi": "FOIA",
    "foia2000": "FOIA",
    "freedomofinformationact": "FOIA",
    "freedomofinformationact2000": "FOIA",
    "foisa": "FOISA",
    "fois": "FOISA",
    "foisa2002": "FOISA",
    "freedomofinformationscotlandact": "FOISA",
    "freedomofinformationscotlandact2002": "FOISA",
}
_NATION_WORDS = {
    **{re.sub(r"\W", "", nation.casefold()): nation for nation in NATIONS},
    "ni": "Northern Ireland",
    "uk": "United Kingdom",
    "ukwide": "United Kingdom",
    "cymru": "Wales",
    "alba": "Scotland",
}


def text(cell: str) -> str:
    """The cell with every run of white space, line breaks included, as one space."""
    return " ".join(cell.split())


def texts(cell: str) -> tuple[str, ...]:
    """A list: separated by ";" or "|", without blanks and repeats, in the given order."""
    return tuple(dict.fromkeys(text(part) for part in re.split(r"[;|]", cell) if part.strip()))


def identifier(cell: str) -> str:
    """An id fit for file names and web addresses."""
    if not _ID.fullmatch(cell.strip()):
        raise ValueError(
            f"“{cell[:80]}” cannot be an id: use up to 64 letters A-Z, digits, “-”, “_”, “.”, no sign first."
        )
    return cell.strip()


def slug(name: str) -> str:
    """A stable id made from a name: "Bro Tawe Council" → "bro-tawe-council". Names that need it get part of a hash."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii").lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if words and len(words) <= 56:
        return words
    return f"{words[:47].strip('-') or 'body'}-{sha256(name.encode()).hexdigest()[:8]}"


def day(cell: str) -> date | None:
    """A date: ISO (2023-04-01) or British (01/04/2023, day first); None if the cell is empty."""
    bare = cell.strip()
    if not bare:
        return None
    if iso := _ISO.fullmatch(bare):
        parts = (int(iso[1]), int(iso[2]), int(iso[3]))
    elif british := _BRITISH.fullmatch(bare):
        parts = (int(british[3]), int(british[2]), int(british[1]))
    else:
        raise ValueError(f"“{bare[:80]}” is not a date; write it as 2023-04-01.")
    try:
        return date(*parts)
    except ValueError:
        raise ValueError(f"“{bare}” is not a day of the calendar.") from None


def law(cell: str) -> str:
    """FOIA or FOISA, from the short or the full title of the Act; "" if the cell is empty."""
    return _one_of(cell, _LAW_WORDS, "law", LAWS)


def nation(cell: str) -> str:
    """A nation of the UK, or "United Kingdom" for a body of all of them; "" if the cell is empty."""
    return _one_of(cell, _NATION_WORDS, "nation", NATIONS)


def emails(cell: str) -> tuple[str, ...]:
    """Mail addresses, also separated by "," or white space."""
    found = tuple(dict.fromkeys(part for part in re.split(r"[;|,\s]+", cell) if part))
    for one in found:
        matched = _EMAIL.fullmatch(one)
        if not matched or not host_of(matched[1]):
            raise ValueError(f"“{one[:80]}” is not a mail address.")
    return found


def domains(cell: str) -> tuple[str, ...]:
    """Mail domains in lower case, without "www." and "@"."""
    found = []
    for part in re.split(r"[;|,\s]+", cell):
        if not part:
            continue
        host = host_of(part).removeprefix("www.")
        if not host:
            raise ValueError(f"“{part[:80]}” is not a domain such as hackney.gov.uk.")
        if not registered_domain(host):
            raise ValueError(f"“{part[:80]}” is shared by many owners and identifies no body.")
        found.append(host)
    return tuple(dict.fromkeys(found))


def whole_number(cell: str) -> int | None:
    """A count, thousands separated by "," or not; None if the cell is empty."""
    bare = cell.strip().replace(",", "")
    if not bare:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", bare):
        raise ValueError(f"“{cell[:80]}” is not a whole number.")
    return int(bare)


def degrees(cell: str, limit: float) -> float | None:
    """Degrees between -limit and limit; None if the cell is empty."""
    bare = cell.strip()
    if not bare:
        return None
    if not re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?", bare) or abs(float(bare)) > limit:
        raise ValueError(f"“{cell[:80]}” is not a number of degrees between -{limit:g} and {limit:g}.")
    return float(bare)


def short_enough(column: str, value: str) -> str:
    """The value, if the tables can hold it."""
    if len(value) > LONGEST[column]:
        raise ValueError(f"the {column} has {len(value)} characters; at most {LONGEST[column]} are allowed.")
    return value


def _one_of(cell: str, words: dict[str, str], what: str, known: tuple[str, ...]) -> str:
    bare = re.sub(r"\W", "", cell.casefold())
    if not bare:
        return ""
    if bare not in words:
        raise ValueError(f"“{cell.strip()[:80]}” is not a known {what}; known are {', '.join(known)}.")
    return words[bare]
