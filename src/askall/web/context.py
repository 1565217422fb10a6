"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from askall.foundation.clock import uk_date
from askall.foundation.workspace import CLOCK
from askall.study import services as studies
from askall.web.acting import acting_person


def workspace(request: HttpRequest) -> dict[str, Any]:
    """The workspace's folder name, who acts, whether anything is invented, and the day where that is invented too."""
    here = settings.WORKSPACE
    return {
        "workspace_name": here.root.name if here else "",
        "person": acting_person(request),
        "synthetic": any(one.protocol.synthetic for one in studies.studies()),
        "simulated_day": uk_date(CLOCK.now()) if here and here.is_simulated else None,
    }
