"""`askall demo`: a whole simulated study from the letters to the report, scored against the truth it was made from."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from askall.cli.demo_live import LiveOptions, run_live
from askall.cli.demo_live_score import LiveScore
from askall.cli.demo_run import run_demo
from askall.cli.demo_score import Score
from askall.cli.output import print_json, say, screen
from askall.cli.serve import PortOption, serve_pages
from askall.cli.start import JsonOption
from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.workspace import SETTINGS_FILE, SYNTHETIC_FILE

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)

MARK = "SYNTHETIC: everything in this folder was made by askall's simulation. No real council wrote any of it.\n"


@app.command()
def demo(
    fast: Annotated[
        bool, typer.Option("--fast", help="End after the score: no check of every file, no pages.")
    ] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not serve the pages at the end.")] = False,
    folder: Annotated[Path, typer.Option("--dir", help="Where the demo's workspace is made.")] = Path("demo"),
    live: Annotated[
        bool, typer.Option("--live", help="Day by day through a real Postfix and Dovecot on this computer.")
    ] = False,
    bodies: Annotated[int, typer.Option("--bodies", min=1, help="With --live: how many councils are asked.")] = 398,
    days: Annotated[int, typer.Option("--days", min=1, help="With --live: how many days are lived through.")] = 70,
    day_seconds: Annotated[
        float, typer.Option("--day-seconds", min=0, help="With --live: a day takes so many seconds at least.")
    ] = 0.0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Another seed makes another nation.")] = 1,
    port: PortOption = 8000,
    as_json: JsonOption = False,
) -> None:
    """Run a whole study on an invented nation of 398 councils, publish its report and serve it on localhost."""
    if live:
        _need_mail_servers()
        _fresh(folder)
        _run_live(folder, seed, LiveOptions(bodies, days, day_seconds, None if fast or no_serve else port), as_json)
        return
    _fresh(folder)
    score = run_demo(folder, seed)
    _tell(score, as_json)
    say(f"The report: {folder / 'report' / 'index.html'}")
    if fast:
        return
    from askall.cli.doctor import examine

    examine(folder)
    if not no_serve:
        serve_pages(port)


def _need_mail_servers() -> None:
    """Before anything is made or cleared away."""
    from askall.simulation.mail_programs import available

    if why := available():
        raise OutsideFailure(why)


def _run_live(folder: Path, seed: int, options: LiveOptions, as_json: bool) -> None:
    score = run_live(folder, seed, options, lambda score: _tell(score, as_json))
    if score is not None and not score.holds:
        raise typer.Exit(1)


def _tell(score: Score | LiveScore, as_json: bool) -> None:
    if as_json:
        print_json(score.as_json())
        return
    for line in score.lines():
        screen.print(line, markup=False)


def _fresh(folder: Path) -> None:
    """An empty folder. An earlier demo is cleared away; anything else is left alone and said so."""
    if (folder / SYNTHETIC_FILE).is_file() and (folder / SETTINGS_FILE).is_file():
        shutil.rmtree(folder)
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} holds something that is no demo. Give another folder with --dir.")
    folder.mkdir(parents=True, exist_ok=True)
