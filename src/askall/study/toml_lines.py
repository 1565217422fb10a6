"""On which line of a TOML file does a value stand? `tomllib` tells only for broken syntax, not for wrong content.

The text is known to be valid TOML (v1.0.0, toml.io) when it comes here, so this reads no more than it needs: headers,
keys, and where a value that spans lines ends.
"""

import re
from collections import Counter
from collections.abc import Sequence

Path = tuple[str | int, ...]

_PART = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*(?P<array>\[)?\[\s*(?P<key>{_KEY})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*(?P<key>{_KEY})\s*=")


class Lines:
    """Where each table and key of a TOML text stands, counted from 1."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._arrays: Counter[Path] = Counter()
        self._read(text)

    def of(self, path: Sequence[str | int]) -> int:
        """The line of a key or table such as ("question", 1, "choices"); of what it stands in, if it has no line of
        its own (a key inside {…}, or one that is missing)."""
        whole = tuple(path)
        while whole and whole not in self._lines:
            whole = whole[:-1]
        return self._lines.get(whole, 1)

    def _read(self, text: str) -> None:
        table: Path = ()
        closing, depth = "", 0
        for number, line in enumerate(text.split("\n"), start=1):
            if closing or depth:
                closing, depth = _scan(line, closing, depth)
            elif header := _TABLE.match(line):
                table = self._table(_parts(header["key"]), is_array=bool(header["array"]))
                for length in range(1, len(table) + 1):
                    self._lines.setdefault(table[:length], number)
            elif assignment := _ASSIGNMENT.match(line):
                parts = _parts(assignment["key"])
                for length in range(1, len(parts) + 1):
                    self._lines.setdefault((*table, *parts[:length]), number)
                closing, depth = _scan(line[assignment.end() :], "", 0)

    def _table(self, parts: list[str], is_array: bool) -> Path:
        """The path of a header, with the index of each [[array]] it goes through."""
        path: Path = ()
        for place, part in enumerate(parts):
            path = (*path, part)
            if is_array and place == len(parts) - 1:
                self._arrays[path] += 1
            if self._arrays[path]:
                path = (*path, self._arrays[path] - 1)
        return path


def _parts(key: str) -> list[str]:
    return [part[1:-1] if part[0] in "\"'" else part for part in re.findall(_PART, key)]


def _scan(line: str, closing: str, depth: int) -> tuple[str, int]:
    """What is still open at the end of the line: the quotes of a string of several lines, and brackets."""
    place = 0
    while place < len(line):
        if closing:
            place, closing = _end_of_string(line, place, closing)
            continue
        char = line[place]
        if char == "#":
            break
        if char in "\"'":
            closing = char * 3 if line.startswith(char * 3, place) else char
            place += len(closing)
            continue
        depth += (char in "[{") - (char in "]}")
        place += 1
    return (closing if len(closing) == 3 else ""), depth


def _end_of_string(line: str, place: int, closing: str) -> tuple[int, str]:
    """Where scanning goes on, and what is still open there. A string of three quotes may end in up to five."""
    while place < len(line):
        if closing[0] == '"' and line[place] == "\\":
            place += 2
        elif line.startswith(closing, place):
            place += len(closing)
            while len(closing) == 3 and line.startswith(closing[0], place):
                place += 1
            return place, ""
        else:
            place += 1
    return place, closing
