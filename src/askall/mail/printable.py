"""Any text as a page can show it: no control characters, nothing that turns the order of reading, no sign without a
shape in the fonts that are used (those typst brings along), no line that cannot be broken."""

import re
import unicodedata

# What Libertinus Serif or DejaVu Sans Mono has a shape for and a letter may need: Latin, Greek, Cyrillic, punctuation,
# currency, arrows, mathematics, simple shapes. PDF/UA refuses a document with a sign that has none (ISO 14289-1
# s.7.21.4.1).
_SHOWN = (
    "\n -~\u00a1-\u00ac\u00ae-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0484\u0487-\u04ff"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u2040\u2044-\u2052\u2070\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2122\u2126"
    "\u2153-\u2184\u2190-\u22ff\u2460-\u262f\ufb00-\ufb06\ufffd"
)
_STRANGE = re.compile(f"[^{_SHOWN}]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Line ends of every sort, and the form feed of a page that was a page elsewhere.
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Without width, or turning the order in which the signs around them are read: a page is read as it was typed.
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_STACKED = re.compile("([\u0300-\u036f]{2})[\u0300-\u036f]+")
_UNBROKEN = re.compile(r"[^\s\u200b]{40}")


def printable(text: str) -> str:
    """The text as a page shows it. A sign without a shape becomes its number, as in "[U+1F600]"; long words may break
    anywhere."""
    text = unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).replace("\t", "    ")
    text = _STACKED.sub(r"\1", _UNSEEN.sub("", _SPACES.sub(" ", text)))
    text = _STRANGE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
    return _UNBROKEN.sub("\\g<0>\u200b", text)
