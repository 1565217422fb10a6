"""How good the reader is on real letters: outcomes, yes/no answers and provisions beside what two people say.

    git clone https://github.com/PeterKarakostas/Sheffield_FOI_Webapp threads
    git clone https://github.com/AdamVeganSoc/tvs-postcode-search rows
    git clone https://github.com/mysociety/research_localgov_foi_stats table
    python benchmarks/reading/real.py --threads threads --rows rows --table table [--pages FOLDER]
        [--misses] [--record NOTE]

`letters.jsonl` beside this file holds the labels and where each letter is found, never its words. Letters of one
council are messages of threads in the first repository; those of 143 councils to one request are rows of a table in
the second; what 384 councils said to each of four questions stands in the columns of a table in the third, and is read
here as a reply, by number alone or below the questions; those of other bodies are web pages, whose words have to be
saved by hand as FOLDER/ID.txt (and the request as FOLDER/ID.request.txt). A letter whose words are not those that were
labelled, by their SHA-256, is refused. The letters of `synthetic_letters.jsonl` are invented and stand there with their
words. `--misses` tells every one; `--record` adds the figures to `figures.csv`. README.md tells what the sets are.
"""

import argparse
import csv
import hashlib
import io
import json
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from askall.reading.stored import READER

HERE = Path(__file__).parent
SETS = {
    "s": "one council",
    "w": "nine bodies",
    "b": "one council, 2",
    "c": "47 bodies",
    "e": "79 bodies",
    "g": "59 bodies",
    "j": "ten bodies",
    "m": "a ministry",
    "n": "16 bodies",
    "o": "two bodies",
    "d": "384 councils",
    "k": "64 councils",
    "l": "79 councils",
    "u": "SYNTHETIC 1",
    "v": "SYNTHETIC 2",
    "x": "SYNTHETIC 3",
    "y": "SYNTHETIC 4",
    "z": "SYNTHETIC 5",
    "t": "SYNTHETIC 6",
    "h": "SYNTHETIC 7",
    "a": "SYNTHETIC 8",
    "f": "SYNTHETIC 9",
    "i": "SYNTHETIC 10",
    "q": "SYNTHETIC 11",
    "r": "SYNTHETIC 12",
    "p": "SYNTHETIC 13",
    "A": "SYNTHETIC 14",
    "B": "SYNTHETIC 15",
    "C": "SYNTHETIC 16",
    "D": "SYNTHETIC 17",
    "E": "SYNTHETIC 18",
    "F": "SYNTHETIC 19",
    "G": "SYNTHETIC 20",
    "H": "SYNTHETIC 21",
    "J": "SYNTHETIC 22",
    "K": "SYNTHETIC 23",
    "L": "SYNTHETIC 24",
    "P": "SYNTHETIC 25",
    "Q": "SYNTHETIC 26",
    "R": "SYNTHETIC 27",
    "M": "SYNTHETIC 28",
    "N": "SYNTHETIC 29",
    "S": "SYNTHETIC 30",
    "T": "SYNTHETIC 31",
    "O": "SYNTHETIC 32",
    "W": "SYNTHETIC 33",
    "X": "SYNTHETIC 34",
    "V": "SYNTHETIC 35",
    "I": "SYNTHETIC 36",
    "U": "SYNTHETIC 37",
    "Y": "SYNTHETIC 38",
    "Z": "SYNTHETIC 39",
    "1": "SYNTHETIC 40",
    "2": "SYNTHETIC 41",
    "4": "SYNTHETIC 42",
    "5": "SYNTHETIC 43",
}
OUR_RESPONSE = "Thank you for your request. Our response is as follows."
PLEASE_TELL = "Dear Sir or Madam,\n\nUnder the Freedom of Information Act, please could you tell me:"
COUNTS = ("valued", "open", "right", "wrong")
GOLD = ("id", "law", "outcome", "provisions", "answers", "questions", "unsure")


@lru_cache
def rows_of(repository: Path, commit: str, file: str) -> list[dict[str, str]]:
    """The rows of the table, in its order."""
    shown = subprocess.run(["git", "-C", str(repository), "show", f"{commit}:{file}"], check=True, capture_output=True)
    table = csv.DictReader(io.StringIO(shown.stdout.decode("utf-8-sig"), newline=""))
    return [{name: cell.replace("\r\n", "\n") for name, cell in row.items()} for row in table]


def reply_of(row: dict[str, str], repeated: bool) -> tuple[str, str]:
    """One council's answers as a reply, with the questions `repeated` or by their numbers alone, and the request."""
    asked = {
        head.split(" ", 1)[0]: (head.split(" ", 1)[1], cell.strip()) for head, cell in row.items() if head[0].isdigit()
    }
    told = (
        f"{number}. {question}\n\n{answer}" if repeated else f"{number}. {answer}"
        for number, (question, answer) in asked.items()
        if answer
    )
    request = "\n".join(f"{number}. {question}" for number, (question, _) in asked.items())
    return f"{OUR_RESPONSE}\n\n" + "\n\n".join(told) + "\n", f"{PLEASE_TELL}\n\n{request}\n\nYours faithfully,\n"


