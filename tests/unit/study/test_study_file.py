"""study.toml: what it says, and every fault of it with its line."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.register import Register, shipped
from askall.foundation.errors import BadInput, InputFaults
from askall.law.regimes import LAWS
from askall.study.keys import FIGURES, KEYS
from askall.study.letters import FACTS, FIELDS
from askall.study.records import KINDS
from askall.study.study_file import parse_study, read_codebook, read_study, sample_study

DOCS = Path(__file__).parents[3] / "docs" / "study-file.md"
HEAD = '[study]\ntitle = "T"\nas_at = 2022-02-07\n'
QUESTION = '[[question]]\nid = "uses"\ntext = "Do you?"\nchoices = ["yes", "no"]\n'
SOUND = HEAD + QUESTION


def faults_of(text: str, register: Register | None = None, path: Path = Path("study.toml")) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        parse_study(text, path, register=register)
    return [str(fault) for fault in caught.value.faults]


def test_the_sample_is_the_founding_study(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text(sample_study(), encoding="utf-8")
    protocol = read_study(path)
    assert protocol.as_at == date(2022, 2, 7)
    assert set(protocol.frame.types) == set(shipped().types)
    assert [letter.law for letter in protocol.letters] == ["FOIA", "FOISA"]
    assert protocol.questions[0].choices == ("yes", "no", "formerly")
    assert len(protocol.claims) == 7
    expected = dict(protocol.claims[1].expect)
    assert (expected["equals"], expected["base"], expected["scope"]) == (19, 32, {"type": "London borough"})
    assert dict(protocol.claims[6].expect)["phrase"] == "nearly two-thirds"


def test_the_least_a_study_can_say():
    protocol = parse_study(SOUND, Path("study.toml"), register=shipped())
    assert (protocol.coders, protocol.synthetic, protocol.frame.types, protocol.letters) == (2, False, (), ())
    assert protocol.questions[0].kind == "choice"


def test_the_codebook_alone_needs_only_questions(tmp_path):
    path = tmp_path / "study.toml"
    path.write_text(QUESTION, encoding="utf-8")
    assert [question.id for question in read_codebook(path).questions] == ["uses"]
    path.write_text('[study]\ntitle = "T"\n', encoding="utf-8")
    with pytest.raises(InputFaults, match=r"no \[\[question\]\] is asked"):
        read_codebook(path)


MANY = '''[study]
title = ""
as_at = "2022-02-07"
coders = true
addreses = ["x"]
addresses = ["nobody"]

[frame]
types = ["county", "borough"]

[[question]]
id = "a"
text = """
Several lines,
[one] = like a key
"""
kind = "chioce"

[[question]]
id = "a"
text = "x"
[question.applies_to]
type = ["county"]

[letter.FOI]
subject = "x"
body = "y"

[letter.FOIA]
subject = "x {body.nme}"
body = """
Dear {body.name},
{study.contact} {
"""

[[claim]]
text = "x"
expect = { question = "b", answer = "yes", figure = "cuont", at_least = "x", scope = { nation = "Mercia", tpye = "x" } }
[[claim]]
text = "x"
'''


def test_every_fault_is_told_at_once_with_its_line():
    assert faults_of(MANY, shipped()) == [
        "study.toml, line 2: “title” is empty.",
        "study.toml, line 3: “as_at” must be a date without quotes such as 2022-02-07, not “2022-02-07”.",
        "study.toml, line 4: “coders” must be a whole number without quotes, not true.",
        "study.toml, line 5: unknown key “addreses”; did you mean “addresses”?",
        "study.toml, line 6: “nobody” is neither a mail address nor a domain such as “@campaign.org.uk”.",
        "study.toml, line 9: no body of the register has the type “borough”; did you mean “London borough”?",
        "study.toml, line 17: unknown kind “chioce”; did you mean “choice”?",
        "study.toml, line 19: the question “a” is a choice, but “choices” is missing.",
        "study.toml, line 20: the question “a” stands there twice.",
        "study.toml, line 23: unknown key “type”; did you mean “types”?",
        "study.toml, line 25: there is no law “FOI”; did you mean “FOIA”?",
        "study.toml, line 30: [letter.FOIA] uses the unknown field {body.nme}; did you mean “body.name”?",
        "study.toml, line 31: [letter.FOIA] has a stray “{”; write “{{” for the sign itself.",
        "study.toml, line 38: the claim is about the unknown question “b”. Known: a.",
        "study.toml, line 38: unknown figure “cuont”; did you mean “count”?",
        "study.toml, line 38: “at_least” must be a number without quotes.",
        "study.toml, line 38: unknown key “tpye”; did you mean “type”?",
        "study.toml, line 38: no body of the register has the nation “Mercia”. "
        "Known: England, Northern Ireland, Scotland, Wales.",
        "study.toml, line 39: the claim has no “expect”, so nothing could check it.",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "line 1: the table [study] with title and as_at is missing."),
        (HEAD, "line 1: no [[question]] is asked."),
        ("study = 1\n" + QUESTION, "line 1: “study” must be a table, not 1."),
        (SOUND.replace("as_at", "#"), "line 1: “as_at” is missing; it is a date such as 2022-02-07."),
        (SOUND.replace("02-07", "02-07T10:00:00"), "line 3: “as_at” must be a date"),
        (SOUND.replace("02-07", "02-30"), "line 3: this is not TOML"),
        (SOUND + "x = ", "line 8: this is not TOML"),
        (HEAD + "coders = 0\n" + QUESTION, "line 4: “coders” is 0; it must be at least 1."),
        (HEAD + "coders = 21\n" + QUESTION, "line 4: “coders” is 21: so many people"),
        (HEAD + 'synthetic = "yes"\n' + QUESTION, "line 4: “synthetic” must be true or false"),
        (HEAD + 'organisations = "us"\n' + QUESTION, "line 4: “organisations” must be a list of texts"),
        (HEAD + 'organisations = ["us", 3]\n' + QUESTION, "line 4: “organisations” is a list of texts; 3 is none."),
        ("quesion = 1\n" + SOUND, "line 1: unknown key “quesion”; did you mean “question”?"),
        ('question = ["x"]\n' + HEAD, "line 1: “question” holds 'x', which is no table."),
        (SOUND.replace('"no"', '"yes"'), "line 7: “yes” stands in “choices” twice."),
        (SOUND.replace('"no"', '"unclear"'), "line 7: “unclear” is a code for missing answers"),
        (SOUND.replace('"no"', '"n;o"'), "line 7: “n;o” holds a semicolon"),
        (SOUND + 'kind = "number"\n', "line 7: a question of kind “number” has no choices"),
        (SOUND.replace("uses", "outcome"), "line 5: “outcome” is taken"),
        (SOUND.replace("uses", "Uses it"), "line 5: “Uses it” cannot be an id"),
        (SOUND.replace('"Do you?"', '"  "'), "line 6: “text” is empty."),
        (SOUND + '[letter.FOIA]\nsubject = "a\\nb"\nbody = "c"\n', "line 9: a subject is one line."),
        (SOUND + "[letter.FOIA]\n", "line 8: “subject” is missing."),
        (SOUND + '[frame]\ncsv = "none.csv"\n', "line 9: the CSV of bodies “none.csv” is not in"),
        (SOUND + '[[claim]]\ntext = "x"\nexpect = 3\n', "line 10: “expect” must be a table, not 3."),
    ],
)
def test_single_faults(text, fault):
    assert faults_of(text)[0].startswith(f"study.toml, {fault}")


@pytest.mark.parametrize(
    ("expect", "fault"),
    [
        ("", "“question” is missing."),
        ('question = "uses", answer = "maybe", figure = "count", equals = 1', "“maybe” is no answer to “uses”"),
        ('question = "cost", answer = "1", figure = "count", equals = 1', "“cost” is a money"),
        ('question = "uses", answer = "yes", figure = "count"', "the claim expects nothing of the figure"),
        ('question = "uses", answer = "yes", figure = "count", phrase = "most"', "“most” speaks of a share"),
        ('question = "uses", answer = "yes", figure = "share", at_least = 62.5', "62.5 % is 0.625"),
        ('question = "uses", answer = "yes", figure = "count", at_least = 2.5', "a count is a whole number"),
        ('question = "uses", answer = "yes", figure = "count", at_least = nan', "“at_least” is nan"),
        ('question = "uses", answer = "yes", figure = "count", at_least = inf', "“at_least” is inf"),
        ('question = "uses", answer = "yes", figure = "count", at_least = true', "must be a number"),
        ('question = "uses", answer = "yes", figure = "count", equals = 1, base = 0', "“base” is 0"),
        ('question = "uses", answer = "yes", figure = "share", phrase = ""', "“phrase” is empty."),
        ('question = "uses", answer = "yes", figure = "count", equals = 1, scope = 3', "“scope” must be a table"),
        (
            'question = "uses", answer = "yes", figure = "count", equals = 1, scope = {type = 1}',
            "“type” must be a text",
        ),
    ],
)
def test_faults_of_claims(expect, fault):
    cost = '[[question]]\nid = "cost"\ntext = "?"\nkind = "money"\n'
    faults = faults_of(SOUND + cost + f'[[claim]]\ntext = "x"\nexpect = {{ {expect} }}\n')
    assert faults[0].startswith("study.toml, line 14: ") or faults[0].startswith("study.toml, line 12: ")
    assert fault in faults[0]


@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_may_be_claimed(figure):
    text = (
        f'[[claim]]\ntext = "x"\nexpect = {{ question = "uses", answer = "unclear", figure = "{figure}", above = 0 }}\n'
    )
    assert parse_study(SOUND + text, Path("study.toml")).claims[0].expect[2] == ("figure", figure)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_may_be_asked(kind):
    text = HEAD + f'[[question]]\nid = "a"\ntext = "?"\nkind = "{kind}"\n'
    text += 'choices = ["x"]\n' if kind == "choice" else ""
    assert parse_study(text, Path("study.toml")).questions[0].kind == kind


LETTER = '[letter.FOIA]\nsubject = "s"\nbody = "Dear {body.name}"\n'


def test_each_law_of_the_frame_needs_a_letter():
    (fault,) = faults_of(SOUND + LETTER, shipped())
    assert fault.startswith("study.toml, line 8: [letter.FOISA] is missing; 32 bodies (")
    english = '[frame]\nnations = ["England"]\n'
    assert parse_study(SOUND + LETTER + english, Path("study.toml"), register=shipped()).letters


def test_a_field_that_is_empty_for_a_body_of_the_frame_is_told():
    text = LETTER.replace("{body.name}", "{body.name} {{study.title}} {study.contact}")
    (fault,) = faults_of(SOUND + text + '[frame]\nnations = ["Wales"]\n', shipped())
    assert fault == "study.toml, line 10: [letter.FOIA] uses {study.contact}, which is empty."


def test_a_csv_of_bodies_beside_the_study(tmp_path):
    text = SOUND + LETTER.replace("Dear", "{body.region}") + '[frame]\ncsv = "mine.csv"\n'
    listed = tmp_path / "mine.csv"
    listed.write_text("Name,Region\nA,North\nB,North\n", encoding="utf-8")
    assert parse_study(text, tmp_path / "study.toml").frame.csv == "mine.csv"
    listed.write_text("Name,Region\nA,North\nB,\n", encoding="utf-8")
    (fault,) = faults_of(text, path=tmp_path / "study.toml")
    assert fault == "study.toml, line 10: [letter.FOIA] uses {body.region}, which is empty for B."
    listed.write_text("Name,Start\nA,soon\n", encoding="utf-8")
    (fault,) = faults_of(text, path=tmp_path / "study.toml")
    assert fault.startswith("mine.csv, row 2, column “Start”")
    listed.write_bytes(b"PK\x03\x04")
    assert "is a spreadsheet" in faults_of(text, path=tmp_path / "study.toml")[0]
    assert parse_study(text, Path("elsewhere/study.toml"), frame_file_expected=False).frame.csv == "mine.csv"


def test_a_frame_nobody_is_in_is_told():
    (fault,) = faults_of(SOUND + '[frame]\ntypes = ["London borough"]\nnations = ["Wales"]\n', shipped())
    assert fault.startswith("study.toml, line 8: No body")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_study(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(BadInput, match="not UTF-8"):
        read_study(tmp_path / "latin.toml")
    with pytest.raises(BadInput, match="nested too deeply"):
        parse_study("a = " + "[" * 100_000, Path("deep.toml"))


def test_a_bom_and_windows_line_ends_change_nothing():
    windows = "\ufeff" + (SOUND + "kidn = 1\n").replace("\n", "\r\n")
    assert faults_of(windows) == ["study.toml, line 8: unknown key “kidn”; did you mean “kind”?"]
    assert parse_study("\ufeff" + SOUND.replace("\n", "\r\n"), Path("s.toml")) == parse_study(SOUND, Path("s.toml"))


def said_of(text: str) -> str:
    """What a person sees: nothing, or the sentences of the refusal. Any other error fails the test."""
    try:
        parse_study(text, Path("study.toml"), register=shipped())
    except BadInput as error:
        return str(error)
    return ""


values = st.recursive(
    st.sampled_from(['"x"', '""', "1", "-1", "1.5", "nan", "true", "2022-02-07", "'{body.name}'", '"{"', "[]", "{}"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda some: f"[{', '.join(some)}]"),
    max_leaves=4,
)


@given(st.sampled_from([(table, key) for table, keys in KEYS.items() for key in keys]), values)
def test_no_value_of_any_key_breaks_the_reader(place, value):
    table, key = place
    heads = {"": "", "question": "[[question]]", "claim": "[[claim]]", "letter": "[letter.FOIA]", "scope": "[[claim]]"}
    inside = {
        "applies_to": "[[question]]\napplies_to.",
        "expect": "[[claim]]\nexpect.",
        "scope": "[[claim]]\nexpect.scope.",
    }
    text = (
        f"{inside[table]}{key} = {value}\n"
        if table in inside
        else f"{heads.get(table, f'[{table}]')}\n{key} = {value}\n"
    )
    assert re.match(r"study\.toml, line \d+: ", said_of(text))


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text):
    assert said_of(text).startswith("study.toml, line ")


def documented() -> dict[str, tuple[str, ...]]:
    """Table → keys, as docs/study-file.md lists them under its headings."""
    tables: dict[str, tuple[str, ...]] = {}
    for section in re.split(r"^##+ ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name = re.match(r"`\[{0,2}([a-z_]+)", section)
        assert name, section[:40]
        tables[name[1]] = tuple(re.findall(r"^\| `([a-z_]+)` \|", section, flags=re.MULTILINE))
    return tables


def test_every_key_is_documented_and_every_documented_key_exists():
    told = documented()
    assert {table: set(keys) for table, keys in told.items()} == {
        table: set(keys) for table, keys in KEYS.items() if table
    }
    assert set(KEYS[""]) <= set(told)


def test_kinds_figures_laws_and_merge_fields_are_documented():
    text = DOCS.read_text(encoding="utf-8")
    for word in (*KINDS, *FIGURES):
        assert f"`{word}`" in text, word
    assert set(re.findall(r"\[letter\.([A-Z]+)\]", text)) == set(LAWS)
    assert set(re.findall(r"\{([a-z]+\.[a-z_]+)\}", text)) == {*FIELDS, *FACTS}
