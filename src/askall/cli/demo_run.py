"""The steps of the demo, one after the other: the same services a real study uses, on mail that a simulation wrote."""

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from askall.cli.output import progress, say
from askall.cli.start import open_workspace, store_of
from askall.foundation.files import FileStore
from askall.foundation.work import Work, best_work
from askall.foundation.workspace import SYNTHETIC_FILE, Workspace, create_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from askall.bodies.register import Register
    from askall.cli.demo_score import Score
    from askall.coding.records import Coding
    from askall.findings.claims import ClaimResult
    from askall.simulation.coders import Casefile, Decision
    from askall.simulation.reenactment import Simulation
    from askall.study.records import StudyRecord

# The day the founding study was published: the demo's clock stands at its noon.
PUBLISHED = datetime(2022, 2, 7, 12, 0, tzinfo=UTC)
RESEARCHER = "researcher-synthetic"


@contextmanager
def _step(name: str) -> "Iterator[None]":
    started = perf_counter()
    yield
    say(f"{name:<44}{perf_counter() - started:6.1f} s")


def run_demo(folder: Path, seed: int) -> "Score":
    """Make the nation, ask it, import its mail, read, code, freeze, count, check and publish; then score it all."""
    workspace = create_workspace(folder)
    open_workspace(workspace.root)
    from askall.cli.demo_score import filed_right, score_of
    from askall.simulation.reenactment import simulate

    work, store = best_work(), store_of(workspace)
    with _step("A nation answers (simulation)"):
        simulation = simulate(seed, work)
        mailbox = _write_down(simulation, workspace)
    study, register = set_up(workspace, PUBLISHED)
    _take_in(mailbox, study, store, work)
    filed = filed_right(simulation, study)
    _settle_triage(simulation, study)
    _read(study, store, work)
    _code(simulation, study)
    claims = _publish(study, register, workspace)
    return score_of(simulation, study, filed, claims)


def _write_down(simulation: "Simulation", workspace: Workspace) -> Path:
    """What the simulation gives a study: a register, a study.toml and a mailbox; and for the score, the truth."""
    folder = write_study(workspace, simulation.nation_csv(), simulation.study_toml)
    (folder / "truth.csv").write_text(simulation.truth_csv(), encoding="utf-8")
    simulation.write_mailbox(folder / "mailbox.mbox")
    return folder / "mailbox.mbox"


def write_study(workspace: Workspace, register: str, study_toml: str) -> Path:
    """A register and a protocol into a folder of the workspace, both marked as SYNTHETIC; that folder."""
    from askall.cli.demo import MARK

    folder = workspace.root / "simulation"
    folder.mkdir()
    for place in (workspace.root, folder):
        (place / SYNTHETIC_FILE).write_text(MARK, encoding="utf-8")
    (folder / "bodies.csv").write_text(register, encoding="utf-8")
    (folder / "study.toml").write_text(study_toml, encoding="utf-8")
    return folder


def set_up(workspace: Workspace, at: datetime) -> "tuple[StudyRecord, Register]":
    """The register and the study that `write_study` wrote, taken over, and a request opened to each body."""
    from askall.asking import services as asking
    from askall.bodies import services as bodies
    from askall.bodies.csv_file import read_register
    from askall.study import services as studies

    folder = workspace.root / "simulation"
    with _step("Register, frame, codebook, requests"):
        register = read_register(folder / "bodies.csv")
        bodies.import_bodies(bodies=register.bodies, source="simulation", by=RESEARCHER, at=at)
        study = studies.save_study(path=folder / "study.toml", register=register, by=RESEARCHER, at=at)
        opened = asking.open_requests(study=study.slug, by=RESEARCHER, at=at)
    say(f"  {opened} councils asked, as at {study.protocol.as_at}")
    return study, register


