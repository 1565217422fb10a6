"""A study of some sixty bodies that has everything in it: every outcome, every kind of question, hostile words."""

from pathlib import Path

from askall.coding.records import TimelineRow
from askall.study.records import OUTCOMES
from factories.datasets import NUMBER, QUESTION, Made, sha

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "</mark></blockquote></title><style>*{display:none}</style>",
    "line one\r\nline two\n\n\ttabbed & <b>bold</b>",
    "right to left \u202e and back \u202c, nul \x00, bell \x07",
    "https://evil.example/pixel.gif",
    "=HYPERLINK(\"https://evil.example\")",
    "x" * 3000,
    "Ünïcode – “quotes” ’ 中文 🦆",
)  # fmt: skip
RULED_OUT = {
    "id": "ruled_out", "text": 'Was it "ruled out" <here>?', "kind": "choice", "guidance": "Rule & <rule>.",
    "choices": ["human_rights", "security", "no"], "applies_to": {"nations": ["England", "Scotland"]},
}  # fmt: skip
MAKERS = {"id": "makers", "text": "Which makers?", "kind": "list", "choices": ["A & B", "C<D>"], "applies_to": {}}
WHEN = {"id": "since", "text": "Since when?", "kind": "date", "choices": [], "applies_to": {}}
SPENT = {"id": "spent", "text": "How much was spent?", "kind": "money", "choices": [], "applies_to": {}}
CLAIMS = [
    {"text": "At least {n} councils", "expect": {"question": "uses_it", "answer": "yes", "at_least": 10}},
    {"text": "<b>Bold</b>: nearly all councils", "expect": {"question": "uses_it", "answer": "yes", "figure": "share"}},
    {
        "text": "{n} of {base} in Scotland & London",
        "expect": {
            "question": "uses_it",
            "answer": "yes",
            "scope": {"nation": "Scotland", "type": "county"},
            "base": 5,
        },
    },
]
PLACES = (("England", "London", "London borough"), ("England", "South East", "district"), ("Wales", "Wales", "unitary"))


def whole_study(synthetic: bool = True) -> Made:
    """The dataset in the making; `write` it to a folder."""
    made = Made(questions=[QUESTION, NUMBER, RULED_OUT, MAKERS, WHEN, SPENT], claims=list(CLAIMS))
    made.info = {
        "synthetic": synthetic,
        "study": {
            "title": "A <study> & more",
            "organisations": ["<i>Group</i>"],
            "contact": "a@b.example",
            "summary": "",
        },
        "agreement": {"outcome": {"units": 50, "raw": 0.96, "kappa": 0.9, "alpha": None}},
        "notes": ["Register: <somewhere> & elsewhere"],
    }
    for number in range(16):
        made.body("answered", _answers(number), nation="Scotland" if number < 5 else "England", type="county")
    for number, outcome in enumerate((*OUTCOMES, "not_coded") * 2):
        nation, region, kind = PLACES[number % 3]
        answers = {"uses_it": "not_stated" if number % 2 else "yes"} if "answered" in outcome else {}
        late = {"late": "yes", "rival_due_on": "2021-09-30"} if number % 4 == 0 else {"late": ""}
        refused = {"provisions": "FOIA 31(1)(a);EIR 12(5)(b);none given"} if outcome == "refused" else {}
        made.body(outcome, answers, nation=nation, region=region, type=kind, request=late | refused)
    for number, words in enumerate(HOSTILE):
        id = f"b{number}" if number else "odd id/../x"
        body = made.body("answered", "yes", id=id, name=f"{words} Council", quote=words, website="javascript:alert(1)")
        made.timeline.append(TimelineRow(body, f"{body}-w1", "2021-09-20", "replied", words, sha(words)))
    made.body("no_reply", id="Case", later="Merged into <another> on 1 April 2023.", website="https://case.example/")
    made.ask("Case", "refused", {}, wave=2)
    made.body("answered", "no", id="case", quote="No.\nNone.")
    return made


def _answers(number: int) -> dict[str, str]:
    return {
        "uses_it": ("yes", "no", "formerly")[number % 3], "how_many": str(number * 100), "since": "2020-05-01",
        "ruled_out": ("human_rights", "no", "not_applicable")[number % 3], "spent": f"£{number},000.50",
        "makers": ("A & B; C<D>", "C<D>")[number % 2],
    }  # fmt: skip


def write_study(folder: Path, synthetic: bool = True) -> Path:
    """The same as a frozen dataset in `folder`."""
    return whole_study(synthetic).write(folder)
