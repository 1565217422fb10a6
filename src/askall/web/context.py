"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.study import services as studies
from askall.web.acting import acting_person

ROOMS = {
    "overview": "Overview",
    "work": "Work",
    "requests": "Requests",
    "triage": "Triage",
    "outbox": "Outbox",
    "code": "Coding",
    "report": "Report",
}
"""The pages named at the top of each, by the name of their address."""


def workspace(request: HttpRequest) -> dict[str, Any]:
    """The workspace's folder name, who acts, where the pages are, whether anything is invented, and the day where that
    is invented too."""
    here = settings.WORKSPACE
    return {
        "workspace_name": here.root.name if here else "",
        "person": acting_person(request),
        "rooms": [(name, label, reverse(name)) for name, label in ROOMS.items()],
        "synthetic": any(one.protocol.synthetic for one in studies.studies()),
        "simulated_day": uk_date(CLOCK.now()) if here and here.is_simulated else None,
    }
