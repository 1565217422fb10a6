"""`askall demo --live`: a study's letters through a real Postfix, the nation's answers through a real Dovecot.

Time is simulated: each day the researcher writes, the letters go out, the nation reads them and sends what is due, and
the mailbox is fetched, filed and read, all by the services a real study uses.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from askall.cli.demo_live_people import UNDO_MINUTES, Researcher
from askall.cli.demo_live_score import LiveScore, score_of
from askall.cli.demo_run import RESEARCHER, set_up, write_study
from askall.cli.mailbox import file_all, own_addresses, question_words
from askall.cli.output import say
from askall.cli.reading_run import extract_attachments, read_study
from askall.cli.serve import pages_beside
from askall.cli.start import open_workspace, store_of
from askall.foundation.clock import UK, uk_date
from askall.foundation.errors import OutsideFailure
from askall.foundation.files import FileStore
from askall.foundation.work import Work, best_work
from askall.foundation.workspace import Workspace, create_workspace

if TYPE_CHECKING:
    from askall.mail.mailbox import Mailbox
    from askall.mail.secrets import Secret
    from askall.simulation.live import LiveNation
    from askall.simulation.mail_servers import MailServers
    from askall.simulation.mail_settings import Account
    from askall.simulation.post import PostRoom
    from askall.study.records import StudyRecord

MORNING, EVENING = 9, 20  # hours of the simulated day: letters are written, mail is fetched
WRITING_DAYS = (0, 3)  # Monday and Thursday: the researcher goes through the work list


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How many bodies are asked, for how many days, how many seconds a day takes at least, and the port of the pages
    (None: they are not served)."""

    bodies: int
    days: int
    day_seconds: float
    port: int | None


@dataclass(slots=True)
class Live:
    """A live study under way."""

    workspace: Workspace
    store: FileStore
    study: "StudyRecord"
    mailbox: "Mailbox"
    secret: "Secret"
    account: "Account"
    post: "PostRoom"
    researcher: Researcher
    work: Work
    accepted: int = 0  # letters, up to now

    @property
    def delivered(self) -> int:
        """How many messages the study's inbox must hold: the nation's, and copies of our own letters."""
        return len(self.post.mails) + self.accepted * self.mailbox.copy_to_self


@dataclass(frozen=True, slots=True)
class DayReport:
    """One day in numbers: letters accepted, mails the nation sent, mails that the machine left to a person; and the
    bodies that have answered and that are overdue at its end."""

    day: date
    sent: int
    received: int
    answered: int
    overdue: int
    triage: int

    def line(self) -> str:
        """For people."""
        return (
            f"{self.day:%a} {self.day.day:2} {self.day:%b %Y}  sent {self.sent:3}  received {self.received:3}  "
            f"answered {self.answered:3}  overdue {self.overdue:3}  triage {self.triage:2}"
        )


@contextmanager
def live_study(folder: Path, seed: int, options: LiveOptions) -> Iterator[Live]:
    """A fresh workspace, its mail servers and its pages, until the block ends. Raises OutsideFailure without them."""
    from askall.simulation.live import LiveNation
    from askall.simulation.mail_servers import MailServers
    from askall.simulation.mail_settings import Behaviour
    from askall.simulation.nation import make_nation
    from askall.simulation.staging import few, refused
    from askall.simulation.truth import draw_truth

    nation = make_nation(seed)
    living = LiveNation(nation, few(nation, draw_truth(nation), options.bodies))
    with MailServers(Behaviour(answers=refused(living))) as servers:
        live = _set_up(create_workspace(folder), living, servers)
        with pages_beside(options.port) if options.port is not None else nullcontext() as address:
            if address:
                say(f"The pages: {address}")
            yield live


def _set_up(workspace: Workspace, nation: "LiveNation", servers: "MailServers") -> Live:
    """The study as it stands on the morning of its first day, before anybody is asked."""
    from askall.bodies.csv_file import write_register
    from askall.mail.mailbox import read_mailbox
    from askall.mail.secrets import ENVIRONMENT, Secret
    from askall.simulation.mail_servers import HOST
    from askall.simulation.plans import SENT_ON, STUDY_ADDRESS
    from askall.simulation.post import PostRoom
    from askall.simulation.staging import live_study_toml, mailbox_toml, register_of

    register = register_of(nation)
    folder = write_study(workspace, write_register(register), live_study_toml(register, uk_date(SENT_ON)))
    account = servers.open_account(STUDY_ADDRESS)
    (folder / "ca.crt").write_bytes(servers.ca_file.read_bytes())
    with workspace.settings.open("a", encoding="utf-8") as settings:
        settings.write(mailbox_toml(servers.ports))
    os.environ[ENVIRONMENT] = account.password  # for the pages; it stands in no file
    workspace.simulated_time.set(SENT_ON)
    here = open_workspace(workspace.root)
    study, _ = set_up(here, SENT_ON)
    mailbox, store, secret = read_mailbox(here), store_of(here), Secret(account.password)
    post = PostRoom(nation, servers.nation.maildir, HOST, servers.ports.smtp)
    return Live(
        here, store, study, mailbox, secret, account, post, Researcher(study, mailbox, store, nation), best_work()
    )


