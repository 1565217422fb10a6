"""`askall rebuild`: derive all texts and suggestions again from the stored files. What people decided stays."""

import typer

from askall.cli.output import progress, say
from askall.cli.start import CLOCK, WorkspaceOption, open_workspace, store_of
from askall.foundation.work import best_work

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command()
def rebuild(workspace: WorkspaceOption = None) -> None:
    """Derive all texts and suggestions again from the stored files."""
    here = open_workspace(workspace)
    from askall.cli.reading_run import extract_attachments, read_study
    from askall.coding import services as coding
    from askall.documents import services as documents
    from askall.mail import services as mail
    from askall.reading import services as reading
    from askall.study import services as studies

    store, work = store_of(here), best_work()
    with progress("Messages", sum(mail.counts()[side] for side in ("in", "out"))) as advance:
        changed = mail.reparse(store=store, work=work, progress=advance)
    documents.forget()
    extract_attachments(store, work, here.recognised)
    for study in studies.studies():
        reading.forget_readings(study=study)
        read_study(study, work, CLOCK.now())
        if study.protocol.language_model is not None:  # out of what it answered; it is asked nothing
            reading.forget_model_readings(study=study)
            coding.ask_language_model(study=study, at=CLOCK.now(), only_known=True)
    say(f"Everything derived again; {changed} messages came out otherwise than before.")
