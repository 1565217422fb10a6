"""Who acts on these pages: they are served to one person on their own computer."""

from django.conf import settings


def acting_person() -> str:
    """The person named in askall.toml."""
    return settings.WORKSPACE.person if settings.WORKSPACE else "researcher"
