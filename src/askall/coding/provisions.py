"""Sections of access laws as coders write them: "FOIA s.31(1)(a)", "EIR reg 12(4)(b)". Always with the law: section 31
is law enforcement in England and national security in Scotland."""

import re

LAWS = ("FOIA", "FOISA", "EIR", "EISR")
NONE_GIVEN = "none given"
"""Written where a body refuses and names no section: a blank would leave open whether anybody looked."""

EXAMPLE = "Write it as “FOIA 31(1)(a)”, several with “;” between, or “none given” if the body names no section."

_LAW_NAMES = {"foi act": "FOIA", "foi": "FOIA", "foi(s)a": "FOISA", "ei(s)r": "EISR", "eirs": "EIR", "eisrs": "EISR"}
_FORM = re.compile(
    r"(?P<law>[A-Za-z()]+(?: [Aa]ct)?)?[\s,:]*"
    r"(?:(?:s|ss|section|sec|r|reg|regulation|art|article)\b\.?\s*|s\.?(?=\d))?"
    r"(?P<number>\d{1,3}[A-Za-z]?)\s*(?P<rest>(?:\(\s*\w{1,4}\s*\)\s*)*)",
    re.IGNORECASE,
)


def read_provisions(cell: str) -> tuple[str, ...]:
    """The sections of a cell, in one form: ("FOIA 31(1)(a)", "FOIA 24(1)"), each once, in the order written.

    Raises ValueError with a sentence for the coder if one is not a section of a known law.
    """
    pieces = [piece.strip() for piece in re.split(r"[;\n]|,(?![^(]*\))", cell)]
    return tuple(dict.fromkeys(read_provision(piece) for piece in pieces if piece))


def read_provision(text: str) -> str:
    """One section in its one form. Raises ValueError with a sentence for the coder."""
    if text.strip().casefold() == NONE_GIVEN:
        return NONE_GIVEN
    found = _FORM.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(f"“{text}” is not a section of a law. {EXAMPLE}")
    if not found["law"] or found["law"].casefold() in ("s", "ss", "section", "sec", "r", "reg", "regulation"):
        raise ValueError(
            f"“{text}” does not say which law: sections of different laws bear the same numbers. {EXAMPLE}"
        )
    law = _LAW_NAMES.get(found["law"].casefold(), found["law"].upper())
    if law not in LAWS:
        raise ValueError(f"“{found['law']}” is not a law known here ({', '.join(LAWS)}). {EXAMPLE}")
    rest = "".join(found["rest"].split()).lower()
    return f"{law} {found['number'].upper()}{rest}"
