"""People's names, known by the form of a letter: greeting, closing, signature, mail header, title, "my name is"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from askall.coding.redaction_contacts import addresses
from askall.coding.redaction_marks import MASK
from askall.coding.redaction_words import JOB, NOT_NAMES, ORGANISATION, PARTICLES

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(?:{_LETTER}\.)+-?(?:{_LETTER}\.)*|{_LETTER}+(?:['’\-]{_LETTER}+)*")
_GAP = re.compile(r"[ \t\u00a0]{1,3}")
_TITLES = r"(?:Mr (?:and|&) Mrs|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|MR|MRS|MISS)"
_TITLE = re.compile(rf"\b{_TITLES}\b\.?(?:[ \t\u00a0]{{1,3}}|\r?\n)")
_MOST_WORDS = 4
_LONGEST_NAME = 80

_GREETING = re.compile(
    r"^[ \t>*]*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day)|annwyl|helo)[ \t,]+",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_GREETING = re.compile(r"(?:Dear|Annwyl)[ \t,]+")  # a page whose lines were lost
_CLOSING = re.compile(
    r"^[ \t>*]*(?:yours (?:sincerely|faithfully|truly)|(?:yours )?sincerely|yours|"
    r"(?:with )?(?:(?:kind|kindest|best|warm|warmest|many) )?regards|(?:with )?(?:all )?best wishes|all the best|"
    r"(?:many )?thanks(?: again| and regards| in advance)?|thank you|cheers|"
    r"cofion(?: gorau| cynnes)?|yn gywir|yr eiddoch yn gywir|--)"
    r"[ \t]*[,.!]?(?P<gap>[ \t]*(?:\r?\n[ \t>*]*){0,6})",
    re.IGNORECASE | re.MULTILINE,
)
_INLINE_CLOSING = re.compile(
    r"\b(?:[Yy]ours (?:sincerely|faithfully)|[Kk]ind(?:est)? regards|[Bb]est wishes)[ \t]*,?[ \t]+"
)
_MAIL_HEADER = re.compile(
    r"^[ \t>*]*(?:from|to|cc|bcc|sent by|reply[ -]to|on behalf of|oddi wrth|at)[*]?[ \t]*:[*]?[ \t]*"
    r"(?P<rest>[^\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(
    r"(?:^|(?<=[\t|;.]))[ \t>*]{0,8}(?:contact(?: name| officer| person)?|case officer|officer|foi officer|"
    r"your name|name|attn|attention|for the attention of|fao|prepared by|completed by|written by|"
    r"signed(?: by)?|approved by|"
    r"reviewed by|author|please ask for|ask for|handled by|dealt with by|request(?:e|o)r|applicant|"
    r"(?:responding|responsible|reviewing) officer)[ \t]*[:\t][ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = re.compile(
    r"\b(?:[Mm]y name is|[Ss]igned by|[Cc]ontact|[Oo]n behalf of|[Ss]po(?:ke|ken) (?:to|with)|[Ss]peak to|"
    r"[Cc]olleague,?|I,|[Pp]repared by|[Aa]pproved by|[Rr]eviewed by)[ \t]+"
)
_WROTE = re.compile(r"(?:wrote|writes|ysgrifennodd)[ \t]*:")
_OPENING = re.compile(r"[\s\"'”]*[<(\[]\s*(?:mailto:)?$")
_JOB_LINE = re.compile(  # the next line, or after a comma or dash: up to five words with a capital, then a job
    r"[ \t*]*(?:\r?\n(?:[ \t>*]*\r?\n)?[ \t>*]*|[,|–—][ \t]*|[ \t]-[ \t])"
    r"(?:[A-Z&(/][\w'’()/&\-]*[ \t]+(?:of |and |for |the |to )?){0,5}"
    rf"(?:{'|'.join(sorted(word.capitalize() for word in JOB))})\b"
)
_AFTER_NAME = re.compile(rf"[ \t]*(?:\r?$|[,;|(<\[/–—:{MASK}]|\.(?!\w)|-[ \t]|&|and\b)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Name:
    """`text[start:end]`, of `words` words beside a title."""

    start: int
    end: int
    words: int


def names(text: str, keep: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Places of names, and every other place where the same full name stands."""
    found: dict[tuple[int, int], None] = {}
    for rule in _RULES:
        found.update(dict.fromkeys((name.start, name.end) for name in rule(text, keep)))
    yield from found
    full = {_key(text[start:end]) for start, end in found} | set(_names_of_addresses(text))
    yield from _repeated(text, {key for key in full if _is_full(key, keep)})


