"""Sections of access laws as coders write them: "FOIA s.31(1)(a)", "EIR reg 12(4)(b)". Always with the law: section 31
is law enforcement in England and national security in Scotland."""

import re

from askall.foundation.errors import BadInput
from askall.law.exemptions import Exemption, exemption, normal_section
from askall.law.regimes import LAWS, find_law

NONE_GIVEN = "none given"
"""Written where a body refuses and names no section: a blank would leave open whether anybody looked."""

EXAMPLE = "Write it as “FOIA 31(1)(a)”, several with “;” between, or “none given” if the body names no section."

_FORM = re.compile(
    r"(?P<law>.*?)[\s:,]*"
    r"(?P<section>(?:sections?|sect?|ss?|regulations?|regs?|§)?[\s.]*\d{1,3}[a-z]?\s*(?:[.(].*)?)",
    re.IGNORECASE,
)


def read_provisions(cell: str) -> tuple[str, ...]:
    """The sections of a cell, in one form: ("FOIA 31(1)(a)", "FOIA 24(1)"), each once, in the order written.

    Raises BadInput with a sentence for the coder if one is not a provision of a known law.
    """
    pieces = (piece.strip() for piece in re.split(r"[;\n]", cell[:2000]))
    return tuple(dict.fromkeys(read_provision(piece) for piece in pieces if piece))


def read_provision(text: str) -> str:
    """One section in its one form, law and section. Raises BadInput with a sentence for the coder."""
    if text.strip().casefold() == NONE_GIVEN:
        return NONE_GIVEN
    found = _FORM.fullmatch(" ".join(text.split())[:100])
    section = normal_section(found["section"]) if found else None
    if not found or section is None:
        raise BadInput(f"“{text[:80]}” is not a section of a law. {EXAMPLE}")
    if not found["law"]:
        raise BadInput(
            f"“{text[:80]}” does not say which law: sections of different laws bear the same numbers. {EXAMPLE}"
        )
    law = find_law(found["law"]).regime.code
    if exemption(law, section) is None:
        raise BadInput(f"{law} has no provision {section} that a body could rely on.")
    return f"{law} {section}"


def section_of(provision: str) -> str:
    """The listed section a provision belongs to: "FOIA 31" of "FOIA 31(1)(a)", "EIR 12(4)(b)" of itself."""
    known = _listed(provision)
    return f"{known.law} {known.entry}" if known else provision


def title_of(section: str) -> str:
    """What a section is about: "Law enforcement" of "FOIA 31"; "" if it is not listed."""
    known = _listed(section)
    return known.title if known else ""


def _listed(provision: str) -> Exemption | None:
    law, _, section = provision.partition(" ")
    return exemption(law, section) if law in LAWS else None