def days_of(live: Live, options: LiveOptions) -> Iterator[DayReport]:
    """Live through each day, and tell of it."""
    from askall.simulation.plans import SENT_ON

    for number in range(options.days):
        started = time.monotonic()
        yield _day(live, uk_date(SENT_ON) + timedelta(number))
        time.sleep(max(0.0, options.day_seconds - (time.monotonic() - started)))


def _day(live: Live, day: date) -> DayReport:
    clock = live.workspace.simulated_time
    clock.set(_at(day, MORNING))
    _write_letters(live, day, clock.now())
    clock.set(_at(day, MORNING, UNDO_MINUTES + 1))
    sent = _send(live)
    clock.set(_at(day, EVENING))
    received = len(live.post.send_due(clock.now(), live.work))
    triage = _take_in(live, clock.now()) if sent or received else 0
    return _report(live, day, sent, received, triage)


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UK)


def _write_letters(live: Live, day: date, at: datetime) -> None:
    if not live.post.letters:
        live.researcher.ask(at)
    elif day.weekday() in WRITING_DAYS:
        live.researcher.go_on(at)


def _send(live: Live) -> int:
    """What waits in the outbox, also what a person has put there; the number accepted since the last time."""
    from askall.asking.services import outbox
    from askall.mail.services.sending import BUSY
    from askall.simulation.post import wait_until

    if not wait_until(lambda: _sent(live)):
        raise OutsideFailure(BUSY)
    before, live.accepted = live.accepted, outbox.outbox_counts()["accepted"]
    live.post.take_in(live.accepted, live.workspace.clock().now())
    return live.accepted - before


def _sent(live: Live) -> bool:
    """Whether we could send; not while the sender of the pages does."""
    from askall.mail.services.sending import BUSY, send_outbox

    try:
        send_outbox(
            mailbox=live.mailbox,
            secret=lambda: live.secret,
            store=live.store,
            clock=live.workspace.clock(),
            lock=live.workspace.sending_lock,
            patience=timedelta(0),
        )
    except OutsideFailure as error:
        if str(error) != BUSY:
            raise
        return False
    return True


def _take_in(live: Live, at: datetime) -> int:
    """Fetch what has come, file it, read it; the researcher beside the machine. How many were left to triage."""
    from askall.mail.services.fetching import fetch_mail
    from askall.simulation.maildirs import inbox
    from askall.simulation.post import wait_until

    if not wait_until(lambda: len(inbox(live.account.maildir)) >= live.delivered):
        raise OutsideFailure("What the nation sent has not arrived in the mailbox.")
    report = fetch_mail(
        mailbox=live.mailbox,
        secret=lambda: live.secret,
        store=live.store,
        own_addresses=own_addresses(live.workspace),
        words=question_words(),
        by=RESEARCHER,
        at=at,
        work=live.work,
    )
    if report.stopped or report.faults:
        raise OutsideFailure(report.stopped or "{}: {}".format(*report.faults[0]))
    file_all(at)
    left = live.researcher.settle_triage(live.post.mails, at)
    _read(live, sum(folder.new + folder.known for folder in report.folders), at)
    return left


def _read(live: Live, number: int, at: datetime) -> None:
    """Read the requests that the last `number` messages are filed to."""
    from askall.mail import services as mail
    from askall.mail.services.fetching import taken_mail
    from askall.reading import services as reading

    extract_attachments(live.store, live.work)
    new = mail.messages(sha256=[one.sha256 for one in taken_mail(limit=number)])
    written = {one.request for one in new if one.request is not None}
    reading.read_messages(study=live.study, work=live.work, at=at, requests=written)
    live.researcher.read(new, live.post.mails, at)


def _report(live: Live, day: date, sent: int, received: int, triage: int) -> DayReport:
    from askall.asking.services import board

    slug = live.study.slug
    late = board.count(filters=board.Filters(study=slug, overdue=True), today=day)
    return DayReport(day, sent, received, board.funnel(study=slug).replied, late, triage)


def run_live(folder: Path, seed: int, options: LiveOptions, tell: Callable[[LiveScore], None]) -> LiveScore | None:
    """Live through all the days, a line each, and tell how it went; then the pages stay. Ctrl-C ends it at any time:
    the servers are stopped. None if that was before the last day."""
    score = None
    with live_study(folder, seed, options) as live:
        try:
            for report in days_of(live, options):
                say(report.line())
            read_study(live.study, live.work, live.workspace.clock().now())
            score = score_of(live.post, live.researcher)
            tell(score)
            if options.port is not None:
                say("The days are over, the pages stay. Ctrl-C ends it.")
                threading.Event().wait()
        except KeyboardInterrupt:
            say("Ended.")
    return score
