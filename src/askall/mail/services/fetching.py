"""Mail out of the user's own mailbox: what is about a study is taken in, the rest is left alone, the mailbox stays as
it is."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Min, QuerySet

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.files import FileStore, hash_of
from askall.foundation.text import storable
from askall.foundation.work import Progress, Serial, Work
from askall.mail.containers import Found
from askall.mail.folders import Folder, to_look_through
from askall.mail.imap import MOST_BYTES, TOO_LARGE, Connection, Declined, Dropped, Refused
from askall.mail.mailbox import Mailbox
from askall.mail.models import FetchedMail, MailFolder, Message
from askall.mail.reconnecting import FolderRenumbered, Line
from askall.mail.records import FetchReport, FolderReport, Planned, TakenMail
from askall.mail.relevance import LEFT_ALONE, Lines, Marks, Verdict, ids_told, judge, judge_whole, read_lines
from askall.mail.secrets import Secret
from askall.mail.services.importing import keep, parsed_messages, prepare
from askall.mail.services.index import filing_index
from askall.team import services as team

__all__ = ["Refused", "fetch_mail", "plan_fetch", "taken_mail"]

AT_ONCE = 500  # messages whose header lines are asked for at once
BATCH_MESSAGES, BATCH_BYTES = 50, 20_000_000
GONE = "no longer in the folder"
RENUMBERED = 3  # how often a folder may change under our hands before it is passed over


@dataclass(slots=True)
class _Run:
    """One fetch under way."""

    line: Line
    account: str
    marks: Marks
    everything: bool
    again: bool
    report: FetchReport = field(default_factory=FetchReport)
    looked_at: int = 0
    taken: set[str] = field(default_factory=set)  # Message-IDs: answers to them are taken too


@dataclass(frozen=True, slots=True)
class _Seen:
    """A message of the folder with what is to be done about it; `fault` where its headers could not be read."""

    uid: int
    size: int
    verdict: Verdict
    lines: Lines | None = None
    fault: str = ""

    @property
    def wanted(self) -> bool:
        return not self.fault and self.verdict.do != "leave" and self.size <= MOST_BYTES


def fetch_mail(
    *,
    mailbox: Mailbox,
    secret: Callable[[], Secret],
    store: FileStore,
    own_addresses: Iterable[str],
    words: Iterable[str],
    by: str,
    at: datetime,
    only: Sequence[str] = (),
    again: bool = False,
    everything: bool = False,
    work: Work | None = None,
    progress: Progress | None = None,
    sleep: Callable[[float], None] = time.sleep,
) -> FetchReport:
    """Take in what is new in the mailbox and about a study. Nothing is filed yet: see `file_messages`.

    `secret` is asked for at each connection, for a token lasts an hour. `words` are those of the questions. `only`
    names folders; `again` looks again at what was left alone; `everything` takes all mail, for a mailbox that has no
    other. Raises BadInput if nothing was asked yet or a folder is none, Refused or Dropped if the mailbox cannot be
    opened; what fails later is in the report.

    What was seen is recorded batch by batch in the transaction that keeps the messages, so that the same call goes on
    where a stopped one was, and nothing is taken twice.
    """
    run = _start(mailbox, secret, own_addresses, words, again, everything, sleep)

    def take(row: MailFolder, batch: list[_Seen]) -> None:
        _take(run, row, batch, store, work or Serial(), by, at)
        if progress:
            progress(run.looked_at)

    try:
        for folder in _folders(run, only):
            run.report.folders.append(FolderReport(folder.name))
            _look_through(run, folder, take)
    except OutsideFailure as error:
        run.report.stopped = str(error)
    finally:
        run.line.close()
    return run.report


def plan_fetch(
    *,
    mailbox: Mailbox,
    secret: Callable[[], Secret],
    own_addresses: Iterable[str],
    words: Iterable[str],
    only: Sequence[str] = (),
    again: bool = False,
    everything: bool = False,
) -> tuple[Planned, ...]:
    """What `fetch_mail` would take or look at now, by header lines alone. Nothing is downloaded, nothing recorded."""
    run = _start(mailbox, secret, own_addresses, words, again, everything, time.sleep)
    planned: list[Planned] = []
    try:
        for folder in _folders(run, only):
            _look_through(run, folder, lambda row, batch: planned.extend(_plan(row.name, batch)), record=False)
    finally:
        run.line.close()
    return tuple(planned)


def _plan(folder: str, batch: Iterable[_Seen]) -> Iterator[Planned]:
    for one in batch:
        if one.lines and one.verdict.do != "leave":
            lines, certain = one.lines, one.verdict.do == "take"
            yield Planned(folder, one.uid, lines.date, lines.senders[0], lines.subject, certain, one.verdict.why)


def taken_mail(*, limit: int | None = None) -> tuple[TakenMail, ...]:
    """What was taken from the mailbox, the newest first."""
    rows = FetchedMail.objects.filter(message__isnull=False).order_by("-at", "-pk")[:limit]
    columns = ("at", "folder__name", "why", "message__sha256", "message__sender_email", "message__subject")
    return tuple(TakenMail(*row) for row in rows.values_list(*columns, "message__request_id"))


def _start(
    mailbox: Mailbox,
    secret: Callable[[], Secret],
    own_addresses: Iterable[str],
    words: Iterable[str],
    again: bool,
    everything: bool,
    sleep: Callable[[float], None],
) -> _Run:
    requests = asking.requests()
    if not (requests or everything):
        raise BadInput("No request is open yet, so no mail can be told to be about one: askall study import study.toml")
    line = Line(lambda: Connection(mailbox, secret()), sleep)
    spoken = frozenset(word.lower() for word in words)
    own = frozenset(address.lower() for address in own_addresses)
    marks = Marks(filing_index(requests, spoken), spoken, own, _first_letter(requests))
    host = mailbox.imap.host if mailbox.imap else ""
    return _Run(line, storable(f"{mailbox.user} on {host}")[:320], marks, everything, again)


def _first_letter(requests: Iterable[RequestRecord]) -> datetime | None:
    """When the first letter of ours went out: as logged, or as a letter that waits in triage says."""
    logged = [event.at for one in requests for event in one.events if event.kind == "sent"]
    oldest = Message.objects.filter(direction="out").aggregate(oldest=Min("sent_at"))["oldest"]
    return min(logged + ([oldest] if oldest else []), default=None)


def _folders(run: _Run, only: Sequence[str]) -> list[Folder]:
    return to_look_through(run.line.ask(lambda connection: connection.folders()), only)


def _look_through(
    run: _Run, folder: Folder, use: Callable[[MailFolder, list[_Seen]], None], *, record: bool = True
) -> None:
    """Hand on what is new in the folder, in order of UIDs, at most 50 wanted messages or 20 MB of them at a time."""
    for _ in range(RENUMBERED):
        try:
            opened = run.line.open(folder)
            row = _row(run.account, folder.name, opened.uid_validity, record)
            uids = _uids(run, row)
            for start in range(0, len(uids), AT_ONCE):
                for batch in _in_portions(_judged(run, uids[start : start + AT_ONCE])):
                    use(row, batch)
        except FolderRenumbered:
            continue
        except (Declined, Dropped) as error:
            run.report.faults.append((folder.name, str(error)))
        return
    run.report.faults.append((folder.name, "It was made anew again and again while it was looked through."))


def _row(account: str, name: str, uid_validity: int, record: bool) -> MailFolder:
    name = storable(name)[:500]
    if record:
        return MailFolder.objects.get_or_create(account=account, name=name, uid_validity=uid_validity)[0]
    known = MailFolder.objects.filter(account=account, name=name, uid_validity=uid_validity).first()
    return known or MailFolder(account=account, name=name, uid_validity=uid_validity)


def _uids(run: _Run, row: MailFolder) -> list[int]:
    new = run.line.ask(lambda connection: connection.uids_after(row.last_uid))
    return sorted({*new, *_left(row, run.again)})


def _left(row: MailFolder, again: bool) -> QuerySet[FetchedMail, int]:
    """UIDs that could not be read before; with `again` also those of what was left alone and of what is too large."""
    rows = FetchedMail.objects.filter(folder_id=row.pk, message__isnull=True).exclude(why=GONE)
    if not again:
        rows = rows.exclude(why__in=[LEFT_ALONE, TOO_LARGE])
    return rows.values_list("uid", flat=True)


def _judged(run: _Run, uids: Sequence[int]) -> Iterator[_Seen]:
    headers, faults = run.line.ask_for(uids, lambda connection, some: connection.headers(some))
    read = {uid: read_lines(one.lines) for uid, one in headers.items()}
    known = _known(run, {one for lines in read.values() for one in lines.ids})
    correspondents = _correspondents(run, read.values())
    for uid in uids:
        run.looked_at += 1
        if uid in faults:
            yield _Seen(uid, 0, Verdict("look", ""), fault=faults[uid])
        elif uid not in read:
            yield _Seen(uid, 0, Verdict("leave", GONE))
        else:
            verdict = judge(read[uid], run.marks, known, correspondents)
            if run.everything and verdict.do != "take":
                verdict = Verdict("take", "everything is taken")
            if verdict.do == "take":
                known.add(read[uid].message_id)
                _learn(run, read[uid])
            yield _Seen(uid, headers[uid].size, verdict, read[uid])


def _learn(run: _Run, lines: Lines) -> None:
    """Answers to it are expected; if it is a letter of ours, replies may have come from its day on."""
    run.taken.add(lines.message_id)
    if lines.is_ours(run.marks.own) and lines.date and (run.marks.since is None or lines.date < run.marks.since):
        run.marks = replace(run.marks, since=lines.date)


def _known(run: _Run, ids: Set[str]) -> set[str]:
    """Those of these Message-IDs that a message of the workspace bears, or one that is about to be taken."""
    wanted, known = sorted(one for one in ids if one == storable(one)[:500]), run.taken & ids
    for start in range(0, len(wanted), 500):
        rows = Message.objects.filter(message_id__in=wanted[start : start + 500])
        known.update(rows.values_list("message_id", flat=True))
    return known


def _correspondents(run: _Run, read: Iterable[Lines]) -> frozenset[str]:
    """Those who write to us or whom we wrote to, and whose mail the workspace has."""
    people = {one for lines in read for one in (lines.recipients if lines.is_ours(run.marks.own) else lines.senders)}
    found = Message.objects.filter(direction="in", sender_email__in=sorted(people)[:5000])
    return frozenset(found.values_list("sender_email", flat=True))


def _in_portions(seen: Iterable[_Seen]) -> Iterator[list[_Seen]]:
    batch: list[_Seen] = []
    wanted = size = 0
    for one in seen:
        more = one.size if one.wanted else 0
        if wanted and (wanted == BATCH_MESSAGES or size + more > BATCH_BYTES):
            yield batch
            batch, wanted, size = [], 0, 0
        batch.append(one)
        wanted, size = wanted + one.wanted, size + more
    if batch:
        yield batch


def _take(
    run: _Run, row: MailFolder, batch: Sequence[_Seen], store: FileStore, work: Work, by: str, at: datetime
) -> None:
    """Download what is wanted of the batch, and keep it together with what was seen."""
    uids = [one.uid for one in batch if one.wanted]
    raws, faults = run.line.ask_for(uids, lambda connection, some: connection.messages(some))
    faults |= {one.uid: one.fault for one in batch if one.fault}
    faults |= {one.uid: TOO_LARGE for one in batch if one.verdict.do != "leave" and one.size > MOST_BYTES}
    verdicts = {one.uid: one.verdict for one in batch} | _looked_into(run, batch, raws, work)
    verdicts |= {uid: Verdict("leave", GONE) for uid in set(uids) - raws.keys() - faults.keys()}
    taken = {uid: hash_of(raw) for uid, raw in raws.items() if verdicts[uid].do == "take"}
    prepared = prepare([Found(f"{run.account}, {row.name}#{uid}", raws[uid]) for uid in taken], store, work)
    with transaction.atomic():
        keep(prepared, run.marks.own, at)
        keys = dict(Message.objects.filter(sha256__in=taken.values()).values_list("sha256", "pk"))
        seen = [
            FetchedMail(
                folder=row,
                uid=one.uid,
                message_id=keys[taken[one.uid]] if one.uid in taken else None,
                why=storable(faults.get(one.uid) or verdicts[one.uid].why)[:1000],
                at=at,
            )
            for one in batch
        ]
        # What was left is judged anew; what another fetch beside this one has taken stays as it noted it.
        FetchedMail.objects.filter(folder=row, uid__in=[one.uid for one in batch], message=None).delete()
        FetchedMail.objects.bulk_create(seen, ignore_conflicts=True)
        row.last_uid, row.looked_at = max(row.last_uid, batch[-1].uid), at
        row.save(update_fields=["last_uid", "looked_at"])
        if prepared:
            detail = {"new": len(prepared), "left alone": len(batch) - len(taken)}
            team.record(by=by, at=at, action="mail fetched", subject=f"{run.account}, {row.name}", detail=detail)
    _tell(run, row, seen, len(prepared), faults)


def _looked_into(run: _Run, batch: Sequence[_Seen], raws: dict[int, bytes], work: Work) -> dict[int, Verdict]:
    """The verdicts on what had to be downloaded before it could be told."""
    doubtful = [one for one in batch if one.verdict.do == "look" and one.uid in raws]
    messages = parsed_messages([raws[one.uid] for one in doubtful], work)
    known = _known(run, {told for message in messages for told in ids_told(message)})
    verdicts = {}
    for one, message in zip(doubtful, messages, strict=True):
        verdicts[one.uid] = judge_whole(message, one.verdict, run.marks, known)
        if verdicts[one.uid].do == "take" and one.lines:
            _learn(run, one.lines)
    return verdicts


def _tell(run: _Run, row: MailFolder, seen: Sequence[FetchedMail], new: int, faults: dict[int, str]) -> None:
    report = run.report.folders[-1]
    taken = [one for one in seen if one.message_id is not None]
    report.new += new
    report.known += len(taken) - new
    report.left_alone += sum(one.why == LEFT_ALONE for one in seen)
    report.why.update(one.why.partition(":")[0] for one in taken)
    run.report.faults += [(f"{row.name}#{uid}", why) for uid, why in sorted(faults.items())]
