"""A twin of the United Kingdom's councils: the same nations, regions, types and dates, under invented names.

What a real council does is never simulated. The shape comes from the shipped register; names, domains and ids are
coined, and a name that equals or resembles a real council's is thrown away and drawn again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from random import Random
from re import findall

from askall.bodies.records import Body
from askall.bodies.register import Register, shipped
from askall.foundation.errors import BadInput
from askall.simulation.phrases import fragments

AS_AT = date(2022, 2, 7)  # the day the real study published; its frame is the twin's frame
MERGED_BY = date(2023, 12, 31)  # councils that merge later than this keep their own staff in 2021
MARK = "SYNTHETIC"
ID_PREFIX = "syn-"
# Words of real names that say nothing of the place; an invented name may use them too.
GENERIC = frozenset(fragments("names")["generic"])
# Above this share of common letters two names are taken for one another (difflib's ratio, 0 to 1).
TOO_ALIKE = 0.8
LONDON_TWIN = "Tallowgate"  # the one borough that rules the maker out on human-rights grounds


@dataclass(frozen=True)
class Nation:
    """`bodies` are the councils of the frame and the few that succeed them later, in order of id.

    `partners` maps a body to the one that answers for both: their staff have joined ahead of a merger.
    """

    seed: int
    bodies: tuple[Body, ...]
    partners: Mapping[str, str]

    @cached_property
    def asked(self) -> tuple[Body, ...]:
        """The bodies in force on AS_AT: the study's frame."""
        return tuple(body for body in self.bodies if body.in_force(AS_AT))

    @cached_property
    def register(self) -> Register:
        """The same bodies as a register, which says that it is invented."""
        return Register(f"{MARK} nation, seed {self.seed}", self.bodies)

    @cached_property
    def by_id(self) -> dict[str, Body]:
        """Every body by its id."""
        return {body.id: body for body in self.bodies}

    @property
    def ruled_out(self) -> Body:
        """The London borough that rules the maker out on human-rights grounds."""
        return next(body for body in self.bodies if body.short_name == LONDON_TWIN)


def make_nation(seed: int, pattern: Iterable[Body] | None = None) -> Nation:
    """The invented nation of `seed`, shaped like `pattern` (default: the whole shipped register).

    398 bodies are in force on AS_AT: England 333, Scotland 32, Wales 22, Northern Ireland 11.
    """
    real = tuple(shipped().bodies if pattern is None else pattern)
    rng = Random(f"{seed}/nation")
    models = _models(real, rng)
    names = _Namer(rng, real).names(models)
    ids = {model.id: ID_PREFIX + _slug(names[model.id]) for model in models}
    bodies = sorted((_twin(model, names, ids, rng) for model in models), key=lambda body: body.id)
    return Nation(seed, tuple(bodies), _partners(bodies, rng))


def _models(real: tuple[Body, ...], rng: Random) -> list[Body]:
    """The bodies to be doubled, shuffled so that the order of the draws tells nothing of the original."""
    asked = [body for body in real if body.in_force(AS_AT)]
    later = {successor for body in asked for successor in body.successors}
    models = asked + [body for body in real if body.id in later and body not in asked]
    rng.shuffle(models)
    return models


def _twin(model: Body, names: Mapping[str, str], ids: Mapping[str, str], rng: Random) -> Body:
    short = names[model.id]
    label = _slug(short).replace("-", "") if rng.random() < 0.7 else _slug(short)
    domain = f"{label}{rng.choice(['', '', '', '-council'])}.example"
    mailbox = rng.choice(
        ["foi", "foi", "foi", "freedomofinformation", "information.requests", "infogov", "foi-requests"]
    )
    return replace(
        model,
        id=ids[model.id],
        name=_title(model, short, rng),
        short_name=short,
        former_names=(),
        other_names=(),
        predecessors=tuple(ids[one] for one in model.predecessors if one in ids),
        successors=tuple(ids[one] for one in model.successors if one in ids),
        website=f"https://www.{domain}/",
        domains=(domain,),
        emails=(f"{mailbox}@{domain}",),
        county=ids.get(model.county, ""),
        gss="",
        population=_near(model.population, rng),
        latitude=_moved(model.latitude, rng),
        longitude=_moved(model.longitude, rng),
    )


def _near(population: int | None, rng: Random) -> int | None:
    return None if population is None else int(round(population * rng.uniform(0.85, 1.15), -3))


def _moved(degrees: float | None, rng: Random) -> float | None:
    """Within about ten kilometres: the map keeps its shape, and no point marks a real council."""
    return None if degrees is None else round(degrees + rng.uniform(-0.09, 0.09), 2)


def _title(model: Body, short: str, rng: Random) -> str:
    """The full name, with the styles that councils of this type use."""
    titles = {
        "county": ["{} County Council"],
        "district": ["{} District Council"] * 5 + ["{} Borough Council"] * 5 + ["{} City Council", "{} Council"],
        "unitary": ["{} Council"] * 4 + ["{} Borough Council"] * 2 + ["{} City Council"] * 2 + ["{} County Council"],
        "metropolitan district": ["{} Metropolitan Borough Council"] * 6 + ["{} City Council"] * 3 + ["{} Council"],
        "London borough": ["London Borough of {}"] * 8 + ["Royal Borough of {}"],
        "City of London": ["City of {} Corporation"],
        "Scottish council": ["{} Council"] * 9 + ["The {} Council"],
        "Welsh council": ["{} County Borough Council"] * 4 + ["{} County Council"] * 4 + ["{} Council"],
        "NI district": ["{} Borough Council"] * 2 + ["{} District Council"] * 2 + ["{} City Council"],
    }
    if model.name.startswith("Comhairle"):
        return f"Comhairle {short}"
    if short == LONDON_TWIN:
        return f"London Borough of {short}"
    fitting = [title for title in titles[model.type] if " " not in short or "City Council" not in title]
    return rng.choice(fitting).format(short)


