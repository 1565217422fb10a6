"""Who acts on these pages. They are served on one computer, whose users may take turns: each says who they are."""

from django.conf import settings
from django.http import HttpRequest

from askall.foundation.errors import BadInput
from askall.foundation.text import storable

CODER = "coder"
BLIND = "blind"


def acting_person(request: HttpRequest) -> str:
    """Whoever said so in this browser, else the person named in askall.toml."""
    known = settings.WORKSPACE.person if settings.WORKSPACE else "researcher"
    return str(request.session.get(CODER) or known)


def is_blind(request: HttpRequest) -> bool:
    """Whether the machine's suggestions are hidden while coding."""
    return bool(request.session.get(BLIND))


def take_turn(request: HttpRequest, name: str, blind: bool) -> None:
    """From now on this person acts in this browser. Raises BadInput for a name that nobody can have."""
    name = storable(" ".join(name.split()))
    if not 1 <= len(name) <= 150:
        raise BadInput("Say who you are: a name or handle of up to 150 characters.")
    if name.casefold().startswith("machine:"):
        raise BadInput(f"“{name[:60]}” is the name of a machine. Machines suggest; people code.")
    request.session[CODER] = name
    request.session[BLIND] = blind
