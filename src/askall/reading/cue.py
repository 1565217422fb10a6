"""Cue: one kind of words by which letters say what was decided."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

from dataclasses import dataclass

from askall.reading.patterns import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Cue:
    """`meaning` is one of MEANINGS. `laws`: only under these laws, if given."""

    meaning: str
    strength: float
    phrases: Phrases
    guard: Phrases | None = None
    laws: frozenset[str] = frozenset()


MEANINGS = (
    "disclosed",
    "pointed",  # "please see below": where something is, not that it was given
    "withheld",
    "cost",
    "elsewhere",  # already published
    "not_held",
    "ncnd",
    "clarification",
    "clarified",
    "transferred",
    "acknowledged",
    "extension",
    "automatic",
    "survey",
    "portal",
    "withdrawn",
    "review",
    "review_upheld",
    "review_overturned",
    "fee",
)

# Sentences about what could be, not what was decided.
HYPOTHETICAL = phrases(
    "",
    r"^(?:tell you|let you know|inform you|advise you|say) (?:that|if|whether|why)|\byet to\b",
    r"^were (?:a|an|the|we|you|such|this|it|they|any)\b|^(?:if|where|should|unless|in some cases|there may be|although there|when)\b(?! (?:possible|appropriate|applicable|so,? the council))",
    r"\b(?:may|might|could) (?:also )?(?:be|include|contain|have|apply|not be|withhold|refuse|exempt|need)\b",
    r"\bsubject to (?:the|any)\b[^.]{0,40}\b(?:not )?being\b|\bsubject to the application of\b|\bnot being exempt\b",
    r"\b(?:for example|such as|cases|circumstances) (?:in which|where|when|if)\b|\b(?:can|could) (?:also |sometimes )?be (?:withheld|exempt|refused)\b",
    r"\bif (?:the|it|any|we|this|your|that|you|some|for|there)\b(?! (?:is|are) (?:one|so))|\bunless\b",
    r"\b(?:nothing |none of (?:it|this|them|these|the \w+) |no (?:\w+ ){1,3})(?:has|have|is|are|was|were|had) (?:\w+ )?(?:been )?(?:redacted|withheld|removed|held back|kept back|exempt\w*|refused|omitted)\b",
    r"\b(?:has|have|had|is|are|am) not (?:\w+ )?(?:withheld|withholding|refused|redacted) (?:any|anything)\b",
    r"(?:vehicles?|vat|council tax|propert(?:y|ies)|tax|rates?|charges?)[^.]{0,30} exempt",
    r"(?:absolute|qualified|class.based|prejudice.based)[^.]{0,30}exemption|exempts? information (?:if|where|which)|\bprovides? (?:that|an exemption)|right to refuse",
    r"\b(?:not|isn't|aren't) (?:considered (?:to be )?)?exempt\b|\bcannot guarantee\b|\bexempt from (?!(?:the )?(?:disclos|releas|publi|duty|right|act|foi|requirement to (?:disclose|provide)|being (?:disclosed|released|provided))|this|any|these|section|under)",
    r"\bexemptions? (?:applied|used|engaged|cited|relied (?:up)?on|claimed)? ?[:=-] ?(?:none|nil|n/?a|no)\b",
    r"\b(?:exemption|exception|section)s? (?:under|being) consider|\bno (?:exemptions?|exceptions?) (?:has|have|is|are|was|were|applied|applies|apply)\b",
    r"\b(?:may|might|could) be (?:relied|refused|applied|engaged|cited)\b",
    r"\bwhether (?:or not )?(?:the|it|we|any|this|information)\b[^.]{0,40}(?:held|exempt|hold|apply|applies)",
)  # fmt: skip
