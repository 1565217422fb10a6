"""A sender in a process of its own, for tests that kill it."""

import json
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from askall.foundation.workspace import create_workspace
from factories.commands import environment

PROGRAM = Path(__file__).with_name("sender_program.py")


class Sender:
    """The program of sender_program.py: each call is one line to it and one back."""

    def __init__(self, process):
        self.process = process

    def __getattr__(self, name):
        def call(**arguments):
            self.process.stdin.write(json.dumps({"do": name, **arguments}) + "\n")
            self.process.stdin.flush()
            answer = self.process.stdout.readline()
            assert answer, f"the program ended at “{name}”"
            return json.loads(answer)

        return call

    def run(self, **arguments):
        """Send to the end; the exit status."""
        return self.wait(child=self.start(**arguments))

    def kill(self, child):
        """SIGKILL; whether the child was still at work."""
        os.kill(child, signal.SIGKILL)
        return self.wait(child=child) == -signal.SIGKILL


@contextmanager
def sender(folder, database="", **settings):
    """A workspace of its own in `folder`, and a program to send from it."""
    workspace = create_workspace(folder / "work")
    given = {**environment(), **({"ASKALL_DATABASE_URL": database} if database else {})}
    process = subprocess.Popen(
        [sys.executable, PROGRAM, str(workspace.root), json.dumps(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**given, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        yield Sender(process)
    finally:
        process.stdin.close()
        process.wait(timeout=60)
        process.stdout.close()
