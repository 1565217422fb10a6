"""The register: all known bodies with their dates, found by id, name and what became of them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType

from askall.bodies.records import Body
from askall.foundation.errors import BadInput

SHIPPED = "uk_councils.csv"
# Words that name the kind of a council, not its place: "Hackney Council" means the London Borough of Hackney.
KIND_WORDS = frozenset(
    {"the", "of", "and", "council", "borough", "london", "royal", "city", "county", "district", "metropolitan"}
    | {"corporation", "lbc", "mbc", "bc", "dc", "cc", "mdc"}
)


@dataclass(frozen=True)
class Register:
    """Bodies of one source, in its order. Ids are unique and every predecessor and successor resolves
    (`csv_file` sees to both)."""

    name: str
    bodies: tuple[Body, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Body]:
        """Body id → body."""
        return MappingProxyType({body.id: body for body in self.bodies})

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Every type of the register, in alphabetical order."""
        return _known(body.type for body in self.bodies)

    @cached_property
    def nations(self) -> tuple[str, ...]:
        """Every nation of the register, in alphabetical order."""
        return _known(body.nation for body in self.bodies)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Every region of the register, in alphabetical order."""
        return _known(body.region for body in self.bodies)

    def get(self, body_id: str) -> Body:
        """The body of this id. Raises BadInput if there is none."""
        try:
            return self.by_id[body_id]
        except KeyError:
            raise BadInput(f"There is no body “{body_id}” in the register {self.name}.") from None

    def in_force(self, as_at: date) -> tuple[Body, ...]:
        """The bodies that exist on that day."""
        return tuple(body for body in self.bodies if body.in_force(as_at))

    def select(
        self, as_at: date, types: Iterable[str] = (), nations: Iterable[str] = (), regions: Iterable[str] = ()
    ) -> tuple[Body, ...]:
        """The bodies in force on that day of these types, nations and regions; empty means all.

        Upper and lower case do not matter. Raises BadInput for a value that no body of the register has: a misspelt
        type would otherwise quietly shrink the base of every figure.
        """
        wanted_types = self._checked("type", types, self.types)
        wanted_nations = self._checked("nation", nations, self.nations)
        wanted_regions = self._checked("region", regions, self.regions)
        return tuple(
            body
            for body in self.in_force(as_at)
            if (not wanted_types or body.type in wanted_types)
            and (not wanted_nations or body.nation in wanted_nations)
            and (not wanted_regions or body.region in wanted_regions)
        )

    def find(self, name: str) -> tuple[Body, ...]:
        """The bodies this name may mean, in the register's order; empty if none.

        Only the best kind of match is given: present name, else short, former or other name, else the place alone
        ("Hackney Council"). Bodies of different dates may share a name, so more than one can be meant.
        """
        for index, key in zip(self._name_indexes, (_plain, _plain, _place), strict=True):
            found = index.get(key(name), ()) if key(name) else ()
            if found:
                return found
        return ()

    def successors(self, body: Body) -> tuple[Body, ...]:
        """The bodies that took over directly, in order of id. A link given on either side counts."""
        return tuple(self.by_id[one] for one in self._links[0][body.id])

    def predecessors(self, body: Body) -> tuple[Body, ...]:
        """The bodies it took over from directly, in order of id. A link given on either side counts."""
        return tuple(self.by_id[one] for one in self._links[1][body.id])

    def became(self, body: Body, as_at: date) -> tuple[Body, ...]:
        """What the body is on that day: itself while in force, else its successors, and theirs, that are in force."""
        return self._follow(body, as_at, self.successors)

    def came_from(self, body: Body, as_at: date) -> tuple[Body, ...]:
        """What the body was on that day: itself if in force, else its predecessors, and theirs, that were."""
        return self._follow(body, as_at, self.predecessors)

    def _follow(self, body: Body, as_at: date, step: Callable[[Body], tuple[Body, ...]]) -> tuple[Body, ...]:
        found: dict[str, Body] = {}
        seen, waiting = {body.id}, [body]
        while waiting:
            one = waiting.pop(0)
            if one.in_force(as_at):
                found[one.id] = one
                continue
            fresh = [other for other in step(one) if other.id not in seen]
            seen.update(other.id for other in fresh)
            waiting += fresh
        return tuple(found.values())

    def _checked(self, what: str, wanted: Iterable[str], known: tuple[str, ...]) -> frozenset[str]:
        by_case = {one.casefold(): one for one in known}
        wanted = tuple(wanted)
        for one in wanted:
            if one.strip().casefold() not in by_case:
                listing = ", ".join(known) or "none"
                raise BadInput(f"No body of the register {self.name} has the {what} “{one}”. Known: {listing}.")
        return frozenset(by_case[one.strip().casefold()] for one in wanted)

    @cached_property
    def _links(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        after, before = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for body in self.bodies:
            for other in body.successors:
                after[body.id].add(other)
                before[other].add(body.id)
            for other in body.predecessors:
                before[body.id].add(other)
                after[other].add(body.id)
        ids = [body.id for body in self.bodies]
        return {one: sorted(after[one]) for one in ids}, {one: sorted(before[one]) for one in ids}

    @cached_property
    def _name_indexes(self) -> tuple[dict[str, tuple[Body, ...]], ...]:
        return (
            _index(self.bodies, lambda body: {_plain(body.name)}),
            _index(self.bodies, lambda body: {_plain(name) for name in _names(body)}),
            _index(self.bodies, lambda body: {_place(name) for name in (body.name, *_names(body))}),
        )


@cache
def shipped() -> Register:
    """The UK's principal councils since 2015, read once a process. Sources and attribution: docs/register.md."""
    from askall.bodies.csv_file import parse_register  # csv_file makes Registers, so it cannot be imported above

    return parse_register((files("askall.bodies") / "data" / SHIPPED).read_bytes(), SHIPPED)


def _known(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))


def _names(body: Body) -> tuple[str, ...]:
    return (body.short_name, *body.former_names, *body.other_names)


def _index(bodies: Iterable[Body], keys: Callable[[Body], set[str]]) -> dict[str, tuple[Body, ...]]:
    index: dict[str, list[Body]] = defaultdict(list)
    for body in bodies:
        for key in keys(body):
            index[key].append(body)
    return {key: tuple(found) for key, found in index.items()}


def _words(name: str) -> list[str]:
    """Words without accents, case and punctuation; "&" is "and", "King's" is "kings"."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("&", " and ").replace("'", "").replace("’", ""))
    bare = "".join(char for char in text if not unicodedata.combining(char))
    return re.findall(r"\w+", bare)


def _plain(name: str) -> str:
    return " ".join(word for word in _words(name) if word != "the")


def _place(name: str) -> str:
    return " ".join(word for word in _words(name) if word not in KIND_WORDS)
