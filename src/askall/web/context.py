"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from askall.study import services as studies
from askall.web.acting import acting_person


def workspace(request: HttpRequest) -> dict[str, Any]:
    """The workspace's folder name, who acts, and whether anything here is invented."""
    return {
        "workspace_name": settings.WORKSPACE.root.name if settings.WORKSPACE else "",
        "person": acting_person(request),
        "synthetic": any(one.protocol.synthetic for one in studies.studies()),
    }
