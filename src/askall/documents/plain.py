"""Plain text and comma-separated files. The encoding is read from the bytes, never guessed from frequencies."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence

from askall.documents.draft import Draft, clean, flow_row
from askall.documents.media_type import utf16_without_mark
from askall.foundation.delimited import delimited_rows

# UTF-32's mark begins with UTF-16's and is asked first.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DELIMITERS = ",;\t|"
STROKE = re.compile(r"(?<!\\)\|")
RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")
SAMPLE_ROWS = 50
# The pound sign of DOS before a sum; in Windows-1252 it is œ, which stands before no digit.
DOS_POUND, WINDOWS_POUND = re.compile(rb"\x9c ?\d"), re.compile(rb"\xa3 ?\d")
SEPARATOR = re.compile(r"sep=([^\r\n])\r?\n", re.IGNORECASE)  # a first line that Excel writes and hides


def decode(content: bytes) -> str:
    """By byte order mark, else UTF-8, else Windows-1252 (whose five unused bytes become control characters); or that
    of DOS, where sums in pounds are written in it."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if encoding := utf16_without_mark(content):
        return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(content) and error.start > len(content) - 4 and error.reason == "unexpected end of data":
            return content[: error.start].decode("utf-8")  # cut in the middle of a character
        if DOS_POUND.search(content) and not WINDOWS_POUND.search(content):
            return content.decode("cp850")
        return content.decode("cp1252", "askall_latin1")


def _latin1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("askall_latin1", _latin1)


def read_text(content: bytes, draft: Draft) -> None:
    """The whole file as one part; tables drawn with upright strokes, as Markdown has them, are tables."""
    text = decode(content)
    draft.add("document", text, list(_piped(text.splitlines())) if "|" in text else [])


def _piped(lines: Sequence[str]) -> Iterator[list[list[str]]]:
    """The rows of each table: a line of titles, one of strokes below it, and the lines that follow."""
    at = 0
    while at + 1 < len(lines):
        if "|" not in lines[at] or not RULE.fullmatch(lines[at + 1]):
            at += 1
            continue
        rows = [_strokes(lines[at])]
        at += 2
        while at < len(lines) and "|" in lines[at]:
            rows.append(_strokes(lines[at]))
            at += 1
        yield rows


def _strokes(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in STROKE.split(line.strip().removeprefix("|").removesuffix("|"))]


def read_csv(content: bytes, draft: Draft) -> None:
    """Rows of a comma-, semicolon-, tab- or bar-separated file; cells are apart by tabs in the text."""
    text = clean(decode(content))
    said = SEPARATOR.match(text)
    text, delimiter = (text[said.end() :], said[1]) if said else (text, _delimiter(text))
    rows: list[list[str]] = []
    try:
        for row in _rows(text, delimiter):
            if len(rows) == draft.limits.rows:
                draft.warn(f"There are more than {draft.limits.rows:,} rows; the rest is left out.")
                break
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        draft.warn(f"The rows could not be told apart to the end ({error}); the text is given as it stands.")
        draft.add("document", text, [rows])
        return
    filled = [row for row in rows if any(row)]
    draft.add("document", "\n".join(map(flow_row, rows)).strip("\n"), [filled] if filled else [])


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return delimited_rows(text, delimiter, longest_cell=1_000_000, skip_spaces=True)


def _delimiter(text: str) -> str:
    """The delimiter that gives the most rows of one same width above one."""

    def score(delimiter: str) -> tuple[int, int]:
        widths: list[int] = []
        try:
            for row in _rows(text[:100_000], delimiter):
                widths.append(len(row))
                if len(widths) == SAMPLE_ROWS:
                    break
        except csv.Error:
            pass
        wide = [width for width in widths if width > 1]
        usual = max(set(wide), key=wide.count, default=0)
        return wide.count(usual), usual

    return max(DELIMITERS, key=score)
