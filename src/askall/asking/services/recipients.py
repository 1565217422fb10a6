"""Whom a letter of a step goes to."""

from collections.abc import Sequence

from askall.asking.addresses import Suggested, other_address
from askall.asking.lists import BoardRow
from askall.asking.models import OutgoingLetter, Request
from askall.asking.next_steps import law_of
from askall.asking.outbox import ACCEPTED
from askall.asking.records import Known
from askall.asking.services.addresses import newest_addresses, with_address
from askall.asking.services.among import Among
from askall.bodies import services as bodies
from askall.bodies.records import Body


def bodies_of(requests: Sequence[int]) -> dict[int, Body]:
    """Request key → the body asked."""
    rows = list(Request.objects.filter(Among("pk", requests)).values_list("pk", "body_id", "body__fields"))
    addresses = newest_addresses(body for _, body, _ in rows)
    return {key: with_address(bodies.from_fields(fields), addresses.get(body)) for key, body, fields in rows}


def accepted_at(requests: Sequence[int]) -> dict[int, str]:
    """Request key → the address that the body's last letter was accepted for."""
    taken = OutgoingLetter.objects.filter(Among("request_id", requests), state=ACCEPTED).exclude(step="complain")
    return dict(taken.order_by("accepted_at").values_list("request_id", "recipient"))


def address_for(kind: str, row: BoardRow, body: Body, known: Known, taken: str) -> Suggested:
    """The regulator for a complaint; another address where the last one failed; to answer a question, where it came
    from; otherwise where the last letter was taken or went, the body's own address, or where its mail has come from."""
    if kind == "complain":
        regulator = law_of(row.clock).regulator
        return Suggested(regulator.email, f"the {regulator.name}")
    places = [
        (taken, "where the last letter was taken"),
        (known.written_to, "where the last letter went"),
        (next(iter(body.emails), ""), "the body's address"),
        (known.reply_to, "where its last letter came from"),
    ]
    if kind == "readdress":
        tried = next((address for address, _ in places[:3] if address), "")
        return other_address(body, [*known.failed, tried], known.named, known.seen)
    if kind == "clarify":
        places.insert(0, (known.reply_to, "where the question came from"))
    return next((Suggested(address, why) for address, why in places if address), Suggested())
