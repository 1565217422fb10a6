"""Presumed: what a question takes for granted, and a letter says is not so.

"Is a vegetarian choice required in the catering contracts you issue?" – "We issue no catering contracts." That is neither
yes nor no to what was asked, where "Do you use cameras made by …?" – "We have no cameras" is a no.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

from askall.reading.folding import content_stems, fold
from askall.reading.polarity import ALONE, without_options
from askall.reading.subjects import Subject

REASON = "not applicable: it says that it has nothing of the kind that the question takes for granted"
SHORT = 4  # letters of a stem
_HAVE = r"(?:use[sd]?|using|utilis\w+|have|had|has|own\w*|operat\w+|runs?|employ\w*|provid\w+|offer\w*|hold|holds|held|issue\w*|deploy\w*|possess\w*|maintain\w*|leas\w+|keeps?|fund\w*|commission\w*|charg\w+|give\w*|record\w*|monitor\w*|publish\w*)"
# Asked is whether the thing is there at all: that it is not is the answer.
_ASKS_OF_HAVING = re.compile(
    rf"^\W*(?:[^?]{{0,80}}[,:] )?(?:do|does|did|has|have|had|will|would)\b[^?]{{0,60}}?\b{_HAVE}\b|\b(?:is|are|was|were) there\b|\b(?:has|have|had) there been\b|\bany of\b"
)
_PRESUMED = (
    re.compile(r"\byour (?P<of>\w+(?:[ -]\w+){0,2})"),
    re.compile(
        rf"\b(?:the|any) (?P<of>[\w-]+(?: [\w-]+){{0,4}}?) (?:that |which )?(?:you|it|the \w+) (?:{_HAVE}|manage\w*|are|is)\b"
    ),
    re.compile(r"\b(?P<of>[\w-]+(?: [\w-]+){0,2}) for which (?:you|it|the \w+)\b"),
    re.compile(
        r"\bthe (?:provision|supply|use|purchase|running|management|delivery|procurement|operation) of (?P<of>\w+(?: \w+)?)"
    ),
)
_LACKS = re.compile(
    r"\b(?:do|does|did|has|have)(?: not|n't) (?:\w+ly )?(?:have|own|operate|provide|issue|run|offer|facilitate|procure|commission|manage|employ|supply|deliver|serve)\b"
    r"|\bno longer (?:has|have|provides?|runs?|operates?|offers?|issues?)\b|\b(?:has|have|had|(?:there|we|it) (?:is|are|was|were)) no\b|^\W*no(?= (?!and\b|or\b|to\b|but\b|not\b|never\b)[a-z]+(?: [a-z]+){1,5}\W*$)"
)
_NOT_OURS = re.compile(r"\b(?:not|n't) (?:\w+ly )?(?:responsible|involved)\b")
_SUCH = re.compile(r" (?:\w+ )?(?:such|this|that|these|it|them)\b")
_END = re.compile(r"[,;.:]| so | therefore | and | as | because ")
_PIECES = re.compile(r"[,;] ?(?:and |nor |but )?| and (?=(?:there|no|we|nor)\b)")
_BEGINS_NO = re.compile(
    r"\W*(?:no|nor|none|there(?:'s| is| are| has| have)(?: been)? (?:no|not|n't)|we (?:have|do|did)(?: not|n't| no))\b"
)
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|been|do|does|did|will)\b")


def asks_of_having(asked: str) -> bool:
    """Whether a folded question asks whether the thing is there at all: "do you use …?", "is there a …?"."""
    return _ASKS_OF_HAVING.search(asked) is not None


def is_presumed_away(about: Subject, plain: str) -> bool:
    """Whether a sentence only says that the body has nothing of what the question takes for granted."""
    asked = fold(about.question.text)
    told = without_options(plain)
    if asks_of_having(asked) or ALONE.match(told):
        return False
    if _NOT_OURS.search(told):
        return True
    found = _LACKS.search(told)
    if not found or (found[0].strip() == "no" and _VERB.search(told)):
        return False
    if _SUCH.match(told, found.end()):  # "no such requirement": the one that is asked about
        return False
    wanted = about.asked - presumed(asked)
    apart = [one for one in _PIECES.split(told) if found[0] not in one]
    if any(_denies_of(one, wanted) for one in apart):  # "no data is kept, and there is no such team"
        return False
    lacking = content_stems(_END.split(told[found.end() :], maxsplit=1)[0])
    return not any(_alike(one, other) for one in lacking for other in wanted)


def _denies_of(piece: str, wanted: frozenset[str]) -> bool:
    """Whether a piece of a sentence, that has others, denies with words of the question."""
    return _BEGINS_NO.match(piece) is not None and any(
        _alike(one, other) for one in content_stems(piece) for other in wanted
    )


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word, as "plan" and "plann"."""
    return one == other or (min(len(one), len(other)) >= SHORT and (one.startswith(other) or other.startswith(one)))


def presumed(asked: str) -> frozenset[str]:
    """The words of a folded question for what it takes for granted."""
    return content_stems(" ".join(found["of"] for one in _PRESUMED for found in one.finditer(asked)))