def _name_at(text: str, at: int, keep: frozenset[str]) -> _Name | None:
    """The name beginning at this place: up to four words with a capital, initials and particles among them.

    None before words that make it an organisation's name, or if all its words are to be kept.
    """
    title = _TITLE.match(text, at)
    position = title.end() if title else at
    words: list[str] = []
    end = position
    while len(words) < _MOST_WORDS and (word := _WORD.match(text, position)):
        plain = word[0].casefold().rstrip(".")
        small = plain in PARTICLES and bool(words or title)
        if plain in NOT_NAMES or not (word[0][0].isupper() or small):
            break
        if not small:
            end = word.end()
        words.append(plain)
        gap = _GAP.match(text, word.end())
        if not gap:
            break
        position = gap.end()
    while words and words[-1] in PARTICLES:
        words.pop()
    if not words or all(word in keep for word in words) or _is_organisation(text, end):
        return None
    return _Name(at, end, len(words))


def _is_organisation(text: str, end: int) -> bool:
    gap = _GAP.match(text, end)
    after = _WORD.match(text, gap.end()) if gap else None
    return bool(after) and after[0].casefold() in ORGANISATION  # type: ignore[index]


def _job_follows(text: str, name: _Name) -> bool:
    """A job title on the same line: "Jane Smith Information Officer" of a flattened page."""
    line = text[name.end :].split("\n", 1)[0]
    return name.words > 1 and any(word.casefold() in JOB for word in _WORD.findall(line)[:6])


def _ends(text: str, name: _Name) -> bool:
    return bool(_AFTER_NAME.match(text, name.end))