def _take_in(mailbox: Path, study: "StudyRecord", store: FileStore, work: Work) -> None:
    from askall.cli.mailbox import file_all
    from askall.mail import services as mail

    with _step("Mailbox imported"), progress("Mailbox") as advance:
        report = mail.import_mail(
            paths=[mailbox],
            store=store,
            own_addresses=study.protocol.addresses,
            at=PUBLISHED,
            work=work,
            progress=advance,
        )
    say(f"  {report.new} messages, each stored under its hash; {report.known} were known")
    with _step("Filed to requests"):
        filed = file_all(PUBLISHED)
    say(f"  {filed.filed} filed, {filed.waiting} wait in triage")


def _settle_triage(simulation: "Simulation", study: "StudyRecord") -> None:
    """A simulated researcher goes through triage and puts each message where it belongs, if anywhere."""
    from askall.asking import services as asking
    from askall.mail import services as mail

    with _step("Triage settled by a person"):
        keys = {one.body.id: one.key for one in asking.requests(study=study.slug)}
        belongs = {one.truth.sha256: one.truth.request for one in simulation.mails}
        moved = 0
        for message in mail.messages(in_triage=True):
            if body := belongs.get(message.sha256):
                why = "Read in triage."
                mail.move_message(sha256=message.sha256, to_request=keys[body], by=RESEARCHER, at=PUBLISHED, why=why)
                moved += 1
    say(f"  {moved} moved to their request; what belongs to none stays in triage")


def _read(study: "StudyRecord", store: FileStore, work: Work) -> None:
    from askall.cli.reading_run import extract_attachments, read_study

    with _step("Attachments to text"):
        extract_attachments(store, work)
    with _step("Read: outcomes and answers suggested"):
        read_study(study, work, PUBLISHED)


def _code(simulation: "Simulation", study: "StudyRecord") -> None:
    """Two simulated people code every request that mail came in for; a third settles where they differ."""
    from askall.coding import services as coding
    from askall.simulation.coders import ADJUDICATOR, settle, two_coders

    with _step("Coded by two, differences settled by a third"):
        cases = list(_cases(simulation, study))
        first, second = two_coders(simulation.seed)
        sheets = [(first.code(case), second.code(case)) for case in cases]
        settled = [settle(case, one, two) for case, (one, two) in zip(cases, sheets, strict=True)]
        for handle, role, decided in (
            (first.handle, "coder", [one for one, _ in sheets]),
            (second.handle, "coder", [two for _, two in sheets]),
            (ADJUDICATOR, "adjudicator", settled),
        ):
            codings = [_coding(one, handle, role, study) for each in decided for one in each]
            coding.save_codings(study=study, codings=codings, by=handle, at=PUBLISHED)


def _cases(simulation: "Simulation", study: "StudyRecord") -> "Iterator[Casefile]":
    from askall.coding import services as coding
    from askall.reading.records import Text
    from askall.simulation.coders import Casefile

    texts = coding.stored_texts(study=study)
    suggested = coding.suggestions(study=study)
    for truth in simulation.requests:
        found = texts[truth.body].values()
        if found:
            yield Casefile(
                truth,
                simulation.statements[truth.body],
                tuple(Text(one.label, one.text, one.sha256, one.part) for one in found),
                study.codebook.questions,
                {name: (word.value, word.quotes) for name, word in suggested.get(truth.body, {}).items()},
            )


def _coding(decided: "Decision", handle: str, role: str, study: "StudyRecord") -> "Coding":
    from askall.coding.records import Coding

    return Coding(
        decided.request_body,
        decided.variable,
        decided.value,
        handle,
        role,
        study.codebook.version,
        PUBLISHED,
        decided.quotes,
        decided.provisions,
        decided.why,
    )


def _publish(study: "StudyRecord", register: "Register", workspace: Workspace) -> "tuple[ClaimResult, ...]":
    from askall.coding import services as coding
    from askall.findings.claims import check_claims
    from askall.findings.counting import Tally
    from askall.findings.dataset import load
    from askall.publishing.site import build

    with _step("Frozen, counted, claims checked"):
        folder = coding.freeze(study=study, folder=workspace.datasets, register=register, by=RESEARCHER, at=PUBLISHED)
        dataset = load(folder)
        claims = check_claims(Tally(dataset))
    with _step("Report and data package published"):
        build(dataset, workspace.report)
    return claims
