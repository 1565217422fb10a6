"""Where requests are sent: the address of the frozen frame, or a newer one that the user has given since."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from askall.asking.models import BodyAddress, Request
from askall.asking.services.among import Among
from askall.bodies import services as bodies
from askall.bodies.records import Body
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput
from askall.study import services as studies
from askall.team import services as team


@transaction.atomic
def give_addresses(*, study: str, addresses: Mapping[str, str], source: str, by: str, at: datetime) -> int:
    """From now on requests to these bodies (by id) go to these addresses; the number that are new. `source` is the
    file they come from, or why one was changed. Raises BadInput for a body that is not asked, or no address."""
    record, newest = studies.study(slug=study), newest_addresses()
    keys = bodies.frame_body_keys(key=record.frame_key)
    actor, rows = team.person(handle=by), []
    for body, given in addresses.items():
        if body not in keys:
            raise BadInput(f"“{body}” is no body of “{record.protocol.title}”.")
        if newest.get(keys[body]) != (address := mail_address(given)):
            rows.append(BodyAddress(body_id=keys[body], address=address, source=source, by=actor, at=at))
    BodyAddress.objects.bulk_create(rows)
    if rows:
        team.record(by=by, at=at, action="addresses given", subject=study, detail={"n": len(rows), "source": source})
    return len(rows)


def newest_addresses(bodies: Iterable[int] | None = None) -> dict[int, str]:
    """Key of a body in its frame → the address given last, of those that were given any; only of `bodies` if given."""
    rows = BodyAddress.objects.order_by("pk")
    if bodies is not None:
        rows = rows.filter(Among("body_id", bodies))
    return dict(rows.values_list("body_id", "address"))


def with_address(body: Body, address: str | None) -> Body:
    """The body with this address as its first; as it is without one."""
    if not address:
        return body
    return replace(body, emails=(address, *(one for one in body.emails if one.lower() != address.lower())))


def recipients(*, study: str) -> dict[int, str]:
    """Request key → the address its letters go to, of those whose body has one."""
    newest = newest_addresses()
    rows = Request.objects.filter(study__slug=study).values_list("pk", "body_id", "body__fields")
    found = {key: with_address(bodies.from_fields(fields), newest.get(body)).emails for key, body, fields in rows}
    return {key: emails[0] for key, emails in found.items() if emails}
