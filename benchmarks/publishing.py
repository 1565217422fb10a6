"""Counting and publishing: does the cost of a body stay the same from 100 bodies to 1,600?

Run: .venv/bin/python benchmarks/publishing.py
Prints seconds for each size and their ratio a body to the smallest, all measured in one run.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from factories.datasets import NUMBER, QUESTION, Made

from askall.findings.dataset import load
from askall.publishing.site import build

SIZES = (100, 398, 1_600)
REGIONS = [("England", f"Region {number}", f"type {number % 4}") for number in range(9)] + [
    (nation, nation, f"{nation} council") for nation in ("Scotland", "Wales", "Northern Ireland")
]


def write(bodies: int, folder: Path) -> Path:
    """A study with three questions; one body in five is silent."""
    made = Made(questions=[QUESTION, NUMBER, QUESTION | {"id": "also"}])
    for number in range(bodies):
        nation, region, kind = REGIONS[number % len(REGIONS)]
        answers = {"uses_it": ("yes", "no")[number % 2], "how_many": str(number), "also": "no"}
        outcome, given = ("no_reply", {}) if number % 5 == 0 else ("answered", answers)
        made.body(outcome, given, nation=nation, region=region, type=kind)
    return made.write(folder)


def seconds(bodies: int, folder: Path) -> tuple[float, float]:
    """Processor seconds for reading the dataset, and for counting it and building all pages."""
    dataset_folder = write(bodies, folder / f"dataset{bodies}")
    start = time.process_time()
    dataset = load(dataset_folder)
    read = time.process_time()
    build(dataset, folder / f"site{bodies}")
    return read - start, time.process_time() - read


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        seconds(20, Path(folder))  # compiles the templates
        found = {bodies: seconds(bodies, Path(folder)) for bodies in SIZES}
    print(f"{'bodies':>8}{'read s':>10}{'publish s':>12}{'read a body':>14}{'publish a body':>16}")
    first = [cost / SIZES[0] for cost in found[SIZES[0]]]
    for bodies, costs in found.items():
        ratios = [cost / bodies / base for cost, base in zip(costs, first, strict=True)]
        print(f"{bodies:>8}{costs[0]:>10.2f}{costs[1]:>12.2f}{ratios[0]:>13.2f}×{ratios[1]:>15.2f}×")


if __name__ == "__main__":
    main()
