"""`askall code`: coding sheets out and in, and how far coders agree."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from askall.cli.output import print_json, progress, say, screen
from askall.cli.start import CLOCK, JsonOption, StudyOption, WorkspaceOption, open_workspace
from askall.foundation.errors import BadInput
from askall.reading.learning import FITS

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False, no_args_is_help=True)


@app.command("export")
def export(
    out: Annotated[Path, typer.Argument(help="Where to write the CSV.")],
    blind: Annotated[bool, typer.Option("--blind", help="Leave the machine's suggestions out.")] = False,
    adjudicate: Annotated[
        bool, typer.Option("--adjudicate", help="Only where coders disagree, for who settles it.")
    ] = False,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Write a coding sheet: one row per request and question, to be filled in any spreadsheet program."""
    open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    if out.exists():
        raise BadInput(f"{out} exists already; it may hold somebody's work. Give another name.")
    record = studies.study(slug=study)
    sheet = coding.export_adjudication(study=record) if adjudicate else coding.export_sheet(study=record, blind=blind)
    out.write_bytes(sheet)
    say(f"{out} written. When it is filled: askall code import {out} --coder NAME")


@app.command("import")
def import_sheet(
    path: Annotated[Path, typer.Argument(help="A filled sheet.")],
    coder: Annotated[str, typer.Option("--coder", help="Whose work this is.")],
    adjudicator: Annotated[bool, typer.Option("--adjudicator", help="These codings settle differences.")] = False,
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Take in a filled sheet. If anything in it is wrong, everything wrong is listed and nothing is taken in."""
    open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    record = studies.study(slug=study)
    role = "adjudicator" if adjudicator else "coder"
    at = CLOCK.now()
    added = coding.import_sheet(study=record, path=path, coder=coder, role=role, at=at)
    with progress("Learning from the codings", FITS) as advance:
        learnt = coding.learn_if_due(study=record, at=at, progress=advance)
    if learnt:
        coding.save_suggestions(study=record, at=at)
    so_far = coding.coding_progress(study=record)
    say(
        f"{added} new codings by {coder}. {so_far['complete']} of {so_far['heard']} requests with mail are "
        f"finally coded; coders disagree on {so_far['disagreements']} values."
    )
    if learnt:
        say(f"The machine has learnt from {learnt.decisions} values. {learnt.sentence}")


@app.command()
def learn(study: StudyOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Let the machine learn from what people have coded, and show what that gained on codings it was not taught by."""
    open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    record, at = studies.study(slug=study), CLOCK.now()
    with progress("Learning from the codings", FITS) as advance:
        found = coding.learn_from_codings(study=record, at=at, progress=advance)
    coding.save_suggestions(study=record, at=at)
    if as_json:
        print_json({"at": at.isoformat(), **found.report})
        return
    _print_learnt(found.report)
    screen.print(f"{found.sentence} Learnt from {found.decisions} values of {found.report['bodies']} bodies.")


def _print_learnt(report: dict[str, Any]) -> None:
    table = Table("", "", "Right", "Wrong", "Silent", "Precision", "Off by", title="On codings it was not taught by")
    for name, pair in (("All", report), *((one["variable"], one) for one in report["questions"])):
        for title, one in ((name, pair["before"]), ("", pair["after"])):
            counts = [str(one["right"]), str(one["wrong"]), str(one["abstained"] + one["left_open"])]
            shares = [
                "—" if one[share] is None else f"{100 * one[share]:.1f} %"
                for share in ("precision", "calibration_error")
            ]
            table.add_row(title, "the reader alone" if title else "with learning", *counts, *shares)
    screen.print(table)


@app.command()
def agreement(study: StudyOption = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """How far coders agree with each other, and the machine with them."""
    open_workspace(workspace)
    from askall.coding import services as coding
    from askall.study import services as studies

    record = studies.study(slug=study)
    people, machine = coding.agreement(study=record)
    model = coding.language_model_agreement(study=record)
    if as_json:
        print_json({"people": people, "machine": machine, **({"language_model": model} if model else {})})
        return
    _print_agreement("Between coders", people)
    _print_agreement("The machine and the final codings", machine)
    if model:
        _print_agreement("The language model and the final codings, where the reader abstained", model)


def _print_agreement(title: str, measured: dict[str, dict[str, Any]]) -> None:
    table = Table("Variable", "Requests", "Agreement", "Cohen's kappa", "Krippendorff's alpha", title=title)
    for variable, one in measured.items():
        shown = ["—" if one[name] is None else f"{one[name]:.3f}" for name in ("raw", "kappa", "alpha")]
        table.add_row(variable, str(one["units"]), *shown)
    screen.print(table)