def words_of(
    label: dict, threads: Path | None, pages: Path | None, rows: Path | None = None, table: Path | None = None
) -> tuple[str, str] | None:
    """The letter's words and its request's ("" if not known); None where this run has no access to them."""
    if "letter" in label:
        return label["letter"], label["request"]
    source = label["source"]
    if "repeated" in source:
        if not table:
            return None
        return reply_of(rows_of(table, source["commit"], source["file"])[source["row"] - 1], source["repeated"])
    if "row" in source:
        if not rows:
            return None
        told = [one["responses"] for one in rows_of(rows, source["commit"], source["file"])]
        row, start, end = source["row"]
        request = (told[one - 1][left:right] for one, left, right in source["request"])
        return told[row - 1][start:end], "\n\n".join(request)
    if "page" in source:
        letter = pages / f"{label['id']}.txt" if pages else None
        if not letter or not letter.is_file():
            return None
        request = letter.with_suffix(".request.txt")
        return letter.read_text("utf-8"), request.read_text("utf-8") if request.is_file() else ""
    if not threads:
        return None
    shown = ["git", "-C", str(threads), "show", f"{source['commit']}:{source['file']}"]
    events = json.loads(subprocess.run(shown, check=True, capture_output=True).stdout)["events"]
    told = [event["content"] if isinstance(event["content"], str) else "\n".join(event["content"]) for event in events]
    first = next(text for text, event in zip(told, events, strict=True) if event["type"] == "outgoing")
    return told[source["message"]], first


def evaluated(labels: list[dict], found: dict[str, tuple[str, str]]) -> dict:
    """What `askall read --evaluate` says of these letters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = []
        for label in labels:
            letter, request = found[label["id"]]
            if hashlib.sha256(letter.encode()).hexdigest() != label["sha256"]:
                sys.exit(f"{label['id']}: these are not the words that were labelled.")
            case = {key: label[key] for key in GOLD if key in label} | {"files": [f"{label['id']}.txt"]}
            (folder / case["files"][0]).write_text(letter, "utf-8")
            if request:
                case["request"] = f"{label['id']}.request.txt"
                (folder / case["request"]).write_text(request, "utf-8")
            lines.append(json.dumps(case))
        (folder / "gold.jsonl").write_text("\n".join(lines), "utf-8")
        command = [str(Path(sys.executable).parent / "askall"), "read", "--json", "--evaluate", f"{folder}/gold.jsonl"]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def figures(said: dict, kind: str, which: str) -> list[str]:
    """Cases, accuracy, precision and coverage of the outcome, or of all answers of one kind."""
    total: Counter[str] = Counter()
    for name, one in said[which].items():
        if name.split("_")[0] == kind:
            total.update({count: one[count] for count in COUNTS})
    cases, spoke = total["valued"] + total["open"], total["right"] + total["wrong"]
    return [str(cases), share(total["right"], total["valued"]), share(total["right"], spoke), share(spoke, cases)]


def share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def rows(name: str, said: dict) -> list[list[str]]:
    found = [
        [name, f"{kind}, {shown}", *figures(said, kind, which)]
        for kind in ("outcome", "choice", "number")
        for which, shown in (("where_people_agree", "agreed"), ("in_all", "all"))
    ]
    rate = f"{said['letters'] / said['seconds']:.0f}" if said["seconds"] else ""
    one = said["provisions"]
    precision, recall = (share(one["hits"], one["named"]), share(one["found"], one["expected"]))
    speed = [name, "letters a second", str(said["letters"]), rate, "", ""]
    return [*found, [name, "provisions", str(one["letters"]), recall, precision, ""], speed]


def show_misses(said: dict) -> None:
    for miss in said["misses"]:
        word = miss["suggested"]
        quotes = [one["quote"] for one in word.get("evidence", [])][:2]
        told = word.get("value") or f"abstained: {word.get('abstained', '')}"
        print(
            f"{miss['id']} {miss['variable']}{'' if miss['sure'] else ' (people differ)'}: {miss['expected']} – {told}"
        )
        for quote in quotes:
            print("    ", " ".join(quote.split())[:180])
    for one in said["provision_misses"]:
        print(f"{one['id']} {'not read' if one['missed'] else 'wrongly read'}: {one['provision']}", one["quotes"][:1])


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--threads", type=Path)
    arguments.add_argument("--rows", type=Path)
    arguments.add_argument("--table", type=Path)
    arguments.add_argument("--pages", type=Path)
    arguments.add_argument("--misses", action="store_true")
    arguments.add_argument("--record", metavar="NOTE")
    given = arguments.parse_args()
    kept = ("letters.jsonl", "synthetic_letters.jsonl")
    labels = [json.loads(line) for name in kept for line in (HERE / name).read_text("utf-8").splitlines()]
    reached = {one["id"]: words_of(one, given.threads, given.pages, given.rows, given.table) for one in labels}
    found = {key: words for key, words in reached.items() if words}
    table = []
    for letter, name in SETS.items():
        chosen = [one for one in labels if one["id"].startswith(letter) and one["id"] in found]
        if chosen:
            said = evaluated(chosen, found)
            table += rows(name, said)
            if given.misses:
                show_misses(said)
    head = ("letters", "of", "cases", "accuracy", "precision", "coverage")
    print("\n".join("{:16}{:18}{:>7}{:>10}{:>11}{:>10}".format(*row) for row in (head, *table)))
    print("provisions: accuracy is their recall")
    if given.record:
        today = datetime.now(UTC).date().isoformat()
        with (HERE / "figures.csv").open("a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([today, str(READER), given.record, *row] for row in table)


if __name__ == "__main__":
    main()
