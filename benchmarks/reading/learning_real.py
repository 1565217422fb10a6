"""What learning gains on real letters: one request to 143 councils, and the threads of one council.

    python benchmarks/reading/learning_real.py --rows rows --threads threads

`rows` and `threads` are the two repositories that real.py names. Values on which people differ are left out. The
table is that of benchmarks/learning.py.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from real import HERE, words_of

sys.path.append(str(HERE.parent))

from learning import show

from askall.reading.learning import Lesson
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

STUDIES = (("one request to 143 councils", "kl"), ("threads of one council", "sb"))
SECTIONS = "0" * 64  # these letters are no stored files


def lessons_of(label: dict, letter: str, request: str) -> Iterator[Lesson]:
    """What the reader suggests of each thing that people coded without doubt, and what they decided."""
    asked = [
        Question(one["id"], one["text"], one["kind"], ("yes", "no") * (one["kind"] == "choice"), tuple(one["keywords"]))
        for one in label.get("questions", ())
    ]
    reading = read([Text("letter", letter, SECTIONS)], asked, label["law"], request)
    decided = {"outcome": label["outcome"], **label.get("answers", {})}
    for variable, suggestion in (("outcome", reading.outcome), *reading.answers):
        if variable not in label["unsure"]:
            value = decided.get(variable)
            yield Lesson(label["id"], variable, suggestion, "" if value is None else str(value))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--threads", type=Path)
    arguments.add_argument("--rows", type=Path)
    given = arguments.parse_args()
    labels = [json.loads(line) for line in (HERE / "letters.jsonl").read_text("utf-8").splitlines()]
    for title, sets in STUDIES:
        chosen = [one for one in labels if one["id"][0] in sets]
        found = [(one, words_of(one, given.threads, None, given.rows)) for one in chosen]
        lessons = [lesson for one, words in found if words for lesson in lessons_of(one, *words)]
        if lessons:
            print(title)
            show(lessons, 0.0)


if __name__ == "__main__":
    main()
