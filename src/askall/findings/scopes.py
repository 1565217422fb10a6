"""Which bodies a figure is about: all, or those of a nation, a region, a type, or several of these at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from askall.coding.records import BodyRow

FIELDS = ("nation", "region", "type")


@dataclass(frozen=True, slots=True)
class Scope:
    """None means "any". A body is inside when every field that is set is its own."""

    nation: str | None = None
    region: str | None = None
    type: str | None = None

    def holds(self, body: BodyRow) -> bool:
        """Whether the body is inside."""
        return (
            self.nation in (None, body.nation) and self.region in (None, body.region) and self.type in (None, body.type)
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The values that are set, widest first; empty for all bodies."""
        return tuple(value for value in (self.nation, self.region, self.type) if value is not None)

    @property
    def where(self) -> str:
        """The scope within a sentence: " in Scotland", " of type “London borough”"; "" for all bodies."""
        place = ", ".join(value for value in (self.region, self.nation) if value is not None)
        kind = f" of type “{self.type}”" if self.type is not None else ""
        return kind + (f" in {place}" if place else "")

    def as_json(self) -> dict[str, str | None]:
        """The `scope` of findings.json."""
        return {"nation": self.nation, "region": self.region, "type": self.type}


ALL = Scope()


def scopes_of(bodies: Iterable[BodyRow]) -> tuple[Scope, ...]:
    """All; each nation, region and type, by name; and nation by type only where a type occurs in several nations.

    A blank nation, region or type is no scope.
    """
    rows = tuple(bodies)
    nations, regions, types = (sorted({getattr(row, field) for row in rows} - {""}) for field in FIELDS)
    pairs = sorted({(row.nation, row.type) for row in rows if row.nation and row.type})
    spread = {kind for kind in types if sum(kind == other for _, other in pairs) > 1}
    return (
        ALL,
        *(Scope(nation=nation) for nation in nations),
        *(Scope(region=region) for region in regions),
        *(Scope(type=kind) for kind in types),
        *(Scope(nation=nation, type=kind) for nation, kind in pairs if kind in spread),
    )
