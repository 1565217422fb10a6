"""Which register a workspace uses: its own where one was imported, else the councils that come with askall."""

from askall.bodies.register import Register, shipped


def register_of() -> Register:
    """The workspace's register. Call it when the workspace is open."""
    from askall.bodies import services as bodies

    own = bodies.registered_bodies()
    return Register("workspace", own) if own else shipped()
