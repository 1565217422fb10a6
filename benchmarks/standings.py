"""How fast the state of every request is folded again from its events, each suggested one with the words it rests on.

Repeat with: .venv/bin/python benchmarks/standings.py [REQUESTS], 45,000 if left out; on the PostgreSQL server whose
address is in ASKALL_DATABASE_URL (an empty database) instead of the embedded one. Prints the seconds and the requests
a second, first where every state is new, then where all stay as they were. The rows are written straight into the
tables: what is measured is folding them. Every body is invented.
"""

import random
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

from study_at_scale import TODAY, story, write_study

from askall.cli.start import open_workspace
from askall.foundation.workspace import create_workspace

WORDS = "The Act says that we must respond to you within 20 working days; you should expect to hear from us by then."


def fill() -> int:
    """A letter and what came of it for every request; the number of events."""
    from askall.asking.models import Request, RequestEvent
    from askall.asking.state import SUGGESTED
    from askall.team import services as team

    rng, machine, rows = random.Random(2), team.person(handle="machine:reader"), []
    for key in Request.objects.order_by("pk").values_list("pk", flat=True):
        sent = datetime(2021, 8, 31, 9, tzinfo=UTC) + timedelta(days=rng.randint(0, 27))
        told = [("sent", sent, False, ""), *story(rng, sent)]
        for number, (kind, moment, theirs, note) in enumerate(told):
            source = sha256(f"{key}.{number}".encode()).hexdigest()
            event = {"request_id": key, "at": moment, "source": source, "by": machine, "logged_at": moment}
            if theirs and kind in SUGGESTED:
                rows.append(RequestEvent(kind="received", **event))
            words = {"sha256": source, "part": 0, "start": 4, "end": 4 + len(WORDS), "quote": WORDS}
            rows.append(
                RequestEvent(
                    kind=kind,
                    note=note,
                    suggested=kind in SUGGESTED,
                    verdict="accepted" if kind in SUGGESTED and rng.random() < 0.7 else "",
                    evidence=[words, words] if kind in SUGGESTED else [],
                    **event,
                )
            )
    RequestEvent.objects.bulk_create(rows, batch_size=5000)
    return len(rows)


def main(requests: int = 45_000) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = create_workspace(Path(folder) / "standings")
        open_workspace(workspace.root)
        from django.db import connection

        from askall.asking import services as asking
        from askall.bodies.register import shipped
        from askall.study import services as studies

        path = write_study(workspace.root, requests)
        study = studies.save_study(path=path, register=shipped(), by="bench", at=TODAY)
        asking.open_requests(study=study.slug, by="bench", at=TODAY)
        print(f"{requests:,} requests, {fill() + requests:,} events, {connection.vendor}")
        for what in ("all of them new", "all of them known"):
            begun, used = perf_counter(), process_time()
            number = asking.restate_all()
            seconds, used = perf_counter() - begun, process_time() - used
            print(
                f"state of {number:,} requests folded, {what}: {seconds:.1f} s "
                f"({number / seconds:,.0f} a second; {used:.1f} s of this processor)"
            )
        connection.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
