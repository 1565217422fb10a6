"""The words of study.toml: which keys stand where, and what a claim may ask. docs/study-file.md explains each."""

from askall.study.records import STEPS

KEYS: dict[str, tuple[str, ...]] = {
    "": ("study", "frame", "question", "letter", "claim", "clock", "reading", "language_model"),
    "study": (
        "title",
        "organisations",
        "as_at",
        "contact",
        "addresses",
        "coders",
        "synthetic",
        "summary",
    ),
    "frame": ("types", "nations", "regions", "csv"),
    "question": ("id", "text", "kind", "choices", "keywords", "applies_to", "guidance"),
    "applies_to": ("types", "nations", "regions"),
    "letter": ("subject", "body", *STEPS),
    "step": ("subject", "body"),
    "claim": ("text", "expect"),
    "expect": (
        "question",
        "answer",
        "scope",
        "figure",
        "at_least",
        "at_most",
        "equals",
        "above",
        "below",
        "phrase",
        "base",
    ),
    "scope": ("nation", "region", "type"),
    "clock": ("confirm", "sure"),
    "reading": ("abstain_below",),
    "language_model": (
        "endpoint",
        "model",
        "key_variable",
        "price_input",
        "price_output",
        "piece",
        "timeout",
        "hide_names",
    ),
}
"""Table of study.toml → its keys. "" is the file itself."""

COMPARISONS = ("at_least", "at_most", "equals", "above", "below")
SHARES = ("share", "share_of_answered")
FIGURES = ("count", *SHARES, "in_every_region", "in_every_nation")
PLACES = {"types": "type", "nations": "nation", "regions": "region"}
"""Keys of [frame] and applies_to → the field of a body they are about."""
READ_OUT = (
    "acknowledged",
    "stated_due",
    "extended",
    "fee_notice",
    "clarification_asked",
    "replied",
    "refused",
    "transferred",
    "review_answered",
    "review_upheld",
)
"""What the machine reads out of mail of a request's clock and state, which [clock] may have confirmed by rule."""
