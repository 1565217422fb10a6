"""Quantities and texts: a number, sum, date, list or text out of the passages that answer a question."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from askall.reading.dates import dates_in
from askall.reading.figures import Figure, counts, is_bare, money, pieces, years_in
from askall.reading.folding import content_stems, fold, stem
from askall.reading.passage import Passage
from askall.reading.polarity import opening
from askall.reading.records import Evidence, Suggestion
from askall.reading.weighing import NO_BECAUSE

_PARTS_OF = re.compile(
    r"\b(?:of which|of these|of those|including|includes|comprising|made up|consisting|split|broken down|out of)\b|\("
)
_ARE = re.compile(r" (?:of (?:these|those|them|which) |are |were |is |was )")  # "1,788 households, 264 were in hotels"
_DEFERS = re.compile(r"\b(?:see|refer to|attached|as above|link)\b")
_SPLIT = re.compile(r"[ \t]*(?:,|;|/|\n|•|\band\b|&)[ \t]*")
_NOT_VALUE = re.compile(r"\b(?:not held|do(?:es)? not hold|exempt|withh\w+|unable|cannot|refus\w+|neither confirm)\b")
# "All 4,310 complaints would have to be read": how much there is to search.
WOULD_TAKE = re.compile(
    r"\bwould (?:\w+ )?(?:need|have to|take|require|mean|involve|be necessary)\b|\bmanual search\b|\b(?:minutes?|mins?|hours?|hrs) (?:each|a |per )|\bx \d+ (?:minutes?|mins?|hours?|hrs)\b"
)
_BETWEEN = re.compile(r"(?: (?!and\b|or\b|of\b)[a-z]+){0,2}[ :=-]*")  # a name's further words, and a sign
_NOTHING = re.compile(r"^(?:£ ?)?(?:0|nil|none|zero)(?:[.]00?)?\W*$")
_LINE = re.compile(r"^.{2,80}[-:=] ?\d[\d,]*\W*$")  # "Car parks - 12"
_STATEMENT = re.compile(r"\b(?:is|are|was|were|has|have|had|we|there|which|who|if|therefore|as of|[.])\b|[.?!] ")
_TOTAL_ROW = re.compile(r"(?:grand |overall )?totals?\b|all (?:areas|sites|services|departments|types|years|schools)\b")
FEWEST_COLUMNS = 2
_YEAR_HEAD = re.compile(r"\b(?:19|20)\d\d ?[/-] ?(?:(?:19|20)?\d\d)\b|(?<![\d/])(?:\d{1,2}/\d{1,2}/)?(?:19|20)\d\d\b")
_PLURAL = re.compile(
    r"(?:cameras|recorders|nvrs|dvrs|units|systems|devices|licen[cs]es|vehicles|vans|cars|staff|officers)$"
)
_NO_SUCH = re.compile(r"\b(?:no|zero|(?:not|never|n't) (?:\w+ ){0,3}any)(?: (?!information|data|records?)\w+){0,2} $")
LINE_WORDS = 12  # words in a line of a list; what is longer is a sentence
MANY = 12  # more figures than this are a table, not an answer


_LEADS = {
    "end": re.compile(
        r"(?:\b(?:until|till|to|ends?|ending|ended|expir\w+|expiry)(?: (?:on|date|is|the|of))*:?|[-–]) ?$"
    ),
    "start": re.compile(r"\b(?:from|since|start\w*|began|begin\w*|commenc\w+)(?: (?:on|date|is|the|of))*:? ?$"),
}
_NOTHING_MORE = re.compile(r"^\W*(?:$|in total\b|excluding\b|including\b|plus\b|per annum\b|(?:ex|inc)\.? vat\b)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the codebook asks for: its years, and, where the figure stands in running text (`unpaired`), its words."""

    years: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    names: re.Pattern[str] | None = None
    unpaired: bool = False
    thing: re.Pattern[str] | None = None  # the thing counted, by name or topic word

    def of_these(self, folded: str, figures: list[Figure]) -> list[Figure]:
        """The figures whose own words are the question's: in "126 cameras, of which 34 are Larkvision" only 34, where
        the make is asked for. Under its question a figure needs no words of its own."""
        if not figures:
            return []
        ends = [*(figure.start for figure in figures[1:]), len(folded)]
        words_of = [folded[one.end : min(end, one.end + 60)] for one, end in zip(figures, ends, strict=True)]
        if self.names and (len(figures) > 1 or self.unpaired):
            starts = [0, *(figure.end for figure in figures[:-1])]
            before = [folded[start : one.start] for start, one in zip(starts, figures, strict=True)]
            named = [one for one, said in zip(figures, before, strict=True) if _heads(self.names, said)]
            named = named or [one for one, said in zip(figures, words_of, strict=True) if self.names.search(said)]
            if named or self.unpaired:
                return named
        if (
            self.thing and len(figures) > 1
        ):  # "14 electric vans and 122 diesel vans"; "cameras" alone tells nothing apart
            told = [self.thing.search(said) for said in words_of]
            named = [one for one, found in zip(figures, told, strict=True) if found and " " in found[0]]
            if named:
                return named
        if not self.unpaired or self._ends_its_sentence(folded, figures):
            return figures
        return [one for one, said in zip(figures, words_of, strict=True) if content_stems(said) & self.stems]

    def _ends_its_sentence(self, folded: str, figures: list[Figure]) -> bool:
        """ "Van hire cost £12,400": the only figure of a sentence that names the thing, with no words of its own."""
        if len(figures) != 1 or folded[figures[0].start] != "£":
            return False  # a bare number may be of anything
        if not (self.thing and self.thing.search(folded[: figures[0].start])):
            return False
        return bool(_NOTHING_MORE.match(folded[figures[0].end :]))


