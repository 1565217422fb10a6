"""`askall doctor`: is everything stored whole, and does every coding still stand on its words?"""

from pathlib import Path

import typer

from askall.cli.output import progress, say
from askall.cli.start import WorkspaceOption, open_workspace, store_of
from askall.foundation.errors import CheckFailed

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def doctor(workspace: WorkspaceOption = None) -> None:
    """Check every stored file against its hash, and every quote against its file. Ends with 1 if something is wrong."""
    examine(workspace)


def examine(workspace: Path | None) -> None:
    """As the command. Raises CheckFailed if anything is wrong."""
    here = open_workspace(workspace)
    from askall.coding import services as coding
    from askall.mail import services as mail
    from askall.study import services as studies

    store, findings = store_of(here), []
    wanted = sorted(mail.stored_hashes())
    with progress("Files", len(wanted)) as advance:
        for number, sha in enumerate(wanted, 1):
            try:
                store.get(sha)
            except CheckFailed as error:
                findings.append(str(error))
            advance(number)
    for study in studies.studies():
        findings += coding.lost_quotes(study=study)
        findings += coding.changed_datasets(study=study, folder=here.datasets)
    for finding in findings:
        say(finding)
    if findings:
        raise CheckFailed(f"{len(findings)} findings in {here.root}.")
    say(f"{len(wanted)} files are whole, every quote stands in its file, every dataset is unchanged.")
