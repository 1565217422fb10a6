"""Provisions: the sections of an access law a body relies on, each with its law, never a bare number.

Sections that only give rights or set procedure (FOIA 1, 8-11, 16, 17, 45, 50 …) and sections of other Acts are left out. FOISA s.17 is
kept: it is the notice that information is not held, where FOIA s.17 is the refusal notice itself.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from askall.reading.passage import Passage
from askall.reading.records import Evidence, Provision

# What can be relied on to refuse, or to say not held. FOIA 2000 ss.12, 14, Part II; FOISA 2002 ss.12, 14, 17, 18, Part 2.
RELIED_ON: dict[str, frozenset[str]] = {
    "FOIA": frozenset({"12", "14", "22A"} | {str(n) for n in range(21, 45) if n != 25}),
    "FOISA": frozenset({"12", "14", "17", "18"} | {str(n) for n in range(25, 42)}),
    "EIR": frozenset({"6", "12", "13"}),
    "EISR": frozenset({"6", "10", "11"}),
}
# The subsections that lift the duty to say whether information is held (FOIA 2000 ss.21-44; FOISA 2002 s.18).
NCND_ONLY = re.compile(
    r"^(?:23\(5\)|24\(2\)|26\(3\)|27\(4\)|28\(3\)|29\(2\)|30\(3\)|31\(3\)|32\(3\)|33\(3\)|35\(3\)|36\(3\)|38\(2\)|40\(5\)|40\(5[AB]\).*|41\(2\)|42\(2\)|43\(3\)|44\(2\)|12\(6\)|18(?:\(1\))?)$"
)
SECTION_LAW = {"FOIA": "FOIA", "FOISA": "FOISA", "EIR": "FOIA", "EISR": "FOISA"}
REGULATION_LAW = {"FOIA": "EIR", "FOISA": "EISR", "EIR": "EIR", "EISR": "EISR"}

_SUB = r"(?:[ ]?\((?:\d{1,2}[A-Za-z]?|[a-z]{1,2}|[ivx]{1,4})\))"
_NUMBER = rf"\d{{1,3}}[A-C]?(?:[ ]?\d(?=\([a-z]\)))?{_SUB}{{0,5}}(?:[ ]?(?:and|&|,|/)[ ]?\([a-z]\)){{0,4}}"
_CITED = re.compile(
    rf"(?<!['’])\b(?P<kind>adran(?:nau)?|rheoliad(?:au)?|sections?|sect?\.|ss?\.?|foia?|regulations?|regs?\.?|exemptions?|exceptions?)[ \n\u00a0]?(?P<first>{_NUMBER})(?![\d/]|\.\d|[ ]\d[A-Za-z]{{2}}\b)"
    rf"(?P<rest>(?:[ \n]?(?:,|;|&|/|and|or|,[ ]?and|to)[ \n]{{0,2}}(?:sections?[ ]|ss?\.?[ ]?|regulations?[ ])?{_NUMBER}(?![\d/£%]|[ ]?(?:working|hours|days|of the data))){{0,12}})",
    re.IGNORECASE,
)
# Each section with its subject behind it: sections 23 (security bodies), 24 (national security) and 31 (law).
_EXPLAINED = re.compile(
    rf"\s*\([^()]{{3,140}}\)\s*(?:,|;|&|and|,\s*and)\s*(?:section\s*)?(?P<number>{_NUMBER})(?=\s*[(,.;]|\s+of\b)"
)
_NOT_RELIED = re.compile(r"\b(?:not|no longer) (?:seek to )?rel(?:y|ying|ies) (?:up)?on\W*(?:the )?$", re.IGNORECASE)
_ONE = re.compile(rf"(\d{{1,3}}[A-C]?)((?:{_SUB})*)", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w.(£/])\d{{2}}[A-C]?\(\d[A-Z]?\)(?:{_SUB}){{0,3}}")
_BARE_START = re.compile(rf"\d{{2}}[A-C]?{_SUB}")
_BARE_PART = re.compile(rf"(?<![\w.(£/])\d{{2}}[A-C]?{_SUB}{{1,4}}")
_OPENS_LIST = re.compile(r"(?:sections?|regulations?)(?: of \w+)?\W{0,3}$")
_OTHER_ACT = re.compile(
    r"data protection(?! principles?)|\bdpa\b|local government|regulation of investigatory|ripa|police (?:act|and)|children|education act|highways|planning act|town and country|limitation|"
    r"equality|human rights|companies|procurement|contracts|fees? regulations|appropriate limit and fees|crime and disorder|terrorism|(?:uk )?gdpr|general data|"
    r"housing act|care act|mental health|road traffic|licensing act|code of practice|guidance|public records|protection of freedoms|localism|"
    r"environmental protection|finance act|fees regs|section 106|health and (?:safety|social)|nhs act|investigatory|theft act|contempt|public order|tribunals",
    re.IGNORECASE,
)
# "Section 14 of the Student Handbook", "section 24 money": of a paper of the body's own, or of an Act on what it does.
_OWN_PAPER = re.compile(
    r"[ \n]+(?:money|monies|funding|funds|agreements?|payments?|orders?|support|assessments?|officers?|enquir(?:y|ies))\b"
    r"|[ \n]*(?:of|in) (?:the|our|its) (?:[A-Z][\w'&-]*,? (?:and )?){0,6}(?:Handbook|Polic(?:y|ies)|Plan|Strategy|Manual|Guide|Charter|"
    r"Constitution|Rules|Procedures?|Agreement|Contract|Report|Standing Orders|Specification)\b"
)
# "Fire Policy ver 5.2, s.14", "the Parks Manual, of which section 12": a bare section of a paper just named.
_OF_PAPER_BEFORE = re.compile(
    r"\b(?:Polic(?:y|ies)|Plans?|Strategy|Manual|Handbook|Guide|Guidance|Procedures?|Specification|Constitution|Protocol|Standards|Charter|"
    r"[Pp]olicy|[Pp]lan|[Mm]anual|[Hh]andbook|[Ss]trategy|[Pp]rotocol)\b"
    r"(?: (?:for|on|of) (?:[A-Z][\w'&-]*,? ?(?:and )?){1,6})?(?: ?\(?(?:v(?:er(?:sion)?)?\.? ?)?\d[\d./-]*\)?)?,? ?(?:\(|of which |at |in |see )?$"
)
# "Land Drainage Act s.23": whatever Act is named right before the section.
_ANY_ACT_BEFORE = re.compile(
    r"[A-Z]\w+ (?<!Information )(?<!FOI )(?<!The )(?<!the )(?<!This )Act(?: (?:18|19|20)\d\d)?,? ?\(?$"
)
_NAMED = (
    ("FOISA", re.compile(r"foisa|freedom of information \(?scotland\)?|\(scotland\) act 2002", re.IGNORECASE)),
    ("EISR", re.compile(r"\bei\(?s\)?r|eisrs|environmental information \(?scotland\)? regulations", re.IGNORECASE)),
    ("EIR", re.compile(r"\beirs?\b|environmental information regulations", re.IGNORECASE)),
    ("FOIA", re.compile(r"\bfoia\b|freedom of information act(?! \(scotland)|\bfoi act|\bfoi\b", re.IGNORECASE)),
)
_UNCLOSED = re.compile(r"(\d)\((\d{1,2})(?=\()")  # "12(5(b)"
_LAW_SAYS = re.compile(
    r"\b(?:section|regulation|s\.?) ?\d[^.;:]{0,60}?\b(?:provides|states|says)(?: that)?\b:?", re.IGNORECASE
)
# Conditions inside a provision, cited beside the exemption itself: FOIA s.40(3A) and (4), EIR reg 12(1), (2) and (9), reg 13(2).
_INNER = {
    "FOIA": re.compile(r"40\((?:3|3A|3B|4|4A|6|7|8)\)|2\("),
    "FOISA": re.compile(r"39\(2\)|38\((?:2|2A|2B|3|3A|4|5)\)|2\("),
    "EIR": re.compile(r"12\((?:1|2|6|7|8|9|10|11)\)|13\((?:2|2A|2B|3|4|5|6|8)\)|6\((?:2)\)"),
    "EISR": re.compile(r"10\((?:1|2|6|7|8|9)\)|11\((?:3|3A|4|7)\)"),
}


def provisions(read: Iterable[Passage], law: str) -> tuple[Provision, ...]:
    """What the body relies on, in the order first cited; a bare section gives way to its own subsections."""
    found: dict[tuple[str, str], list[Evidence]] = {}
    listing = ""  # the law of a list of bare numbers, "… exemptions under sections: 30(c), 36(1)"
    for passage in read:
        opened = listing
        listing = _listing(passage, listing, law)
        here = _listed(passage.raw, listing) if opened and listing else cited(_without_law_quoted(passage.raw), law)
        for named, section in here:
            places = found.setdefault((named, section), [])
            if len(places) < 3:
                places.append(passage.evidence)
    return tuple(
        Provision(named, section, tuple(places))
        for (named, section), places in found.items()
        if not any(other != section and law_ == named and other.startswith(section + "(") for law_, other in found)
    )


def _without_law_quoted(raw: str) -> str:
    """ "Section 31 provides: information that is not exempt by section 30 …": what the law says is no reliance."""
    raw = _UNCLOSED.sub(r"\1(\2)", raw)
    found = _LAW_SAYS.search(raw)
    return raw[: found.end()] if found else raw


def _listing(passage: Passage, listing: str, law: str) -> str:
    if listing and _BARE_START.match(passage.raw):
        return listing
    opens = _OPENS_LIST.search(passage.plain)
    return "" if not opens else (REGULATION_LAW if opens[0].startswith("reg") else SECTION_LAW).get(law, "FOIA")


def _listed(raw: str, named: str) -> Iterator[tuple[str, str]]:
    for match in _BARE_PART.finditer(raw):
        yield from _relied(named, match[0])


@lru_cache(maxsize=4_096)  # several steps ask of the same sentence
def cited(raw: str, law: str) -> tuple[tuple[str, str], ...]:
    """Each (law, section) that a sentence cites and that can be relied on; `law` is used where none is named."""
    return tuple(_cited(raw, law))


def _cited(raw: str, law: str) -> Iterator[tuple[str, str]]:
    named: str | None = None
    end = 0
    for match in _CITED.finditer(raw):
        kind = match["kind"].lower()
        if kind == "foi" and "(" not in match["first"]:
            continue  # "FOI 12 of 2025" is how the body calls the request
        named = _law(
            raw, match.start(), match.end(), "regulation" if kind.startswith(("reg", "exception")) else kind, law
        )
        end = match.end()
        if _NOT_RELIED.search(raw, max(0, match.start() - 40), match.start()):
            named = None
        if named is not None:
            yield from _relied(named, match["first"] + match["rest"])
            while more := _EXPLAINED.match(raw, end):
                yield from _relied(named, more["number"])
                end = more.end()
    if named is not None:  # "Sections 24(1) - National security and 31(1)(a) - Law enforcement"
        for match in _BARE.finditer(raw, end):
            if not _OTHER_ACT.search(raw, max(0, match.start() - 25), match.start()):
                yield from _relied(named, match[0])


def _relied(named: str, listed: str) -> Iterator[tuple[str, str]]:
    for number in _expand(listed):
        if number.split("(")[0] in RELIED_ON[named] and not _INNER[named].match(number):
            yield named, number


def _law(raw: str, start: int, end: int, kind: str, law: str) -> str | None:
    """The law meant: named after the section, or before it in the sentence, or the one that applies; None if another Act."""
    after = raw[end : end + 90]
    stop = min((after.find(sign) for sign in (". ", ";") if sign in after), default=90)
    after = after[:stop]
    other = _OTHER_ACT.search(after)
    if _OWN_PAPER.match(after):
        return None
    hits = [(found.start(), name) for name, pattern in _NAMED if (found := pattern.search(after))]
    near = min(hits, default=None)
    if (
        other
        and (near is None or other.start() < near[0])
        and re.match(r"[ \n]*(?:\([^)]{0,40}\)[ \n]*)?(?:of|in|from|under|to)?\b", after)
        and other.start() < 40
    ):
        return None
    if near is None:
        before = raw[max(0, start - 60) : start]
        if _ANY_ACT_BEFORE.search(before) or (_OF_PAPER_BEFORE.search(before) and raw[end - 1] != ")"):
            return None
        if _OTHER_ACT.search(before[-45:]) and not any(pattern.search(before) for _, pattern in _NAMED):
            return None
        near = max(
            ((found.start(), name) for name, pattern in _NAMED for found in pattern.finditer(before)), default=None
        )
    named = near[1] if near else ""
    table = REGULATION_LAW if kind == "regulation" else SECTION_LAW
    if named == "EIR" and law in ("FOISA", "EISR"):
        named = "EISR"  # Scottish bodies call theirs "the EIRs" too
    if named and (named in ("EIR", "EISR")) == (kind == "regulation"):
        return named
    return table.get(law, "FOIA")


def _expand(listed: str) -> Iterator[str]:
    """ "31(1)(a)(b)" is two paragraphs of one subsection; "24, 31(1)(a) and 40" are three sections."""
    spelt = re.sub(r"(\d{2})[ ](\d)(?=\([a-z]\))", r"\1(\2)", listed)  # "33 1(b)"
    spelt = re.sub(r"\)[ ]?(?:and|&|,|/)[ ]?\((?=[a-z]\))", ")(", spelt)  # "35(1)(a) and (b)"
    for number, subs in _ONE.findall(re.sub(r"[ \n]+(?=\()", "", spelt)):
        parts = re.findall(r"\(([^)]+)\)", subs)
        letters = [part for part in parts if len(part) == 1 and part.isalpha()]
        head = number.upper() if number[-1].isalpha() else number
        if len(letters) > 1 and all(0 < ord(b) - ord(a) <= 3 for a, b in pairwise(letters)):  # "(a)(i)" goes deeper
            stem = head + "".join(f"({part})" for part in parts[: parts.index(letters[0])])
            yield from (f"{stem}({letter})" for letter in letters)
        else:
            yield head + "".join(f"({part})" for part in parts)
