"""What every page's template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def workspace(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  # Django's signature
    """The workspace's folder name, shown at the foot of each page."""
    return {"workspace_name": settings.WORKSPACE.root.name if settings.WORKSPACE else ""}
