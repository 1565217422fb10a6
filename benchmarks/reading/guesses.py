"""Learn what each thing that guessing sees weighs, from the letters that people coded, and how often it is right.

    python benchmarks/reading/guesses.py [--threads …] [--rows …] [--table …] [--write]

Takes the folders that real.py takes. Each set of letters is guessed by weights learnt on all others, and what came of
it is printed by likelihood: that is how often guesses are right on letters that taught nothing. `--write` puts the
weights learnt on all of them into src/askall/reading/data/guess_weights.toml.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from real import HERE, words_of

from askall.reading import guessing
from askall.reading.gold import as_question
from askall.reading.guessing import BELOW, FREE, Candidate, open_questions
from askall.reading.read import ANSWERED, before_guesses
from askall.reading.records import Text

WRITTEN = Path(guessing.__file__).parent / "data" / "guess_weights.toml"
HEAD = """# What each thing that guessing sees of a sentence weighs, in log odds: below a question, and in free text.
# Learnt by benchmarks/reading/guesses.py from the letters of letters.jsonl and synthetic_letters.jsonl.
"""
ROUNDS, RATE = 200, 0.5
PRIOR = 20.0  # how strongly a weight is held to nothing, in candidates
RARE = 5  # what is seen less often teaches nothing
LINES = (0.5, 0.55, 0.6, 0.65, 0.7, 0.8)
SAME = {"yes": "yes", "no": "no", "formerly": "no", None: None}  # any other value is a yes with a rider

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """An open question of a letter of `group`, with the sentences that may answer it and the answer people found."""

    group: str
    found: Sequence[Candidate]
    value: str | None


def cases(labels: Iterable[dict], given: argparse.Namespace) -> Iterator[Case]:
    """Every question that the reader leaves open, where people agree on its answer."""
    for label in labels:
        words = words_of(label, given.threads, None, given.rows, given.table)
        if not words or not label.get("questions"):
            continue
        questions = [as_question(one) for one in label["questions"]]
        texts = (Text("letter", words[0], label["sha256"]),)
        begun = before_guesses(texts, questions, label["law"], words[1])
        if begun.outcome.value not in ANSWERED:
            continue
        for about, found in open_questions(begun.told, begun.found, begun.items, questions, words[1]):
            name = about.question.id
            if found and name in label["answers"] and name not in label["unsure"]:
                value = label["answers"][name]
                yield Case(label["id"][0], found, SAME.get(value, "yes"))


def learnt(taught: Sequence[Case], where: str) -> dict[str, float]:
    """Logistic regression by AdaGrad in a fixed order (Duchi, Hazan and Singer, 2011)."""
    rows = [(one.seen, one.value == case.value) for case in taught for one in case.found if one.where == where]
    counts = Counter(name for seen, _ in rows for name in seen)
    weights = {name: 0.0 for name, number in sorted(counts.items()) if number >= RARE}
    steps = dict.fromkeys(weights, 1e-9)
    hold = PRIOR / max(1, len(rows))
    for _ in range(ROUNDS):
        for seen, right in rows:
            off = share(weights.get(name, 0.0) for name in seen) - right
            for name in seen:
                if name in weights:
                    slope = off + hold * weights[name]
                    steps[name] += slope * slope
                    weights[name] -= RATE * slope / math.sqrt(steps[name])
    return weights


def share(odds: Iterable[float]) -> float:
    return 1 / (1 + math.exp(-sum(odds)))


def tried(known: Sequence[Case], where: str) -> Iterator[tuple[float, bool]]:
    """How likely the likeliest candidate of each case is, by the weights that all other sets taught, and whether it is
    right."""
    for group in sorted({one.group for one in known}):
        weights = learnt([one for one in known if one.group != group], where)
        for case in known:
            rated = [
                (share(weights.get(name, 0.0) for name in one.seen), one.value)
                for one in case.found
                if one.where == where
            ]
            if case.group == group and rated:
                likely, value = max(rated)
                yield likely, value == case.value


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("threads", "rows", "table"):
        arguments.add_argument(f"--{name}", type=Path)
    arguments.add_argument("--write", action="store_true")
    given = arguments.parse_args()
    kept = ("letters.jsonl", "synthetic_letters.jsonl")
    labels = [json.loads(line) for name in kept for line in (HERE / name).read_text("utf-8").splitlines()]
    known = list(cases(labels, given))
    tables = []
    for where in (BELOW, FREE):
        found = list(tried(known, where))
        for line in LINES:
            said = [right for likely, right in found if likely >= line]
            print(f"{where:6} likely at {line:.2f} or more: {len(said):4} of {len(found)}, right {sum(said):4}", end="")
            print(f" = {sum(said) / len(said):.2f}" if said else "")
        weights = learnt(known, where)
        tables.append(f"\n[{where}]\n" + "".join(f'"{name}" = {weight:.3f}\n' for name, weight in weights.items()))
    if given.write:
        WRITTEN.write_text(HEAD + "".join(tables), "utf-8")


if __name__ == "__main__":
    main()
