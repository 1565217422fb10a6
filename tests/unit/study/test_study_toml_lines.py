"""The line of every key and table of a TOML text."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from askall.study.toml_lines import Lines

TEXT = '''# a comment = 1
top = "x # not a comment"   # "a comment"
list = [
  "a", # ] not the end
  "b]",
]
after = 1
many = """
key = 1
[table]
\\""" still inside """
quotes = """"quoted""""  # up to five
raw = \'\'\'
it's \\\'\'\'
[study]
"quoted.key" = { inner = [1,
  2], more = 2 }
a.b.c = 1
[[question]]
id = 1
[[question]]
id = 2
  [question.applies_to]  # below the second
  types = []
[[question.part]]
x = 1
[[question.part]]
x = 2
[letter.FOIA]
body = \'\'
[ letter . "FOISA" ]
body = "="
'''


def test_lines_of_everything():
    tomllib.loads(TEXT)
    lines = Lines(TEXT)
    assert [lines.of((key,)) for key in ("top", "list", "after", "many", "quotes", "raw")] == [2, 3, 7, 8, 12, 13]
    assert lines.of(("study",)) == 15
    assert lines.of(("study", "quoted.key")) == 16
    assert lines.of(("study", "quoted.key", "inner")) == 16
    assert lines.of(("study", "a", "b", "c")) == 18
    assert lines.of(("study", "missing")) == 15
    assert [lines.of(("question", number, "id")) for number in (0, 1)] == [20, 22]
    assert lines.of(("question", 1, "applies_to", "types")) == 24
    assert [lines.of(("question", 1, "part", number, "x")) for number in (0, 1)] == [26, 28]
    assert lines.of(("question", 0, "applies_to")) == 19
    assert lines.of(("letter", "FOIA", "body")) == 30
    assert lines.of(("letter", "FOISA", "body")) == 32
    assert lines.of(("nothing",)) == 1


strings = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(text: str) -> st.SearchStrategy[str]:
    """The same text as TOML may hold it, on one line or on several."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    forms = [quoted(text), f'"""\n{escaped}"""', f'"""\n[x]\nk1 = 2\n{escaped}\n"""', f"[\n{quoted(text)}, # ]\n]"]
    return st.sampled_from(forms)


@given(st.lists(strings.flatmap(written), max_size=8))
def test_any_values_leave_the_keys_after_them_on_their_lines(values):
    text, expected = "", {}
    for number, value in enumerate(values):
        expected[f"k{number}"] = text.count("\n") + 1
        text += f"k{number} = {value}  # comment [\n"
    assert set(tomllib.loads(text)) == set(expected)
    lines = Lines(text)
    assert {key: lines.of((key,)) for key in expected} == expected


@given(st.text())
def test_any_text_is_scanned_to_its_end(text):
    assert 1 <= Lines(text).of(("x",)) <= text.count("\n") + 1