def _headed(names: re.Pattern[str], plain: str) -> bool:
    """ "Hoistley - 3" """
    found = names.match(plain)
    figure = counts(plain)[0]
    return found is not None and _BETWEEN.fullmatch(plain[found.end() : figure.start]) is not None


def _heads(names: re.Pattern[str], before: str) -> bool:
    """ "Cranwick 8, Hoistley 3": whether a name stands right before a figure, with nothing but its own words between."""
    found = list(names.finditer(before))
    return bool(found) and _BETWEEN.fullmatch(before[found[-1].end() :]) is not None


def number_of(told: Sequence[Passage], wanted: Wanted) -> Suggestion:
    """A count. Parts are added up, each with its own quote; a bound or a range is not a count."""
    if told and opening(told[0].plain) == "n/a":
        return Suggestion(None, abstained="not applicable: the answer is “N/A”")
    denies = told and opening(told[0].plain) == "no" and not told[0].plain[0].isdigit()  # "12 no. in all"
    if told and not wanted.unpaired and (denies or NO_BECAUSE.search(told[0].plain)):
        return Suggestion(0, 0.75, (told[0].evidence,))
    found = _quantity(told, counts, wanted)
    if found.value is None and not found.abstained and (denial := _denied(told, wanted)):
        return Suggestion(0, 0.7, (denial.evidence,))
    return found


def _denied(told: Sequence[Passage], wanted: Wanted) -> Passage | None:
    """ "We have not issued any closure orders": where the thing is named and said not to be, its number is 0."""
    for passage in told[:3]:
        found = wanted.thing.search(passage.plain) if wanted.thing else None
        if found and _NO_SUCH.search(passage.plain[: found.start()]) and not _NOT_VALUE.search(passage.plain):
            return passage
    return None


def money_of(told: Sequence[Passage], wanted: Wanted) -> Suggestion:
    """A sum in pounds, read as `number_of` reads a count."""
    if told and not wanted.unpaired and _NOTHING.match(told[0].plain):
        return Suggestion(0, 0.75, (told[0].evidence,))
    found = _quantity(told, money, wanted)
    no = told and not wanted.unpaired and opening(told[0].plain) in ("no", "n/a")
    if no and found.value is None and not found.abstained:
        return Suggestion(None, abstained="not applicable: the answer is “no” or “N/A”")
    return found


def pounds_of(told: Sequence[Passage], wanted: Wanted) -> Suggestion:
    """A sum that is asked for as a number: with its sign, or a bare figure below the question."""
    found = money_of(told, wanted)
    bare = found.value is None and told and not wanted.unpaired and is_bare(told[0].plain)
    return number_of(told[:1], wanted) if bare else found


def _quantity(told: Sequence[Passage], figures_in: Callable[[str], list[Figure]], wanted: Wanted) -> Suggestion:
    held = list(_held(_of_name(told, wanted), figures_in, wanted))
    if not held:
        return Suggestion(None)
    sure = 0.6 if wanted.unpaired else 0.85
    if by_column := _of_column(told, held, wanted.years, sure):
        return by_column
    if by_year := _of_year(held, wanted.years, sure):
        return by_year
    if sum(len(figures) for _, figures in held) > MANY:
        return Suggestion(None, abstained="unclear: a table of figures, none of them named as the total")
    return _row_of_total(held, sure) or _one(held, sure) or _total(held, sure) or _sum(held, sure)


