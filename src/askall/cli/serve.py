"""`askall serve`: the workspace's pages and its report on localhost."""

import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from askall.cli.ask_holidays import note_calendar
from askall.cli.output import say, screen
from askall.cli.start import WorkspaceOption, open_workspace
from askall.foundation.errors import OutsideFailure

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
PATIENCE = 10.0  # seconds in which a page that is being made may end
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes any free one.")]


@app.command()
def serve(
    port: PortOption = 8000,
    workspace: WorkspaceOption = None,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the pages in a browser.")] = False,
) -> None:
    """Serve the workspace's pages and report on localhost until Ctrl-C."""
    note_calendar(open_workspace(workspace))
    serve_pages(port, open_browser)


def serve_pages(port: int, open_browser: bool = False) -> None:
    """Serve on 127.0.0.1 only, until interrupted. Raises OutsideFailure if the port is taken."""
    from askall.web.sender import SENDER

    server, address = _server(port)
    screen.print(address, markup=False)
    say("Ctrl-C ends it.")
    if open_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    try:
        server.run()
    except KeyboardInterrupt:
        say("Ended.")
    finally:
        SENDER.end()
        server.close()


@contextmanager
def pages_beside(port: int) -> Iterator[str]:
    """Serve on 127.0.0.1 while the block runs, beside what it does; the address. Raises OutsideFailure as above."""
    server, address = _server(port)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        # The thread that waits on the connections is the one that may close them: then it has nothing left to wait for.
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map, ignore_all=True))
        thread.join(PATIENCE)
        server.task_dispatcher.shutdown()


def _server(port: int) -> tuple[Any, str]:
    """A server of the pages that does not run yet, and its address."""
    from django.core.wsgi import get_wsgi_application
    from waitress import create_server

    try:
        server = create_server(get_wsgi_application(), host="127.0.0.1", port=port, threads=4)
    except OSError as error:
        raise OutsideFailure(f"Port {port} is taken ({error.strerror}). Choose another with --port.") from error
    return server, f"http://127.0.0.1:{server.effective_port}/"
