"""The frame of a study: who is asked, as at a date, and what became of them afterwards."""

from collections.abc import Iterable
from datetime import date

from askall.bodies.records import Body, Frame
from askall.bodies.register import Register
from askall.foundation.errors import BadInput


def frame(
    register: Register,
    as_at: date,
    types: Iterable[str] = (),
    nations: Iterable[str] = (),
    regions: Iterable[str] = (),
) -> Frame:
    """The bodies in force on `as_at`, in order of id. Empty `types`, `nations` or `regions` mean all.

    Raises BadInput for a type, nation or region that the register does not know, and for a frame without bodies.
    """
    bodies = register.select(as_at, types, nations, regions)
    if not bodies:
        raise BadInput(f"No body of the register {register.name} is in force on {as_at} and of the kinds asked for.")
    return Frame(as_at, tuple(sorted(bodies, key=lambda body: body.id)))


def later(body: Body, register: Register, today: date) -> str:
    """What became of a body of the frame by `today`, as sentences for the report; "" if it is still in force.

    The register's own entry is looked at, not the frozen copy, which may not have known of its end.
    """
    sentences: list[str] = []
    waiting, seen = [register.by_id.get(body.id, body)], {body.id}
    while waiting:
        one = waiting.pop(0)
        if one.end is None or one.end > today:
            continue
        sentences.append(_ending(one, register))
        fresh = (
            [after for after in register.successors(one) if after.id not in seen] if one.id in register.by_id else []
        )
        seen.update(after.id for after in fresh)
        waiting += fresh
    return " ".join(sentences)


def _ending(body: Body, register: Register) -> str:
    """How one body ended: merged, replaced, divided or abolished."""
    day = f"{body.end.day} {body.end:%B %Y}" if body.end else ""
    after = register.successors(body) if body.id in register.by_id else ()
    if not after:
        return f"{body.name} was abolished on {day}."
    if len(after) > 1:
        return f"{body.name} was abolished on {day}; its area passed to {_listed([one.name for one in after])}."
    others = len(register.predecessors(after[0])) - 1
    if others == 0:
        return f"{body.name} was replaced by {after[0].name} on {day}."
    with_others = "one other body" if others == 1 else f"{others} other bodies"
    return f"{body.name} was merged with {with_others} into {after[0].name} on {day}."


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
