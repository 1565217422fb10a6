"""Files the awkward replies as a workspace would, in two years of importing, and counts what came of each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from askall.asking import services as asking
from askall.asking.records import Event
from askall.bodies.register import shipped
from askall.foundation.files import FileStore, hash_of
from askall.mail import services as mail
from askall.study import services as studies
from factories.awkward_frame import TOPICS, bodies_csv, sent_at, study_toml
from factories.awkward_replies import Correspondence
from factories.awkward_writing import Reply
from factories.studies import write_mbox

SECOND_YEAR = datetime(2022, 9, 1, tzinfo=UTC)


@dataclass
class Scores:
    """Of the awkward replies: filed right, filed wrong (a guess at what nobody could file counts as wrong), waiting.

    `shares` counts replies for two bodies that offer the second one, and that do not; `others` is mail that answers no
    letter and was filed all the same.
    """

    right: int = 0
    wrong: int = 0
    triage: int = 0
    lost: int = 0
    unfileable: int = 0
    others_filed: int = 0
    ordinary_wrong: int = 0
    shares: Counter[bool] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)
    wrongly: list[tuple[Reply, str]] = field(default_factory=list)
    waiting: list[tuple[Reply, str]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.triage + self.lost


def score(folder: Path, store: FileStore, seed: int = 1, count: int = 2000) -> Scores:
    """Two studies, three waves of letters and everything that came; needs an empty database."""
    requests = _ask(folder)
    post = Correspondence(requests, seed)
    everything = [*post.letters(), *post.ordinary(), *post.awkward(count), *post.unrelated()]
    first = [one for one in everything if one.at < SECOND_YEAR]
    _take_in(folder / "first.mbox", first, store, SECOND_YEAR)
    _record_answers(post)
    _take_in(folder / "second.mbox", [one for one in everything if one.at >= SECOND_YEAR], store, SECOND_YEAR)
    return _counted([one for one in everything if one.kind != "letter"])


def _ask(folder: Path) -> Sequence[asking.requests]:
    for topic in TOPICS.values():
        (folder / f"bodies-{topic.slug}.csv").write_text(bodies_csv(topic))
        path = folder / f"{topic.slug}.toml"
        path.write_text(study_toml(topic))
        studies.save_study(path=path, register=shipped(), by="alice", at=SECOND_YEAR, slug=topic.slug)
        for wave in (1, 2) if topic.slug == "cameras" else (1,):
            asking.open_requests(study=topic.slug, wave=wave, by="alice", at=SECOND_YEAR)
    return asking.requests()


def _take_in(path: Path, replies: list[Reply], store: FileStore, at: datetime) -> None:
    own = [topic.address for topic in TOPICS.values()]
    mail.import_mail(paths=[write_mbox(path, [one.raw for one in replies])], store=store, own_addresses=own, at=at)
    mail.file_messages(keywords=("freedom of information", "your request"), at=at, store=store)


def _record_answers(post: Correspondence) -> None:
    """What coders said in the meantime of the first year's letters."""
    answered = [one for one in post.requests if sent_at(one) < SECOND_YEAR and one.key not in post.unanswered]
    events = [
        asking.NewEvent(one.key, Event("replied", sent_at(one) + timedelta(days=22), f"coded {one.key}"))
        for one in answered
    ]
    asking.log_events(events=events, by="alice", at=SECOND_YEAR)


def _counted(replies: list[Reply]) -> Scores:
    scores = Scores()
    stored = {one.sha256: one for one in mail.messages()}
    logged = mail.candidates(keys=[one.key for one in stored.values()])
    for reply in replies:
        kept = stored.get(hash_of(reply.raw))
        offered = [one["request"] for one in logged[kept.key]] if kept else []
        why = str(logged[kept.key][:2]) if kept else ""
        if reply.kind == "unrelated":
            if kept and kept.request is not None:
                scores.others_filed += 1
                scores.wrongly.append((reply, why))
        elif reply.kind == "ordinary":
            scores.ordinary_wrong += kept is None or kept.request != reply.request
        else:
            _count(scores, reply, kept, offered, why)
    return scores


def _count(scores, reply, kept, offered, why):
    scores.unfileable += not reply.fileable
    if kept is None:
        said = "lost"
    elif kept.request is None:
        said = "triage"
        scores.waiting.append((reply, why))
    elif kept.request == reply.request and reply.fileable:
        said = "right"
    else:
        said = "wrong"
        scores.wrongly.append((reply, why))
    setattr(scores, said, getattr(scores, said) + 1)
    scores.by_kind.setdefault(reply.kind, Counter())[said] += 1
    if reply.also and said == "right":
        scores.shares[reply.also in offered] += 1
