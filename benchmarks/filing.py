"""How mail is filed: 2,000 awkward replies, automatic mail told from answers, and what a message costs.

    .venv/bin/python benchmarks/filing.py [--seed 1] [--count 2000] [--bodies 45000]

Prints for each kind of awkward reply how many were filed right, filed wrong and left waiting (a guess at what nobody
could file counts as wrong, and what rightly waits counts as waiting), then how many automatic mails were missed and how
many answers were taken for automatic, then the milliseconds a message takes to decide beside few bodies and many. Every
body and mail is invented; tests/factories/awkward_replies.py says in which proportions. Another seed is another mail.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

PLACES = "ash bram cald dun elm fen gar hart ing kel lang mar nor ost prest quar rad sed thorn ulls".split()  # noqa: SIM905


def awkward(folder: Path, seed: int, count: int) -> None:
    """The table of awkward replies."""
    from askall.cli.start import open_workspace, store_of
    from askall.cli.workspace import init

    init(folder / "workspace")
    here = open_workspace(folder / "workspace")
    from factories.filing_scores import score

    started = time.perf_counter()
    found = score(folder, store_of(here), seed, count)
    print(f"{'kind':<22}{'right':>7}{'wrong':>7}{'waiting':>9}")
    for kind, counts in sorted(found.by_kind.items()):
        print(f"{kind:<22}{counts['right']:>7}{counts['wrong']:>7}{counts['triage']:>9}")
    print(f"{'all':<22}{found.right:>7}{found.wrong:>7}{found.triage:>9}   dropped {found.lost}")
    share = 100 / found.total
    print(f"filed by themselves {found.right * share:.2f} %, wrongly filed {found.wrong * share:.2f} %")
    print(f"of those that wait, {found.unfileable} nobody could have filed")
    print(f"a second body answered for: offered {found.shares[True]} times, not offered {found.shares[False]} times")
    print(f"mail that answers no letter, filed all the same: {found.others_filed} of 200")
    print(f"({time.perf_counter() - started:.0f} s with writing and importing {count} of them and 3,000 others)\n")


def automatic() -> None:
    """Automatic mail missed, and answers taken for it."""
    from factories.automatic_mails import answers_that_look_automatic, automatic_mails

    from askall.mail.parse import parse_message

    cases, answers = automatic_mails(), answers_that_look_automatic()
    told = [(case, parse_message(case.raw).automatic) for case in cases]
    missed = [case.name for case, found in told if not found or found.kind != case.kind]
    false = [case.name for case in answers if parse_message(case.raw).automatic]
    kinds = ", ".join(
        f"{count} {kind.replace('_', ' ')}" for kind, count in Counter(case.kind for case in cases).items()
    )
    print(f"automatic mail: {len(missed)} of {len(cases)} missed ({kinds})")
    print(f"answers that look like it: {len(false)} of {len(answers)} taken for automatic")
    for name in (*missed, *false):
        print(f"    {name}")
    print()


def cost(bodies: int) -> None:
    """Milliseconds to decide where a message belongs, the index of so many bodies being there."""
    from askall.mail.filing import Incoming, decide

    text = "Thank you for your request. The council has no cameras of that maker. " * 20
    index = index_of(bodies)
    taken = []
    for number in range(0, bodies, max(1, bodies // 400)):
        name = name_of(number)
        mail = Incoming(
            f"foi@{name.lower()}.example", ("study@campaign.example",), "Your request about cameras", "", (),
            f"{text}\nKind regards\n{name} Council", quoted=f"Dear {name} Council, please tell me",
        )  # fmt: skip
        started = time.perf_counter()
        decision = decide(mail, index)
        taken.append(1000 * (time.perf_counter() - started))
        if decision.request != number:
            sys.exit(f"{name} was filed to {decision.request}, not to {number}.")
    print(f"{bodies:>7} bodies: {statistics.median(taken):.2f} ms a message (median of {len(taken)})")


def index_of(bodies: int) -> "object":
    """An index of so many bodies with one request each."""
    from askall.bodies.domains import DomainIndex
    from askall.bodies.records import Body
    from askall.mail.filing_index import Asked, FilingIndex, Study, Words

    names = [name_of(number) for number in range(bodies)]
    listed = [
        Body(name, f"{name} Council", name, "", "", "", "FOIA", domains=(f"{name.lower()}.example",)) for name in names
    ]
    index = FilingIndex(DomainIndex(listed), {"s": Study(Words(("cameras",)))})
    for number, body in enumerate(listed):
        index.add(Asked(number, f"{number:010d}", "", body.id, "s"))
        index.add_name(body.name, body.id, body.short_name)
    return index


def name_of(number: int) -> str:
    """A place of three syllables, another for each number below 8,000 and numbered above."""
    most = len(PLACES)
    parts = [PLACES[number % most], PLACES[number // most % most], PLACES[number // most**2 % most]]
    return "".join(parts).title() + (str(number // most**3) if number >= most**3 else "")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--count", type=int, default=2000)
    arguments.add_argument("--bodies", type=int, default=45_000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        awkward(Path(folder), given.seed, given.count)
    automatic()
    for bodies in sorted({400, given.bodies}):
        cost(bodies)


if __name__ == "__main__":
    main()