def _of_name(told: Sequence[Passage], wanted: Wanted) -> Sequence[Passage]:
    """ "There are 126 cameras. 34 of these are Larkvision": only the sentence, or the row of a table, that names the
    make tells of it."""
    heads = [one for one in told if one.unit.row >= 0 and wanted.names and wanted.names.search(one.plain)]
    if len(heads) == 1 and not counts(heads[0].plain):
        row = (heads[0].part, heads[0].unit.row)
        return [one for one in told if (one.part, one.unit.row) == row and one is not heads[0]]
    headed = [one for one in told if wanted.names and counts(one.plain) and _headed(wanted.names, one.plain)]
    if headed and len(told) > 1:
        return headed[:1]
    if not wanted.names or not told or len(told[0].plain.split()) < 4 or wanted.names.search(told[0].plain):
        return told
    named = [one for one in told[:4] if wanted.names.search(one.plain)]
    return named or told


def _held(
    told: Sequence[Passage], figures_in: Callable[[str], list[Figure]], wanted: Wanted
) -> Iterator[tuple[Passage, list[Figure]]]:
    """The passages that hold figures: the first, and those that follow it as rows, items or lines of a list."""
    met = False
    for passage in told:
        folded = fold(passage.raw)
        figures = wanted.of_these(folded, figures_in(folded))
        if WOULD_TAKE.search(passage.plain):
            continue
        kept_back = _NOT_VALUE.search(passage.plain)
        if figures and not (kept_back and stem(kept_back[0]) not in wanted.stems):  # "how many were refused?"
            met = True
            yield passage, figures
        elif met and not passage.unit.mark and passage.unit.row < 0:
            return


def _of_column(
    told: Sequence[Passage], held: Sequence[tuple[Passage, list[Figure]]], years: frozenset[str], sure: float
) -> Suggestion | None:
    """Of "Total 405 378 321", below "2022/23 2023/24 2024/25", the figure of the year asked about; nothing is taken where
    no heading tells."""
    passage, figures = held[-1]
    folded = fold(passage.raw)
    if len(figures) < FEWEST_COLUMNS or not _TOTAL_ROW.match(passage.plain):
        return None
    if any(folded[one.end : two.start].strip(" |\t") for one, two in pairwise(figures)):
        return None
    heads = [list(map(years_in, _YEAR_HEAD.findall(one.plain))) for one in told if one is not passage]
    fitting = [at for some in heads if len(some) == len(figures) for at, one in enumerate(some) if one & years]
    if len(fitting) == 1:
        return _exact(figures[fitting[0]], passage, sure)
    return Suggestion(None, abstained="unclear: several columns of figures")


def _of_year(held: Sequence[tuple[Passage, list[Figure]]], years: frozenset[str], sure: float) -> Suggestion | None:
    """Of lines that each name a year the one that the question asks for; without such a line nothing is taken."""
    named = [(years_in(passage.plain), passage, figures) for passage, figures in held]
    labelled = [one for one in named if one[0]]
    other = bool(years and labelled and labelled[0] is named[0] and not labelled[0][0] & years)
    if len(labelled) < 2 and not other:
        return None
    meant = [one for one in labelled if one[0] & years]
    if len(meant) == 1 and len(meant[0][2]) == 1:
        return _exact(meant[0][2][0], meant[0][1], sure)
    first = named[0]
    if not meant and not first[0] and is_bare(first[1].plain) and len(labelled) == len(named) - 1:
        return _exact(first[2][0], first[1], sure)  # "312.5", and below it "(2022/23: 400)"
    return Suggestion(None, abstained="unclear: figures by year, none of them for the year asked about")


def _one(held: Sequence[tuple[Passage, list[Figure]]], sure: float) -> Suggestion | None:
    passage, figures = held[0]
    listed = passage.unit.mark == "bullet" or passage.unit.row >= 0 or _LINE.match(passage.plain)
    if len(held) > 1 and listed and len(passage.plain.split()) <= LINE_WORDS:
        return None
    folded = fold(passage.raw)
    if len(figures) > 1 and not (
        _PARTS_OF.search(folded[figures[0].end : figures[1].start]) or _ARE.match(folded[figures[1].end :])
    ):
        return None
    return _exact(figures[0], passage, sure)


def _row_of_total(held: Sequence[tuple[Passage, list[Figure]]], sure: float) -> Suggestion | None:
    """The only figure of the last row, where that row is headed "Total" or "All areas"."""
    passage, figures = held[-1]
    heads = len(held) > 1 and _TOTAL_ROW.match(passage.plain)
    return _exact(figures[-1], passage, sure) if heads and len(figures) == 1 else None


def _total(held: Sequence[tuple[Passage, list[Figure]]], sure: float) -> Suggestion | None:
    totals = [(passage, figure) for passage, figures in held for figure in figures if figure.total]
    if len({figure.value for _, figure in totals}) == 1:
        return _exact(totals[0][1], totals[0][0], sure)
    listed = [(passage, figure) for passage, figures in held for figure in figures]
    *parts, (where, last) = listed
    if not totals and len(parts) > 1 and last.value == sum(figure.value for _, figure in parts):
        return _exact(last, where, sure)  # "45, 18, 63"
    return None