def _partners(bodies: list[Body], rng: Random) -> dict[str, str]:
    """Four bodies whose information team has already joined that of a fellow with the same successor."""
    families: dict[str, list[str]] = {}
    for body in bodies:
        if body.in_force(AS_AT) and body.end and body.end <= MERGED_BY and len(body.successors) == 1:
            families.setdefault(body.successors[0], []).append(body.id)
    pairs = [rng.sample(family, 2) for family in families.values() if len(family) >= 2]
    return {pair[0]: pair[1] for pair in pairs[:4]}


class _Namer:
    """Coins names until one is free and unlike any real one."""

    def __init__(self, rng: Random, real: tuple[Body, ...]) -> None:
        self.rng = rng
        self.parts = fragments("names")
        self.taken = set(findall(r"\w+", LONDON_TWIN.lower())) - GENERIC
        self.counties: set[str] = set()
        self.real_words = {word for body in real for word in _words(body)}
        self.real_slugs = {_slug(name) for body in real for name in (body.short_name, body.name, *body.former_names)}

    def names(self, models: list[Body]) -> dict[str, str]:
        """A short name for each model: counties first, since districts take their county's name."""
        names: dict[str, str] = {}
        for model in sorted(models, key=lambda model: model.type != "county"):
            names[model.id] = self._name(model, names)
        self._place_london_twin(models, names)
        return names

    def _place_london_twin(self, models: list[Body], names: dict[str, str]) -> None:
        boroughs = [model.id for model in models if model.type == "London borough"]
        if boroughs:
            names[self.rng.choice(boroughs)] = LONDON_TWIN

    def _name(self, model: Body, names: Mapping[str, str]) -> str:
        for candidate in self._candidates(model, names):
            stems = {word for word in findall(r"\w+", candidate.lower()) if word not in GENERIC}
            stems -= self.counties  # "North Wexshire" may stand beside "Wexshire"
            if self._free(candidate, stems) and not any(self._resembles(stem) for stem in stems):
                self.taken |= stems | {_slug(candidate)}
                if model.type == "county":
                    self.counties |= stems
                return candidate
        raise BadInput("The name parts of the simulation are used up; add stems to names.toml.")

    def _free(self, candidate: str, stems: set[str]) -> bool:
        slug = _slug(candidate)
        return slug not in self.taken and slug not in self.real_slugs and not stems & self.taken

    def _resembles(self, stem: str) -> bool:
        matcher = SequenceMatcher()
        matcher.set_seq2(stem)  # difflib keeps what it learnt of the second string, so the stem is that one
        for word in self.real_words:
            if 2 * min(len(word), len(stem)) <= TOO_ALIKE * (len(word) + len(stem)):
                continue  # too unequal in length to pass
            matcher.set_seq1(word)
            if matcher.quick_ratio() > TOO_ALIKE and matcher.ratio() > TOO_ALIKE:
                return True
        return False

    def _candidates(self, model: Body, names: Mapping[str, str]) -> Iterator[str]:
        key = "London" if model.region == "London" else model.nation
        parts = self.parts[key]
        for _ in range(3000):
            county = names.get(model.county)
            if model.type == "county":
                yield self.rng.choice(parts["stems"]) + self.rng.choice(parts["county_endings"])
            elif county and self.rng.random() < 0.25:
                yield f"{self.rng.choice(parts['directions'])} {county}"
            elif "Islands" in model.short_name or model.name.startswith("Comhairle"):
                yield self._islands(parts, model.name.startswith("Comhairle"))
            else:
                place = {letter: self._word(parts) for letter in "abc"}
                shape = (
                    "{a}" if key == "London" and model.type != "London borough" else self.rng.choice(parts["shapes"])
                )
                yield shape.format(**place)

    def _word(self, parts: Mapping[str, list[str]]) -> str:
        stem, ending = self.rng.choice(parts["stems"]), self.rng.choice(parts["endings"])
        if stem.endswith(" "):
            return stem + ending.capitalize()
        return stem + (ending[1:] if stem[-1] == ending[0] else ending)

    def _islands(self, parts: Mapping[str, list[str]], gaelic: bool) -> str:
        ending = self.rng.choice(parts["endings"])
        return f"nan Eilean {ending.capitalize()}" if gaelic else f"{ending.capitalize()}ay Islands"


def _words(body: Body) -> set[str]:
    """The telling words of a real body's names, lower case."""
    text = " ".join((body.short_name, body.name, *body.former_names, *body.other_names)).lower()
    return {word for word in findall(r"\w+", text) if len(word) > 3 and word not in GENERIC}


def _slug(name: str) -> str:
    return "-".join(findall(r"[a-z0-9]+", name.lower()))
