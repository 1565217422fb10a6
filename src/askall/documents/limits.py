"""What one file may cost before its reading is cut short."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file and everything packed inside it. Past a limit the rest is left out, with a warning.

    `seconds` of wall clock end the reading and keep what was read; at `last_seconds` the process is killed, for a
    library may hang where Python cannot interrupt it. `memory` bytes are those the reading may add to its process.
    """

    seconds: float = 60.0
    last_seconds: float = 75.0
    memory: int = 700 * MEGABYTE
    bytes_in: int = 100 * MEGABYTE
    characters: int = 20 * MEGABYTE  # of text; about 10,000 pages
    cells: int = 2_000_000
    rows: int = 200_000  # of one sheet
    depth: int = 3  # a file in a zip in a zip in a zip
    members: int = 1_000
    unpacked: int = 200 * MEGABYTE
    ratio: int = 250  # of unpacked to packed size; asked only of members above `small`
    small: int = 5 * MEGABYTE


DEFAULT_LIMITS = Limits()
