"""What the mail of a request tells whoever writes its next letter: subject, reference, and which addresses work."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from askall.asking.records import Known

_LONGEST = 20_000  # characters of a bounce: what it has to say stands at its head
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}")
_TELLS = re.compile(
    r"\b(?:please|instead|now|new|moved|changed|contact|use|write|e-?mail|send|resend|direct|forward|redirect)\b", re.I
)
_REACH = 120
# Nobody reads what is sent there: RFC 5322 knows no mark for it, so every system spells it.
_DEAF = re.compile(r"(?:do[-_.]?not|no)[-_.]?reply[^@]*@", re.I)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is needed of one message of a request. `text` are the own words of one that a machine wrote, else ""."""

    outgoing: bool
    automatic: str
    sender: str
    to: tuple[str, ...]
    reply_to: tuple[str, ...]
    subject: str
    failed: tuple[str, ...]
    text: str = ""


def known_from(messages: Sequence[Heard], references: Iterable[str]) -> Known:
    """Of a request's messages, oldest first, and the references learnt from them, oldest first."""
    ours = [one for one in messages if one.outgoing]
    people = [one for one in messages if not one.outgoing and not one.automatic]
    machines = [one for one in messages if not one.outgoing and one.automatic]
    last = people[-1] if people else None
    own = {one.sender.lower() for one in ours}
    named = [address for one in reversed(machines) for address in named_instead(one.text) if address not in own]
    return Known(
        reference=next(reversed(list(references)), ""),
        subject=ours[0].subject if ours else "",
        written_to=next((address for one in reversed(ours) for address in one.to[:1]), ""),
        reply_to=next((one for one in (*last.reply_to, last.sender) if not _DEAF.match(one)), "") if last else "",
        failed=tuple(dict.fromkeys(address.lower() for one in machines for address in one.failed)),
        named=tuple(dict.fromkeys(named)),
        seen=tuple(dict.fromkeys(one.sender for one in reversed(people) if one.sender and not _DEAF.match(one.sender))),
    )


def named_instead(text: str) -> tuple[str, ...]:
    """The addresses that a message tells to write to, as "please use foi@…": words shortly before say so, for a bounce
    also names whom it failed to reach."""
    found = []
    for match in _ADDRESS.finditer(text, 0, _LONGEST):
        before = text[max(0, match.start() - _REACH) : match.start()]
        if _TELLS.search(before):
            found.append(match[0].lower())
    return tuple(dict.fromkeys(found))
