"""What learning from the first 10, 20, 50 and 200 requests coded gains on all the others, beside the reader alone.

    askall demo --fast --no-serve --dir DIR
    .venv/bin/python benchmarks/learning.py DIR

The simulated nation flatters: its bodies share their ways of writing. Each row is the mean over five orders of coding;
"worse" counts those of them in which right minus wrong is lower than without learning.
"""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

from askall.cli.start import open_workspace
from askall.reading.evaluation import Figures, Judged, figures
from askall.reading.learning import Lesson, Model, applied, learn

ORDERS = 5
CODED = (2, 4, 10, 20, 50, 200)


def main(folder: Path) -> None:
    open_workspace(folder)
    from askall.coding.services.learning import lessons
    from askall.study import services as studies

    study = studies.study()
    show(list(lessons(study)), study.protocol.abstain_below)


def show(all_lessons: Sequence[Lesson], line: float) -> None:
    """Each number of bodies coded: the reader alone and with what was learnt, on the bodies not coded."""
    bodies = sorted({one.body for one in all_lessons})

    def judged(rest: Sequence[Lesson], model: Model) -> Figures:
        seen = [(one, applied(one.suggestion, one.variable, model, line)) for one in rest]
        return figures(Judged(one.body, one.variable, one.decided or None, said) for one, said in seen)

    print(f"{len(all_lessons)} values of {len(bodies)} bodies; nothing is said below {line:g}")
    print(
        "bodies coded  lessons  seconds  right-wrong alone  learnt  precision alone  learnt  off by alone  learnt worse"
    )
    for number in (one for one in CODED if one < len(bodies)):
        rows = []
        for order in range(ORDERS):
            coded = set(random.Random(order).sample(bodies, number))
            taught = [one for one in all_lessons if one.body in coded]
            rest = [one for one in all_lessons if one.body not in coded]
            begun = time.process_time()
            model = learn(taught, line).model
            taken = time.process_time() - begun
            alone, learnt = judged(rest, Model()), judged(rest, model)
            rows.append((len(taught), taken, alone, learnt))
        worth = [(alone.right - alone.wrong, learnt.right - learnt.wrong) for _, _, alone, learnt in rows]
        worse = sum(after < before for before, after in worth)
        shares = [(a.precision, b.precision, a.calibration_error, b.calibration_error) for _, _, a, b in rows]
        averages = [100 * mean(column) for column in zip(*shares, strict=True)]
        print(
            f"{number:12} {mean(one[0] for one in rows):8.0f} {mean(one[1] for one in rows):8.2f}"
            f" {mean(one[0] for one in worth):18.0f} {mean(one[1] for one in worth):7.0f}"
            f" {averages[0]:15.1f}% {averages[1]:6.1f}% {averages[2]:12.1f}% {averages[3]:6.1f}% {worse:6}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
