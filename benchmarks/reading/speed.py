"""How fast letters are read, and that the time grows in step with the text, hostile text included.

The plain word rule (a handful of words looked for in the whole letter) is the yardstick: it costs next to nothing and gets a
little over half of real outcomes right. Repeat with: python benchmarks/reading/speed.py [LETTERS]
"""

# ruff: noqa: E501 -- letters keep their lines.

import math
import sys
from collections.abc import Callable
from time import process_time

from askall.reading.cues import cues_in
from askall.reading.folding import content_stems
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

QUESTIONS = (
    Question(
        "uses",
        "Does the council use equipment made by Larkvision?",
        "choice",
        ("yes", "no", "formerly"),
        ("Larkvision",),
    ),
    Question("count", "How many Larkvision cameras does the council operate?", "number", (), ("Larkvision", "cameras")),
    Question("cost", "How much was spent on Larkvision equipment?", "money", (), ("Larkvision",)),
)
LETTER = """Westshire Council
Information Team, Council House, Westham WS1 1AA
Our reference FOI {number}

Dear Ms Poe,
Thank you for your request for information about cameras, which we received on 4 May 2021.

You asked:
1. Does the council use any equipment made by Larkvision?
2. How many such cameras are in use, and where?
3. How much has been spent on them since 2016?
4. Which policy governs their use?

Our response:
1. Yes, in libraries and car parks. Most were fitted between 2016 and 2018 by our maintenance contractor.
2. {number} cameras. We are withholding their locations under section 31(1)(a) of the Freedom of Information Act 2000, as
disclosure would be likely to prejudice the prevention of crime. Factors in favour of disclosure are openness and the use of
public money. Factors in favour of withholding are that the gaps between cameras would be shown to offenders. On balance the
public interest lies in withholding the locations.
3. £{number},690 in total, without maintenance.
4. We do not hold a policy on single makers. The general policy is attached.

If you are dissatisfied with this response you may ask for an internal review within 40 working days. If you remain
dissatisfied you can complain to the Information Commissioner, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF.
This e-mail is intended only for the person to whom it is addressed and may contain confidential information.

Yours sincerely,
A. Clerk
"""
SENT = "\n".join(f"{number}. {one.text}" for number, one in enumerate(QUESTIONS, 1))
HOSTILE = {
    "one word": "a",
    "line ends": "\n",
    "full stops": ". ",
    "sections": "section 31(1)(a), ",
    "questions": "1. how many?\nyes\n",
    "table cells": "a\t1\n",
    "mail headers": "From: x\nSent: y\n",
    "bullets": "- ",
    "quoted lines": "> how many\n14\n",
    "broken questions": "how many cameras\n",
    "numbered cells": "1\t" + "a" * 400 + "\n",
    "years": "2021/22: 14\n",
}


def plain_rule(text: str) -> str:
    lowered = text.lower()
    if "neither confirm nor deny" in lowered:
        return "neither_confirm_nor_deny"
    if any(word in lowered for word in ("exempt", "section 12", "section 31", "s.12", "s.31")):
        return "refused"
    if "not held" in lowered or "not hold" in lowered:
        return "not_held"
    return "acknowledged" if len(text) < 2500 and "20 working days" in lowered else "answered"


def full(text: str) -> object:
    return read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", SENT)


def seconds(function: Callable[[str], object], texts: list[str]) -> float:
    """Processor seconds, the best of three runs: other work on the machine does not count."""
    best = math.inf
    for _ in range(3):
        cues_in.cache_clear()  # what an earlier run has learnt does not count
        content_stems.cache_clear()
        begun = process_time()
        for text in texts:
            function(text)
        best = min(best, process_time() - begun)
    return best


def main(number: int = 300) -> None:
    letters = [LETTER.format(number=n) for n in range(1, number + 1)]
    rule, whole = seconds(plain_rule, letters), seconds(full, letters)
    print(f"{'':14}{'letters/s':>12}{'ratio':>9}   ({len(letters[0])} characters a letter, {len(QUESTIONS)} questions)")
    print(f"{'plain rule':14}{number / rule:12,.0f}{1:9.0f}")
    print(f"{'askall':14}{number / whole:12,.0f}{whole / rule:9.0f}")
    print(f"\n{'hostile text':16}{'100 kB':>10}{'1 MB':>10}   exponent")
    for name, piece in HOSTILE.items():
        small, large = ([piece * (size // len(piece))] for size in (100_000, 1_000_000))
        first, second = seconds(full, small), seconds(full, large)
        print(f"{name:16}{first:9.2f}s{second:9.2f}s{math.log10(second / first):11.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
