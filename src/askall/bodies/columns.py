"""The columns of a register's CSV: our own, and what other people call them."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from askall.bodies.records import Body
from askall.foundation.errors import Fault

COLUMNS = tuple(field.name for field in fields(Body))
LISTS = frozenset({"former_names", "other_names", "predecessors", "successors", "domains", "emails"})

# Our column → what it may be called elsewhere, in lower case with "_" between words.
ALIASES: dict[str, tuple[str, ...]] = {
    "id": ("code", "body_id", "authority_code", "council_code", "three_letter_code"),
    "name": (
        "official_name",
        "nice_name",
        "body",
        "body_name",
        "public_body",
        "authority",
        "authority_name",
        "public_authority",
        "council",
        "council_name",
        "organisation",
        "organisation_name",
        "organization",
        "full_name",
        "title",
    ),
    "short_name": ("short", "shortname"),
    "type": ("kind", "category", "body_type", "authority_type", "local_authority_type_name", "council_type"),
    "nation": ("country",),
    "region": ("area",),
    "law": ("act", "foi_law", "regime", "access_law"),
    "start": ("start_date", "from", "valid_from", "in_force_from"),
    "end": ("end_date", "until", "valid_to", "in_force_until", "abolished"),
    "former_names": ("former_name", "previous_names", "previous_name", "formerly"),
    "other_names": ("alt_names", "alternative_names", "aliases", "also_known_as"),
    "predecessors": ("predecessor", "replaces", "replaced"),
    "successors": ("successor", "replaced_by", "merged_into"),
    "website": ("home_page", "homepage", "url", "web", "web_site", "web_address"),
    "domains": ("domain", "mail_domain", "mail_domains", "email_domain", "email_domains"),
    "emails": (
        "email",
        "e_mail",
        "e_mails",
        "mail",
        "email_address",
        "e_mail_address",
        "email_addresses",
        "foi_email",
        "foi_e_mail",
        "foi_email_address",
        "request_email",
    ),
    "county": ("county_name",),
    "gss": ("gss_code", "ons_code"),
    "population": ("population_2020", "inhabitants"),
    "latitude": ("lat",),
    "longitude": ("lon", "long", "lng"),
}
_MEANT = {alias: column for column, aliases in ALIASES.items() for alias in (column, *aliases)}


@dataclass(frozen=True, slots=True)
class Header:
    """Which of our columns stands where. `titles` are the file's own, for telling a person where a fault is."""

    titles: tuple[str, ...]
    places: dict[str, tuple[int, ...]]

    def has(self, column: str) -> bool:
        """Whether the file has this column of ours, under whatever title."""
        return column in self.places

    def title(self, column: str) -> str:
        """The file's own title of our column."""
        return self.titles[self.places[column][0]] if column in self.places else column

    def cell(self, row: Sequence[str], column: str) -> str:
        """What the row holds there: "" if nothing; lists from several columns are joined by ";"."""
        found = (row[place].strip() for place in self.places.get(column, ()) if place < len(row))
        return ";".join(cell for cell in found if cell)


def meant_by(title: str) -> str:
    """Our column of this title; "" if it is none of ours."""
    return _MEANT.get(_key(title), "")


def read_header(path: str, row_number: int, titles: Sequence[str]) -> tuple[Header, list[Fault]]:
    """The header and what is wrong with it. Columns we do not know are left alone, but a near miss is a fault: a
    misspelt "succesors" would silently lose every merger."""
    faults: list[Fault] = []
    places: dict[str, tuple[int, ...]] = {}
    for place, title in enumerate(titles):
        column = meant_by(title)
        if not column:
            faults += _near_miss(path, row_number, title)
        elif column not in places or column in LISTS:
            places[column] = (*places.get(column, ()), place)
        elif (_key(title) == column) != (_key(titles[places[column][0]]) == column):  # our own name wins
            places[column] = (place,) if _key(title) == column else places[column]
        else:
            other = titles[places[column][0]]
            why = f"this column and “{other}” both seem to hold the {column}; rename the one that does."
            faults.append(Fault(path, why, row_number, title))
    if "name" not in places:
        why = "no column holds the names of the bodies. Call it “name” (or Body, Authority, Organisation)."
        faults.insert(0, Fault(path, why, row_number))
    return Header(tuple(titles), places), faults


def _near_miss(path: str, row_number: int, title: str) -> list[Fault]:
    close = difflib.get_close_matches(_key(title), COLUMNS, n=1, cutoff=0.85)
    return [Fault(path, f"unknown column; did you mean “{close[0]}”?", row_number, title)] if close else []


def _key(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")
