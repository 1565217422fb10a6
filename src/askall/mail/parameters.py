"""The values of structured headers: parameters (RFC 2045, RFC 2231), addresses, message ids and dates."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz
from urllib.parse import unquote_to_bytes

from askall.mail.decoding import decode_text, western
from askall.mail.headers import decode_words
from askall.mail.records import Address

PARAMETER = re.compile(
    r""";\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))""",
    re.S,
)
ESCAPED = re.compile(r"\\(.)", re.S)
PLAIN_ADDRESS = re.compile(r"[^\s<>\"(),;:@]+@[^\s<>\"(),;:@]+")
ADDRESS_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>]*>|[,;]|[^",;<(]+|.', re.S)
GROUP = re.compile(r'^[^"<@]*:(?=.*[;@]|\s*$)', re.S)
MESSAGE_ID = re.compile(r"<\s*([^<>\s]+(?:\s[^<>\s]+)*)\s*>")

YEARS = range(1970, 2100)
ISO_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?")
# 03/02/2022 is the third of February in every country these mails come from.
DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\D+(\d{1,2}):(\d\d)(?::(\d\d))?)?")
NAMED_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d]{3,})\.?[\s,-]+(\d{4})(?:\D+(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?)?"
)
OFFSET = re.compile(r"(?:GMT|UTC)?\s*([+-])(\d\d):?(\d\d)\b")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan ion", "feb chw fév", "mar maw mär mrz", "apr ebr avr", "may mai", "jun meh jui", "jul gor",
            "aug aws aoû", "sep med", "oct hyd okt", "nov tac", "dec rha dez déc",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip  # English, Welsh, German, French; "mai" is May in all that have it
ZONES = {"bst": 1, "ist": 1, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "gmt": 0, "utc": 0}


def parse_parameters(value: str, warnings: list[str]) -> tuple[str, dict[str, str]]:
    """`text/plain; charset="x"; name*=utf-8''a%20b` as ("text/plain", {…}). Names are lower case; RFC 2231
    continuations are joined and decoded, RFC 2047 words in values (wrong, but common) too."""
    main, _, _ = value.partition(";")
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in PARAMETER.finditer(value, len(main)):
        name = match[1].lower()
        given = ESCAPED.sub(r"\1", match[2]) if match[2] is not None else match[3].strip()
        if "*" not in name:
            plain.setdefault(name, given)
            continue
        name, _, section = name.partition("*")
        number = section.rstrip("*")
        if len(number) < 6 and (number.isdecimal() or not number):
            pieces.setdefault(name, {})[int(number or 0)] = (given, section.endswith("*") or not section)
    for name, parts in pieces.items():
        plain[name] = _extended(parts, warnings)
    return main.strip().lower(), plain


def _extended(parts: dict[int, tuple[str, bool]], warnings: list[str]) -> str:
    charset, joined = "", b""
    for number in sorted(parts):
        piece, is_encoded = parts[number]
        if number == 0 and is_encoded and piece.count("'") >= 2:
            charset, _, piece = piece.split("'", 2)
        joined += unquote_to_bytes(piece) if is_encoded else piece.encode("utf-8")
    return decode_text(joined, charset, warnings)


def parse_addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of an address header; groups are flattened, names decoded, addresses lower case. A name with a
    bare comma ("Smith, Jo <jo@x>") stays one name."""
    entries: list[list[str]] = [[]]
    is_whole = False  # a comma ends an entry that has its address; before that it belongs to the name
    for piece in ADDRESS_PIECE.findall(value):
        if piece in ",;" and is_whole:
            entries.append([])
            is_whole = False
        else:
            entries[-1].append(piece)
            is_whole = is_whole or "@" in piece or piece.startswith("<")
    found = (_address("".join(entry)) for entry in entries)
    return tuple(one for one in found if one.name or one.email)


