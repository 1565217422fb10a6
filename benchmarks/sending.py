"""How many letters a second go out, with every step written to the database first.

    .venv/bin/python benchmarks/sending.py [--letters 398]

To a real Postfix on this computer, without limits of pace: the same letters by bare smtplib over one connection, which
remembers nothing, and by the outbox, which commits three times a letter. Prints letters a second, and the processor
time of this program a letter. Needs Postfix and Dovecot (Debian: postfix dovecot-imapd dovecot-lmtpd) and root.
"""

import argparse
import os
import smtplib
import ssl
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
STUDY = """[study]
title = "Benchmark"
as_at = 2022-02-07
addresses = ["study@campaign.example"]
[[question]]
id = "cameras"
text = "How many cameras are there?"
kind = "number"
"""
LETTER = "Dear {name},\n\n" + "Under the Act I ask how many cameras the council uses, and of which maker.\n" * 30


def prepared(folder):
    """A workspace with a request to each of 398 councils."""
    from askall.cli.start import open_workspace
    from askall.foundation.workspace import create_workspace

    workspace = open_workspace(create_workspace(folder / "work").root)
    from askall.asking import services as asking
    from askall.bodies.register import shipped
    from askall.study import services as studies

    path, now = folder / "study.toml", datetime.now(UTC)
    path.write_text(STUDY, encoding="utf-8")
    record = studies.save_study(path=path, register=shipped(), by="benchmark", at=now)
    asking.open_requests(study=record.slug, by="benchmark", at=now)
    return workspace, asking.requests()


def measured(act):
    """(seconds, seconds of the processor, what it gave)"""
    started, worked = time.perf_counter(), time.process_time()
    given = act()
    return time.perf_counter() - started, time.process_time() - worked, given


def by_smtplib(mailbox, password, raws):
    """Hand over these letters by the library alone."""
    with smtplib.SMTP(mailbox.smtp.host, mailbox.smtp.port) as client:
        client.starttls(context=ssl.create_default_context(cafile=str(mailbox.ca_file)))
        client.login(mailbox.user, password)
        for recipient, raw in raws:
            client.sendmail(mailbox.address, [recipient, mailbox.address], raw)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=398)
    number = parser.parse_args().letters
    from askall.asking.records import Letter, Limits
    from askall.foundation.clock import SystemClock
    from askall.mail.mailbox import Mailbox, Server
    from askall.mail.secrets import Secret
    from askall.simulation.mail_servers import HOST, MailServers

    with MailServers() as servers, tempfile.TemporaryDirectory() as folder:
        account = servers.open_account("study@campaign.example")
        server = Server(HOST, servers.ports.submission, "starttls")
        mailbox = Mailbox(
            "own", account.address, "Jane Doe", account.address, "password", server, None, Limits(), True, True,
            ca_file=servers.ca_file,
        )  # fmt: skip
        workspace, requests = prepared(Path(folder))
        from askall.asking.services import outbox
        from askall.cli.start import store_of
        from askall.mail.services import sending

        store, now = store_of(workspace), datetime.now(UTC)
        letters = [
            Letter(one.key, "ask", f"foi@{one.body.id.lower()}.example", "Cameras", LETTER.format(name=one.body.name))
            for one in requests[:number]
        ]
        early = now - timedelta(minutes=1)
        options = {"mailbox": mailbox, "store": store}
        queued, _, _ = measured(
            lambda: sending.queue_letters(letters=letters, undo_minutes=0, by="benchmark", at=early, **options)
        )
        rows, total = outbox.outbox(limit=number)
        raws = [(row.recipient, store.get(row.sha256)) for row in rows]
        results = {"smtplib": measured(lambda: by_smtplib(mailbox, account.password, raws))}
        options |= {"secret": lambda: Secret(account.password), "clock": SystemClock(), "lock": workspace.sending_lock}
        results["outbox"] = measured(lambda: sending.send_outbox(**options))
    assert results["outbox"][2].accepted == total == len(letters)
    print(f"{total} letters composed, stored and queued in {queued:.1f} s")
    print(f"{'by':<10} {'seconds':>8} {'a second':>9} {'processor ms a letter':>22}")
    for name, (seconds, worked, _) in results.items():
        print(f"{name:<10} {seconds:>8.1f} {total / seconds:>9.0f} {worked / total * 1000:>22.1f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.pop("ASKALL_DATABASE_URL", None)
    main()