def _exact(figure: Figure, passage: Passage, sure: float) -> Suggestion:
    if figure.bound:
        return Suggestion(None, abstained="unclear: only a bound or a range is given")
    return Suggestion(_plain(figure.value), sure * (0.6 if figure.about else 1.0), (passage.evidence,))


def _sum(held: Sequence[tuple[Passage, list[Figure]]], sure: float) -> Suggestion:
    figures = [figure for _, found in held for figure in found]
    if any(figure.bound for figure in figures):
        return Suggestion(None, abstained="unclear: only a bound or a range is given")
    if sum(len(years_in(passage.plain)) for passage, _ in held) > 1:
        return Suggestion(None, abstained="unclear: several figures, one for each year")
    if not _addable(held):
        return Suggestion(None, abstained="unclear: several figures, and none of them named as the total")
    evidence = [
        Evidence(passage.raw[start:end], passage.part, passage.unit.start + start, passage.unit.start + end)
        for passage, found in held
        for start, end in pieces(fold(passage.raw), found)
    ]
    about = 0.6 if any(figure.about for figure in figures) else 1.0
    return Suggestion(_plain(sum(figure.value for figure in figures)), sure * 0.8 * about, tuple(evidence))


def _addable(held: Sequence[tuple[Passage, list[Figure]]]) -> bool:
    """Whether the figures are parts of one whole: a short list of things none of which is part of another, with no
    verb between them ("146, we have 1 on loan" are two statements)."""
    labels: list[frozenset[str]] = []
    ends: list[str] = []
    for passage, figures in held:
        folded = fold(passage.raw)
        if len(held) > 1 and len(passage.plain.split()) > LINE_WORDS:
            return False
        for first, second in pairwise(figures):
            between = folded[first.end : second.start]
            if _STATEMENT.search(between) or len(between) > 60:
                return False
        labels += [_label_of(folded, figures, at) for at in range(len(figures))]
        if len(held) == 1:  # "2 recorders and 14 cameras" are two things
            ends += [
                folded[one.end : other.start].removesuffix(" and ").strip(" ,;") for one, other in pairwise(figures)
            ]
            ends.append(folded[figures[-1].end :].split(" are ")[0].split(" in ")[0].strip(" .,;"))
    things = {last[-1] for label in ends if (last := label.split()) and _PLURAL.match(last[-1])}
    return len(things) < 2 and not any(one and one <= other for one, other in permutations(labels, 2))


def _label_of(folded: str, figures: list[Figure], at: int) -> frozenset[str]:
    """The words of the piece a figure stands in: before it where it ends the line, else after it."""
    if len(figures) == 1:
        return content_stems(folded[: figures[0].start] + " " + folded[figures[0].end :])
    end = figures[at + 1].start if at + 1 < len(figures) else len(folded)
    return content_stems(folded[figures[at].end : end])


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else round(value, 2)


def date_of(told: Sequence[Passage], wanted: Wanted) -> Suggestion:
    """The only date given, as ISO 8601, or of several the one that the asked end or beginning leads to."""
    for passage in told:
        written = dates_in(passage.plain)
        days = {one.day for one in written}
        for asked, leads in _LEADS.items():
            if asked in wanted.stems and len(days) > 1:
                days = {one.day for one in written if leads.search(passage.plain[: one.start])} or days
        if len(days) == 1:
            return Suggestion(days.pop().isoformat(), 0.8, (passage.evidence,))
        if days:
            return Suggestion(None, abstained="unclear: several dates are given")
    return Suggestion(None)


def list_of(told: Sequence[Passage], _wanted: Wanted) -> Suggestion:
    """The things listed: bullets or lines, or one sentence parted at commas."""
    kept = [one for one in told if not _NOT_VALUE.search(one.plain) and not _DEFERS.search(one.plain)]
    if not kept or opening(kept[0].plain) in ("no", "n/a"):
        return Suggestion(None, abstained="the answer is “none”" if kept else "")
    if len(kept) == 1:
        parts = tuple(part.strip(" .") for part in _SPLIT.split(kept[0].raw) if part.strip(" ."))
    else:
        parts = tuple(one.raw.strip(" .") for one in kept[:60])
    return Suggestion(parts, 0.7, tuple(one.evidence for one in kept[:60])) if parts else Suggestion(None)


def text_of(told: Sequence[Passage], _wanted: Wanted) -> Suggestion:
    """The first passage of the answer, word for word."""
    kept = [one for one in told if not _NOT_VALUE.search(one.plain)]
    return Suggestion(kept[0].raw, 0.7, (kept[0].evidence,)) if kept else Suggestion(None)
