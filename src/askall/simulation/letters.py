"""The shape of a letter, before it becomes a mail, a PDF or a Word file; and the house styles councils write in."""

from dataclasses import dataclass, field
from functools import cache
from random import Random

from askall.bodies.records import Body
from askall.simulation.phrases import choose, fill, fragments

LAWS = {
    "FOIA": "Freedom of Information Act 2000",
    "FOISA": "Freedom of Information (Scotland) Act 2002",
}
HOUSES = 60
LAYOUTS = ("pairs", "inline", "lettered", "table", "numbers", "prose", "interleaved", "worked_in")
# Layouts that live in the text of a mail only: they answer between the lines of the letter that was sent.
IN_MAIL = frozenset({"interleaved", "worked_in"})
CARRIERS = ("plain", "html", "pdf", "docx", "html", "pdf", "plain", "xlsx")
CLIENTS = ("outlook", "outlook", "outlook", "webmail", "bare", "latin")
MAKERS = ("Hikvision", "Hikvision", "Hikvision", "Hikvision", "HikVision", "HIKVISION", "Hik Vision", "Hikvison")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a letter. `kind` says how it looks, `rows` holds the cells of a table.

    Kinds: heading, paragraph, question (the request's own words), answer, table, reference, address, small
    (boilerplate), original (the head of a quoted mail), mark (the SYNTHETIC line).
    """

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Where a letter says something: `text` is found in it word for word (line breaks apart), after `after`.

    `variable` is "outcome" or a question id. A person coding by eye would point at these words.
    """

    variable: str
    value: str
    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """Blocks in reading order, and what they say."""

    blocks: tuple[Block, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """A council's house style: everything that stays the same from one of its letters to the next."""

    number: int
    layout: str
    carrier: str  # plain, html, pdf, docx or xlsx
    client: str  # the mail program: outlook, webmail, bare, latin
    echo: str  # none, block, items or both
    numbering: str
    heads: tuple[str, str]
    greeting: str
    reference_line: str
    closing: str
    tail: tuple[str, ...]  # boilerplate, in this house's order
    rights_first: bool
    signs: str  # officer or team
    maker: str

    @property
    def form(self) -> tuple[object, ...]:
        """What makes one style differ from another to the eye."""
        return (self.layout, self.carrier, self.echo, self.numbering, self.heads, self.greeting, self.tail)


@cache
def houses() -> tuple[House, ...]:
    """The house styles, the same for every seed."""
    rng = Random("houses")
    return tuple(_house(number, rng) for number in range(HOUSES))


def _house(number: int, rng: Random) -> House:
    shells = fragments("shells")
    layout = LAYOUTS[number % len(LAYOUTS)]
    carrier = CARRIERS[(number // len(LAYOUTS) + number) % len(CARRIERS)]
    if layout in IN_MAIL:
        carrier = rng.choice(["plain", "plain", "html"])
    elif carrier == "xlsx":
        layout = "table"
    tail = [*rng.sample(["reviews", "regulators", "reuse", "surveys", "contact_lines", "log_notes"], rng.randint(2, 6))]
    if "regulators" in tail and "reviews" in tail:
        tail.remove("regulators")
        tail.insert(tail.index("reviews") + 1, "regulators")
    return House(
        number=number,
        layout=layout,
        carrier=carrier,
        client=rng.choice(CLIENTS),
        echo=rng.choice(["block", "none", "both"])
        if layout in ("numbers", "prose")
        else rng.choice(["items", "items", "both"]),
        numbering=rng.choice(["{n}.", "{n})", "Q{n}.", "Question {n}:", "({n})", "{n} -"]),
        heads=tuple(rng.choice(shells["item_headings"])),
        greeting=rng.choice(shells["greetings"]),
        reference_line=rng.choice(shells["reference_lines"]),
        closing=rng.choice(shells["closings"][:-1]),
        tail=tuple(tail),
        rights_first=rng.random() < 0.12,
        signs=rng.choice(["officer", "team", "both"]),
        maker=MAKERS[number % len(MAKERS)],
    )


@dataclass(slots=True)
class Case:
    """A council dealing with one request: its style, its reference and the words for its fields."""

    body: Body
    house: House
    rng: Random
    fields: dict[str, str]
    questions: tuple[tuple[str, str], ...]  # (id, text)
    said: list[Statement] = field(default_factory=list)

    def say(self, key: str, **more: str) -> str:
        """A fragment of the shell, filled in."""
        return fill(choose(self.rng, fragments("shells"), key, self.body.law), self.fields | more)


def reference(rng: Random, body: Body) -> str:
    """A case number in one of the forms councils use."""
    digits = {f"d{width}": "".join(rng.choices("0123456789", k=width)) for width in (2, 4, 5, 6, 7, 9)}
    digits["d4"] = str(rng.randint(1000, 9899))
    words = [word for word in body.short_name.split() if word[0].isupper()]
    initials = "".join(word[0] for word in words)[:3] + "BC"
    letters = "".join(rng.choices("BCDFGHJKLMNPRSTVWXZ", k=4))
    form = rng.choice(fragments("shells")["references"])
    return fill(form, digits | {"y2": "21", "y4": "2021", "m2": "09", "initials": initials, "letters": letters})
