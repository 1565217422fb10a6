"""`askall ask open` and `askall ask import`: requests of a wave, and letters sent before askall."""

from pathlib import Path
from typing import Annotated

import typer

from askall.cli.output import say
from askall.cli.start import CLOCK, ByOption, StudyOption, WorkspaceOption, open_workspace

WaveOption = Annotated[int, typer.Option("--wave", help="The round of asking, counted from 1.")]


def open_wave(
    study: StudyOption = None, wave: WaveOption = 1, workspace: WorkspaceOption = None, by: ByOption = None
) -> None:
    """Open one request for each body of the study's frame."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.study import services as studies

    record = studies.study(slug=study)
    opened = asking.open_requests(study=record.slug, wave=wave, by=by or here.person, at=CLOCK.now())
    total = len([one for one in asking.requests(study=record.slug) if one.wave == wave])
    say(f"{opened} requests opened; wave {wave} of “{record.protocol.title}” has {total}.")


def import_letters(
    file: Annotated[Path, typer.Argument(help="CSV: body, and any of wave, reply_address, sent_on, reference.")],
    study: StudyOption = None,
    workspace: WorkspaceOption = None,
    by: ByOption = None,
) -> None:
    """Take over letters sent before askall, from a CSV: whom you wrote to, when, and from which address."""
    here = open_workspace(workspace)
    from askall.asking import services as asking
    from askall.asking.sent_letters import read_sent_letters
    from askall.study import services as studies

    record = studies.study(slug=study)
    known = {(one.body.id, one.wave): one.key for one in asking.requests(study=record.slug)}
    letters = read_sent_letters(file, known)
    asking.take_over_letters(letters=letters, by=by or here.person, at=CLOCK.now())
    say(f"{len(letters)} letters taken over from {file}.")
