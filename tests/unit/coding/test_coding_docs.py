"""The guides name what exists, and all of it: columns of the dataset and of the sheets, outcomes, missing codes."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
import test_coding_dataset as sound

from askall.coding.dataset import write_dataset
from askall.coding.personal import PERSONAL, REDACTED
from askall.coding.records import DATASET_FILES
from askall.coding.sheets import ADJUDICATION_COLUMNS, FILLED
from askall.study.records import MISSING, OUTCOMES

DOCS = Path(__file__).parents[3] / "docs"


def section(document: str, title: str) -> str:
    text = (DOCS / document).read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"{document} has no section “{title}”"
    return found[1]


def first_cells(text: str) -> dict[str, str]:
    """`name` in the first cell of each row of a table → the rest of the row."""
    return dict(re.findall(r"^\| `([^`]+)` \|(.*)\|$", text, re.MULTILINE))


@pytest.mark.parametrize("name", DATASET_FILES)
def test_every_column_of_the_dataset_is_explained_and_no_other(name: str) -> None:
    explained = first_cells(section("dataset.md", name))
    assert list(explained) == [field.name for field in fields(DATASET_FILES[name])]
    redacted = {column for column, meaning in explained.items() if "*redacted*" in meaning}
    assert redacted == {column for column, treatment in PERSONAL[name].items() if treatment == REDACTED}


def test_every_field_of_the_manifest_is_explained_and_no_other(tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", **sound.tables())
    manifest = json.loads((tmp_path / "d" / "manifest.json").read_text())
    assert set(first_cells(section("dataset.md", "manifest.json"))) == set(manifest)


def test_every_column_of_a_sheet_is_explained_and_no_other() -> None:
    explained = first_cells(section("coding.md", "The sheet"))
    assert list(explained) == list(ADJUDICATION_COLUMNS)
    assert tuple(name for name, rest in explained.items() if rest.strip().startswith("yes")) == FILLED


def test_every_code_is_explained_and_no_other() -> None:
    assert tuple(first_cells(section("coding.md", "Outcomes"))) == OUTCOMES
    assert tuple(first_cells(section("coding.md", "When there is no answer to a question"))) == MISSING