def _titled(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    for title in _TITLE.finditer(text):
        name = _name_at(text, title.start(), keep)
        if name:
            yield name


def _greeted(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    for greeting in _GREETING.finditer(text):
        name = _name_at(text, greeting.end(), keep) or _lower_case_line(text, greeting.end(), keep)
        if name:
            yield name
    for greeting in _INLINE_GREETING.finditer(text):
        name = _name_at(text, greeting.end(), keep)
        if name:
            yield name


def _lower_case_line(text: str, at: int, keep: frozenset[str]) -> _Name | None:
    """One or two words in small letters that fill the line: "hi jane,"."""
    line = text[at:].split("\n", 1)[0].rstrip(" \t\r,.!:;-")
    words = [word.casefold() for word in _WORD.findall(line)]
    known = any(word in NOT_NAMES or word in PARTICLES for word in words)
    if not 1 <= len(words) <= 2 or " ".join(words) != line.casefold() or known or keep.issuperset(words):
        return None
    return _Name(at, at + len(line), len(words))


def _closed(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    """Who signs: after a closing, on its line or the next. Below "Regards" a line must be the name alone."""
    for closing in _CLOSING.finditer(text):
        name = _name_at(text, closing.end(), keep)
        if name and (_ends(text, name) or _job_follows(text, name)):
            yield name
        elif name is None and "\n" in closing["gap"] and "thank" not in closing[0].casefold():
            small = _lower_case_line(text, closing.end(), keep)
            if small:
                yield small
    for closing in _INLINE_CLOSING.finditer(text):
        name = _name_at(text, closing.end(), keep)
        if name:
            yield name


def _in_mail_headers(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    for header in _MAIL_HEADER.finditer(text):
        for entry in re.finditer(r"[^;]+", header["rest"]):
            at = header.start("rest") + entry.start()
            at += len(entry[0]) - len(entry[0].lstrip(" \t\"'“*"))
            name = _name_at(text, at, keep)
            if name and (_ends(text, name) or text[name.end : name.end + 1] in "\"'”*"):
                yield _with_first_name(text, name, keep)


def _with_first_name(text: str, name: _Name, keep: frozenset[str]) -> _Name:
    """ "Smith, Jane": surname first, as address books write it."""
    comma = re.compile(r",[ \t]*").match(text, name.end)
    first = _name_at(text, comma.end(), keep) if comma else None
    return _Name(name.start, first.end, name.words + first.words) if first and first.words <= 2 else name


def _labelled(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    """After "Contact officer:". One word alone could be a product ("Name: Hikvision"), so it takes two or a title."""
    for label in _LABEL.finditer(text):
        name = _name_at(text, label.end(), keep)
        if name and (_ends(text, name) or _job_follows(text, name)) and _is_certain(text, name):
            yield name


def _spoken(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    for phrase in _SPOKEN.finditer(text):
        name = _name_at(text, phrase.end(), keep)
        if name and (_is_certain(text, name) or "name is" in phrase[0]):
            yield name


def _is_certain(text: str, name: _Name) -> bool:
    return name.words > 1 or bool(_TITLE.match(text, name.start))


def _wrote(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    """ "On 3 May 2022 at 10:14, Jane Smith <…> wrote:"."""
    for phrase in _WROTE.finditer(text):
        line = text.rfind("\n", 0, max(0, text.rfind("\n", 0, phrase.start()))) + 1
        name = _name_before(text, line + len(_without_aside(text[line : phrase.start()])), keep)
        if name:
            yield name


def _without_aside(words: str) -> str:
    """Without an address in brackets, or what is hidden already, at its end."""
    words = words.rstrip()
    for opening, closing in ("<>", "[]", "()"):
        if words.endswith(closing) and opening in words:
            return words[: words.rindex(opening)].rstrip()
    return words.rstrip(MASK).rstrip()


def _before_address(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    """ "Jane Smith <jane.smith@…>": the words right before a person's address."""
    for address in addresses(text):
        opening = _OPENING.search(text, max(0, address.start - 40), address.start)
        name = _name_before(text, opening.start(), keep) if opening and address.direct else None
        if name:
            yield name


def _name_before(text: str, end: int, keep: frozenset[str]) -> _Name | None:
    """The name that ends at this place."""
    start = max(text.rfind("\n", 0, end) + 1, end - _LONGEST_NAME)
    for word in list(_WORD.finditer(text, start, end))[-_MOST_WORDS:]:
        name = _name_at(text, word.start(), keep)
        if name and name.end >= end:
            return name
    return None


def _above_job_title(text: str, keep: frozenset[str]) -> Iterator[_Name]:
    """ "Jane Smith" on a line of its own above, or before a comma and, "Information Officer"."""
    for line in re.finditer(r"^[ \t>*]*(?=[^\W\d_])", text, re.MULTILINE):
        name = _name_at(text, line.end(), keep)
        if name and name.words > 1 and _JOB_LINE.match(text, name.end):
            yield name


def _names_of_addresses(text: str) -> Iterator[str]:
    """jane.smith@… tells that "Jane Smith" is a name, wherever it stands."""
    for address in addresses(text):
        pieces = re.split(r"[._]", address.local.casefold())
        if address.direct and len(pieces) == 2 and min(map(len, pieces)) > 1:
            yield " ".join(pieces)


def _key(name: str) -> str:
    """A name to be looked for elsewhere: small letters, single spaces, no title."""
    untitled = _TITLE.sub("", name, count=1) if _TITLE.match(name) else name
    return " ".join(untitled.replace(",", " ").casefold().split())


def _is_full(key: str, keep: frozenset[str]) -> bool:
    """Two words or more that are names: one alone ("Smith") is also a street."""
    words = key.split(" ")
    return (
        len(words) > 1
        and all(len(word) > 1 and word.isalpha() and word not in NOT_NAMES for word in words)
        and not keep.issuperset(words)
    )


def _repeated(text: str, keys: set[str]) -> Iterator[tuple[int, int]]:
    for key in sorted(keys):
        words = r"[\s,]{1,3}".join(re.escape(word) for word in key.split(" "))
        for found in re.finditer(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE):
            yield found.span()


_Rule = Callable[[str, frozenset[str]], Iterator[_Name]]
_RULES: tuple[_Rule, ...] = (
    _titled,
    _greeted,
    _closed,
    _in_mail_headers,
    _labelled,
    _spoken,
    _wrote,
    _before_address,
    _above_job_title,
)