def _address(entry: str) -> Address:
    entry = GROUP.sub("", entry).strip(" ,;\t\n")
    before, bracket, after = entry.rpartition("<")
    if bracket:
        email, _, rest = after.partition(">")
        name = before.strip() or rest.strip()
    else:
        found = PLAIN_ADDRESS.search(entry)
        email = found[0] if found else ""
        name = (entry.replace(email, "", 1) if email else entry).strip()
    if "@" not in email and not bracket:
        email = ""
    return Address(_clean_name(name), _clean_email(email))


def _clean_name(name: str) -> str:
    name = name.strip()
    if len(name) > 1 and name[0] == "(" and name[-1] == ")":
        name = name[1:-1]
    name = decode_words(ESCAPED.sub(r"\1", name.replace('"', "")))
    return " ".join(name.split()).strip("'")


def _clean_email(email: str) -> str:
    email = email.strip().strip("'\"").lower()
    if "=?" in email:
        email = decode_words(email).lower()
    if email.startswith("@") and ":" in email:  # a source route of old (RFC 5322 s.4.4)
        email = email.partition(":")[2]
    email = "".join(email.removeprefix("mailto:").split())
    return email if "@" in email else ""


def parse_message_ids(value: str) -> tuple[str, ...]:
    """Message ids without brackets, in order, each once. A fold inside an id is mended; ids without brackets count
    if they look like one."""
    found = MESSAGE_ID.findall(value) or [word.strip("<>,;") for word in value.split() if "@" in word]
    return tuple(dict.fromkeys("".join(one.split()) for one in found))


def parse_date(value: str) -> datetime | None:
    """The moment a date header names, with a time zone (UTC if it names none); None if it is no date.

    RFC 5322 first, then ISO 8601, day/month/year, and month names of the languages in use.
    """
    return _rfc_date(value) or _iso_date(value) or _day_first(value) or _named_month(value)


def _rfc_date(value: str) -> datetime | None:
    try:
        parsed = parsedate_tz(value)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if not parsed or (parsed[0] not in YEARS) or not re.search(r"[A-Za-z]{3}", value):
        return None
    return _moment(*parsed[:6], zone=_zone(value, parsed[9]))


def _zone(value: str, seconds: int | None) -> timezone:
    if not seconds:
        seconds = _zone_of_words(value)
    return timezone(timedelta(seconds=seconds)) if abs(seconds) < 86_400 and seconds else UTC


def _zone_of_words(value: str) -> int:
    offset = OFFSET.search(value)
    if offset:
        seconds = int(offset[2]) * 3600 + int(offset[3]) * 60
        return -seconds if offset[1] == "-" else seconds
    hours = [ZONES[word] for word in re.findall(r"[a-z]{3,4}", value.lower()) if word in ZONES]
    return hours[-1] * 3600 if hours else 0


def _iso_date(value: str) -> datetime | None:
    match = ISO_DATE.search(value)
    if not match:
        return None
    try:
        moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or 'Z'}")
    except ValueError:
        return None
    return moment if moment.year in YEARS else None


def _day_first(value: str) -> datetime | None:
    match = DAY_FIRST.search(value)
    if not match:
        return None
    day, month, year, *time = (int(part or 0) for part in match.groups())
    return _moment(year, month, day, *time, zone=_zone(value[match.end() :], 0))


def _named_month(value: str) -> datetime | None:
    match = NAMED_MONTH.search(value)
    month = MONTHS.get(match[2][:3].lower()) if match else None
    if not match or not month:
        return None
    time = (int(part or 0) for part in match.groups()[3:])
    return _moment(int(match[3]), month, int(match[1]), *time, zone=_zone(value[match.end() :], 0))


def _moment(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, *, zone: timezone
) -> datetime | None:
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
        moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in YEARS else None


def file_name(value: str) -> str:
    """A file name as given, made safe to show: encoded words decoded, folders of the sender's machine left out."""
    name = decode_words(western(value.encode("utf-8", "replace")))
    return name.replace("\\", "/").rpartition("/")[2].strip().strip(".\"' ")[:255] if name else ""
