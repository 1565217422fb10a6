"""How much what was learnt is worth, by the order in which requests were coded: by chance, by the machine's doubt, and
in the order of turns that the coding page offers.

    askall demo --fast --no-serve --dir DIR
    .venv/bin/python benchmarks/learning_order.py DIR

Half of the bodies are coded from, and what was learnt is tried on the other half, which no order touches. Each begins
with the same five bodies and learns anew after each stop. Shown are right minus wrong above the reader alone and how
far stated confidence is off, as means over six draws, and in how many of them learning made it worse. The simulated
nation flatters.
"""

import random
import sys
from collections import defaultdict
from pathlib import Path
from statistics import mean

from askall.cli.start import open_workspace

DRAWS = 6
FIRST = 5
STOPS = (10, 15, 20, 30, 40, 50, 65, 80)
ORDERS = ("chance", "doubt", "turns")


def main(folder: Path) -> None:
    open_workspace(folder)
    from askall.coding.services.learning import lessons
    from askall.coding.turns import kind_of, turns
    from askall.reading.evaluation import Judged, figures
    from askall.reading.learning import Model, applied, learn
    from askall.study import services as studies

    of = defaultdict(list)
    for one in lessons(studies.study()):
        of[one.body].append(one)
    bodies = sorted(of)

    def seen(one, model):
        return applied(one.suggestion, one.variable, model)

    def judged(chosen, model):
        return figures(
            Judged(body, one.variable, one.decided or None, seen(one, model)) for body in chosen for one in of[body]
        )

    def doubt(body, model):
        said = [seen(one, model) for one in of[body]]
        return mean(0.5 if one.value is None else 1 - one.confidence for one in said)

    def following(order, pool, coded, model):
        waiting = [body for body in pool if body not in coded]
        if order == "doubt":
            return sorted(waiting, key=lambda body: (-doubt(body, model), body))
        if order == "turns":
            kinds = {
                bodies.index(body): tuple(kind_of(one.variable, one.suggestion) for one in of[body]) for body in pool
            }
            return [bodies[one.request] for one in turns(kinds, {bodies.index(body) for body in coded})]
        return waiting

    found = defaultdict(list)
    for draw in range(DRAWS):
        shuffled = random.Random(draw).sample(bodies, len(bodies))
        rest, pool = shuffled[: len(bodies) // 2], shuffled[len(bodies) // 2 :]
        alone = judged(rest, Model())
        for order in ORDERS:
            coded, model = pool[:FIRST], Model()
            for stop in STOPS:
                coded = coded + following(order, pool, set(coded), model)[: stop - len(coded)]
                model = learn(one for body in coded for one in of[body]).model
                learnt = judged(rest, model)
                worth = learnt.right - learnt.wrong - (alone.right - alone.wrong)
                found[order, stop].append((worth, 100 * learnt.calibration_error))
    for stop in STOPS:
        shown = []
        for order in ORDERS:
            worths, errors = zip(*found[order, stop], strict=True)
            worse = sum(one < 0 for one in worths)
            shown.append(f"{order} {mean(worths):+6.1f}, off by {mean(errors):.1f}%, {worse} worse")
        print(f"{stop:3} bodies: " + " | ".join(shown))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
