"""`askall study`: the protocol of a study."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from askall.cli.output import print_json, say, screen
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.errors import BadInput

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.command()
def new(path: Annotated[Path, typer.Argument(help="Where to write it.")] = Path("study.toml")) -> None:
    """Write a study.toml to start from: the founding study, ready to be changed."""
    if path.exists():
        raise BadInput(f"{path} exists already; it is left as it is.")
    path.write_text(files("askall.study").joinpath("data/hikvision.toml").read_text("utf-8"), encoding="utf-8")
    say(f"{path} written. Change it to your question, then: askall study import {path}")


@app.command("import")
def import_study(
    path: Annotated[Path, typer.Argument(help="A study.toml.")],
    slug: Annotated[str, typer.Option(help="A short name; made from the title if left out.")] = "",
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Take over a study.toml: freezes the frame the first time, makes a codebook version when questions change."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.bodies import services as bodies
    from askall.cli.register import register_of
    from askall.study import services as studies

    now, who = CLOCK.now(), by or here.person
    record = studies.save_study(path=path, register=register_of(), by=who, at=now, slug=slug)
    asking.open_requests(study=record.slug, by=who, at=now)
    number = len(bodies.frame(key=record.frame_key).bodies)
    say(
        f"“{record.protocol.title}” ({record.slug}): {number} bodies as at {record.protocol.as_at}, "
        f"codebook version {record.codebook.version}, one request for each body."
    )


@app.command()
def show(study: StudyOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """The study's questions, frame and codebook version."""
    open_workspace(workspace)
    from askall.bodies import services as bodies
    from askall.study import services as studies

    record = studies.study(slug=study)
    frame = bodies.frame(key=record.frame_key)
    if as_json:
        print_json(
            {
                "study": record.slug,
                "title": record.protocol.title,
                "as_at": record.protocol.as_at.isoformat(),
                "bodies": len(frame.bodies),
                "frame_sha256": frame.sha256,
                "codebook_version": record.codebook.version,
                "codebook_sha256": record.codebook.sha256,
                "questions": [one.id for one in record.codebook.questions],
            }
        )
        return
    screen.print(
        f"{record.protocol.title} ({record.slug})\n{len(frame.bodies)} bodies as at {frame.as_at}", markup=False
    )
    table = Table("Question", "Kind", "Allowed answers", "Text", title=f"Codebook version {record.codebook.version}")
    for one in record.codebook.questions:
        table.add_row(one.id, one.kind, ", ".join(one.choices), one.text)
    screen.print(table)
