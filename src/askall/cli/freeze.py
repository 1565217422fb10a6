"""`askall freeze`: the final codings become a dataset that never changes."""

from typing import Annotated

import typer

from askall.cli.output import print_json, say
from askall.cli.start import CLOCK, ByOption, JsonOption, StudyOption, WorkspaceOption, open_workspace

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def freeze(
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
    allow_uncoded: Annotated[
        bool, typer.Option("--allow-uncoded", help="Count requests that are not finally coded as unknown.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Copy the final codings to a numbered dataset folder."""
    here = open_workspace(workspace)
    from askall.cli.register import register_of
    from askall.coding import services as coding
    from askall.study import services as studies

    record = studies.study(slug=study)
    folder = coding.freeze(
        study=record,
        folder=here.datasets,
        register=register_of(),
        by=by or here.person,
        at=CLOCK.now(),
        allow_uncoded=allow_uncoded,
    )
    if as_json:
        print_json({"dataset": str(folder)})
    say(f"Frozen to {folder}. Next: askall count, askall claims, askall publish report")
