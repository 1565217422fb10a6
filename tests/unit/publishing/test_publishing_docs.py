"""The documents and the code name the same words."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from factories.datasets import NUMBER, Made

from askall.findings.claims import ClaimResult
from askall.findings.counting import count
from askall.findings.dataset import load
from askall.findings.expectations import FIGURES, KEYS
from askall.findings.phrases import QUALIFIER_OF, UNITS, WORD_OF, parse_phrase
from askall.findings.standing import PART_OF_OUTCOME, PARTS, WITH_REPLY
from askall.study.records import OUTCOMES

DOCS = Path(__file__).parents[3] / "docs"
CLAIMS, METHOD = ((DOCS / name).read_text("utf-8") for name in ("claims.md", "method.md"))
VOCABULARY = CLAIMS.partition("## The vocabulary")[2].partition("## Bounds")[0]


@pytest.mark.parametrize("word", [*KEYS, *FIGURES])
def test_every_word_of_a_claim_is_documented(word):
    assert f"`{word}`" in CLAIMS


@pytest.mark.parametrize("words", [*QUALIFIER_OF, *WORD_OF])
def test_every_phrase_is_documented(words):
    assert re.search(rf"[|,] {words}[ ,]", VOCABULARY), words


def test_every_phrase_documented_can_be_checked():
    rows = [row.split("|")[1].strip() for row in VOCABULARY.splitlines() if row.startswith("| ")][1:]
    assert len(rows) == 18
    for row in rows:
        for words in row.rpartition(": ")[2].split(", "):
            assert parse_phrase(words) or parse_phrase(f"{words} half"), words


def test_every_part_and_reason_is_documented():
    reasons = {"not_stated", "unclear", "not_coded", *OUTCOMES} - {*PART_OF_OUTCOME, *WITH_REPLY}
    for word in (*PARTS, *reasons):
        assert f"`{word}`" in METHOD, word


def test_every_key_of_a_finding_is_documented(tmp_path):
    made = Made(questions=[NUMBER])
    made.body("answered", "5")
    entry = count(load(made.write(tmp_path / "d")))[0].as_json()
    for key in (*entry, *entry["numbers"]):
        assert f"`{key}`" in METHOD, key


def test_every_key_of_a_result_is_documented():
    for key in ("text", "holds", "because", "figure", "as_at", "certain", "only_among_answered", "kind", "value"):
        assert f"`{key}`" in CLAIMS, key
    assert {"text", "holds", "because", "as_at"} <= {one.name for one in fields(ClaimResult)}
    assert set(UNITS) >= {"half", "third", "quarter"}
