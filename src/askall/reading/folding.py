"""Folding: text for comparing. Letters are lower-cased and typographic signs made plain, one character for one, so that
an offset in the folded text is the same offset in the text as received."""

import re
from functools import lru_cache

# Only replacements of one character by one: an offset must never move.
_PAIRS = {
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\u200b": " ",
    "\u200c": " ",
    "\u200d": " ",
    "\ufeff": " ",
    "\u00ad": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u02bc": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\uf0b7": "\u2022",  # bullets of Symbol and Wingdings, which have no place in Unicode
    "\uf0a7": "\u2022",
    "\uf0d8": "\u2022",
    "\uf020": " ",
    "\u2502": "\t",  # box-drawn tables: the upright line stands between cells
    "\u2503": "\t",
    "\u2500": " ",
    "\r": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
    "\x1c": "\n",
    "\x85": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
}
_TABLE = {ord(old): ord(new) for old, new in _PAIRS.items()} | {code: code + 32 for code in range(65, 91)}

_PLAIN = tuple((old, new) for old, new in _PAIRS.items() if old.isascii())

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")

# Words that say nothing about what a question is about.
COMMON = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "available",
        "be",
        "been",
        "before",
        "being",
        "below",
        "between",
        "body",
        "both",
        "but",
        "by",
        "can",
        "could",
        "council's",
        "did",
        "do",
        "does",
        "each",
        "either",
        "et",
        "for",
        "from",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "including",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "like",
        "many",
        "may",
        "me",
        "more",
        "most",
        "much",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "per",
        "please",
        "provide",
        "provided",
        "request",
        "requested",
        "same",
        "she",
        "should",
        "so",
        "some",
        "state",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "under",
        "until",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "while",
        "who",
        "will",
        "with",
        "within",
        "would",
        "you",
        "your",
        "why",
        "yes",
        "tell",
        "confirm",
        "list",
        "details",
        "information",
        "currently",
        "council",
        "force",
        "trust",
        "authority",
        "number",
        "use",
        "uses",
        "used",
        "using",
    ]
)


LINE = 300  # characters


def fold(text: str) -> str:
    """`text` with ASCII lower-cased and typographic signs made plain; same length, same offsets."""
    return _folded_line(text) if len(text) < LINE else _folded(text)


@lru_cache(maxsize=4_096)  # lines and questions are folded again and again; whole letters are not kept
def _folded_line(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    if not text.isascii():
        return text.translate(_TABLE)
    lowered = text.lower()
    for sign, plain in _PLAIN:
        if sign in lowered:
            lowered = lowered.replace(sign, plain)
    return lowered


def squeeze(folded: str) -> str:
    """White space collapsed to single spaces; offsets are lost, so only for searching words."""
    return " ".join(folded.split())


# Words for the same thing, where requests and codebooks differ.
_ALIKE = {
    "spent": "spend",
    "spending": "spend",
    "expenditure": "spend",
    "cost": "spend",
    "costs": "spend",
    "bought": "buy",
    "buying": "buy",
    "purchase": "buy",
    "purchased": "buy",
    "purchasing": "buy",
    "procured": "buy",
    "expire": "end",
    "expires": "end",
    "expiry": "end",
    "ends": "end",
    "brand": "make",
    "brands": "make",
    "manufacturer": "make",
    "manufacturers": "make",
    "maker": "make",
    "makers": "make",
    "makes": "make",
}


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """A crude English stem, the same for "camera" and "cameras", "operate" and "operating"; one for words alike."""
    if word in _ALIKE:
        return _ALIKE[word]
    for ending in ("'s", "ations", "ation", "ings", "ing", "ies", "ers", "ed", "es", "er", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def words(folded: str) -> list[str]:
    """The words of folded text, in order."""
    return _WORD.findall(folded)


@lru_cache(maxsize=2_048)  # every question of the codebook is compared with the same sentences
def content_stems(folded: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(word) for word in words(folded) if word not in COMMON and len(word) > 1)


def shingles(folded: str, size: int = 4) -> frozenset[tuple[str, ...]]:
    """Every run of `size` words: two texts that share most of them say the same thing."""
    found = words(folded)
    return frozenset(tuple(found[at : at + size]) for at in range(len(found) - size + 1))
