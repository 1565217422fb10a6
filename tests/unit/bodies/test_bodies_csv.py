"""A register as CSV: forgiving in, exact out, all faults at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.cells import slug
from askall.bodies.columns import ALIASES, COLUMNS, meant_by
from askall.bodies.csv_file import parse_register, read_register, write_register
from askall.bodies.records import Body
from askall.bodies.register import Register, shipped
from askall.foundation.errors import BadInput, InputFaults


def faults_of(content: bytes | str) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        parse_register(content, "list.csv")
    return [str(fault) for fault in caught.value.faults]


def test_names_alone_make_a_register():
    register = parse_register("Name\nBro Tawe Council\nSt Osyth’s Trust\n", "list.csv")
    first, second = register.bodies
    assert (first.id, first.short_name, first.type, first.law) == (
        "bro-tawe-council",
        "Bro Tawe Council",
        "public body",
        "FOIA",
    )
    assert second.id == "st-osyths-trust"
    assert first.domains == ()


def test_what_the_file_does_not_say_follows_from_what_it_says():
    content = "Authority,E-mail,Country\nGlen Council,foi@glen.example.gov.uk,Scotland\nX,x@gmail.com,NI\n"
    glen, other = parse_register(content, "list.csv").bodies
    assert (glen.law, glen.region, glen.domains) == ("FOISA", "Scotland", ("example.gov.uk",))
    assert (other.law, other.nation, other.domains) == ("FOIA", "Northern Ireland", ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_of_spreadsheets(encoding, separator):
    rows = [["Body", "E-Mail address", "Start date"], ["Ynys Môn – Council", "a@b.wales", "01/04/2009"]]
    content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
    (body,) = parse_register(content, "list.csv").bodies
    assert (body.name, body.emails, body.start) == ("Ynys Môn – Council", ("a@b.wales",), date(2009, 4, 1))


def test_bytes_that_no_encoding_allows_are_kept():
    (body,) = parse_register(b"name\nA\x81B\xff\n", "list.csv").bodies
    assert body.name == "A\x81Bÿ"


def test_every_alias_means_one_column():
    everything = [alias for aliases in ALIASES.values() for alias in aliases]
    assert len(everything) == len(set(everything))
    assert not set(everything) & set(COLUMNS)
    assert set(ALIASES) <= set(COLUMNS)
    assert meant_by(" E-mail Address ") == "emails"


def test_our_own_column_name_wins_and_other_clashes_are_faults():
    (body,) = parse_register("Authority,Name\nNot this,This\n", "list.csv").bodies
    assert body.name == "This"
    assert faults_of("Authority,Council\na,b\n") == [
        "list.csv, row 1, column “Council”: this column and “Authority” both seem to hold the name; "
        "rename the one that does."
    ]
    assert "both seem to hold the name" in faults_of("name,name\na,b\n")[0]


def test_addresses_of_several_columns_are_taken_together():
    (body,) = parse_register("name,email,FOI email\nA,a@a.example,b@a.example c@a.example\n", "list.csv").bodies
    assert body.emails == ("a@a.example", "b@a.example", "c@a.example")


def test_unknown_columns_are_left_alone_but_near_misses_are_not():
    assert parse_register("name,Notes,Tags\nA,x,y\n", "list.csv").bodies[0].name == "A"
    assert faults_of("name,succesors\nA,\n") == [
        "list.csv, row 1, column “succesors”: unknown column; did you mean “successors”?"
    ]


def test_all_faults_are_told_at_once_with_row_and_column():
    content = (
        "Name;E-mail;Start;End;Law;Nation;Domain;successors\n"
        "A;nobody;2020-13-01;;Murphy’s;Mercia;gov.uk;Z\n"
        "\n"
        "B;;2020-01-02;2020-01-01\n"
        ";;yesterday\n"
        "A;a@b.example\n"
        "C;;;;;;;;;too many\n"
    )
    assert faults_of(content) == [
        "list.csv, row 2, column “Nation”: “Mercia” is not a known nation; "
        "known are England, Scotland, Wales, Northern Ireland, United Kingdom.",
        "list.csv, row 2, column “Law”: “Murphy’s” is not a known law; known are FOIA, FOISA.",
        "list.csv, row 2, column “Start”: “2020-13-01” is not a day of the calendar.",
        "list.csv, row 2, column “E-mail”: “nobody” is not a mail address.",
        "list.csv, row 2, column “Domain”: “gov.uk” is shared by many owners and identifies no body.",
        "list.csv, row 2, column “successors”: “Z” is not the id of a body in this file.",
        "list.csv, row 4, column “End”: the body ends on 2020-01-01, which is not after its start on 2020-01-02.",
        "list.csv, row 5, column “Name”: the name of the body is missing.",
        "list.csv, row 5, column “Start”: “yesterday” is not a date; write it as 2023-04-01.",
        "list.csv, row 6, column “Name”: “a” stands in row 2 already.",
        "list.csv, row 7: the row has 10 cells, the header 8. Quote cells with separators.",
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("../x,A,,,,", "cannot be an id"),
        ("a,A,a,,,", "cannot follow on itself"),
        ("a,A,,1.5,,", "not a whole number"),
        ("a,A,,,91,", "not a number of degrees"),
        ("a,A,,,,east", "not a number of degrees"),
        ("a," + "A" * 201 + ",,,,", "at most 200"),
    ],
)
def test_single_faults(row, why):
    (fault,) = faults_of(f"id,name,predecessors,population,latitude,longitude\n{row}\n")
    assert why in fault


def test_ids_that_differ_by_case_only_are_the_same_file_name():
    assert "stands in row 2 already" in faults_of("id,name\nab,A\nAB,B\n")[0]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds no rows"),
        (b" \n\n", "holds no rows"),
        (b"name,email\n", "no body below"),
        (b"colour,size\nred,1\n", "no column holds the names"),
        (b'name\n"A' + b"x" * 200_000, "cannot be read as CSV"),
    ],
)
def test_files_without_bodies_are_refused(content, why):
    assert why in faults_of(content)[0]


@pytest.mark.parametrize(
    ("content", "why"), [(b"PK\x03\x04rest", "is a spreadsheet"), (b"name\nA\0B", "not a text file")]
)
def test_files_of_other_kinds_are_refused(content, why):
    with pytest.raises(BadInput, match=why):
        parse_register(content, "list.csv")


def test_a_missing_file_is_bad_input(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        read_register(tmp_path / "none.csv")


def test_the_shipped_register_is_written_and_read_without_loss(tmp_path):
    path = tmp_path / "copy.csv"
    path.write_text(write_register(shipped()), encoding="utf-8")
    assert read_register(path).bodies == shipped().bodies


def read_or_refuse(content: bytes | str) -> str:
    """What a person sees: nothing, or the sentence of the refusal. Any other error is a crash and fails the test."""
    try:
        parse_register(content, "list.csv")
    except BadInput as error:
        return str(error)
    return ""


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    said = read_or_refuse(content)
    assert not said or said.startswith("list.csv")


@given(st.text(max_size=400), st.sampled_from(",;\t"))
def test_no_text_below_a_header_breaks_the_reader(text, separator):
    said = read_or_refuse(separator.join(["name", "emails", "domains", "start", "website"]) + "\n" + text)
    assert not said or said.startswith("list.csv")


@given(st.text(min_size=1, max_size=200))
def test_an_id_made_from_a_name_is_stable_and_fit_for_a_file_name(name):
    assert slug(name) == slug(name)
    assert 0 < len(slug(name)) <= 64
    assert set(slug(name)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(name)[0] != "-"


words = st.text(
    st.characters(codec="utf-8", exclude_characters=";|\0", exclude_categories=("C", "Z")), min_size=1, max_size=12
)
names = st.lists(words, min_size=1, max_size=4).map(" ".join).filter(lambda name: name == " ".join(name.split()))
days = st.none() | st.dates(date(1800, 1, 1), date(2000, 1, 1))
lists = st.lists(names, max_size=3, unique=True).map(tuple)


@st.composite
def registers(draw):
    ids = draw(st.lists(st.from_regex(r"[A-Z][A-Z0-9-]{0,8}", fullmatch=True), min_size=1, max_size=5, unique=True))
    return Register("drawn", tuple(draw(bodies(one, ids)) for one in ids))


@st.composite
def bodies(draw, own, ids):
    links = st.lists(st.sampled_from(ids), max_size=3, unique=True).map(lambda some: tuple(x for x in some if x != own))
    domains = st.sampled_from([(), ("hackney.gov.uk",), ("a.example.org", "b.example.co.uk")])
    return Body(
        own,
        *(draw(names) for _ in range(3)),
        draw(st.sampled_from(["", "England", "Scotland", "United Kingdom"])),
        draw(names | st.just("")).replace("England", "").strip(),
        draw(st.sampled_from(["FOIA", "FOISA"])),
        start=draw(days),
        end=draw(st.none() | st.dates(date(2000, 1, 2), date(2100, 1, 1))),
        former_names=draw(lists),
        other_names=draw(lists),
        predecessors=draw(links),
        successors=draw(links),
        website=draw(st.sampled_from(["", "https://www.hackney.gov.uk/foi?a=1,2"])),
        domains=draw(domains),
        emails=draw(st.sampled_from([(), ("foi@a.example",), ("a@a.example", "B.c+d@e.example")])),
        county=draw(names | st.just("")),
        gss=draw(st.sampled_from(["", "E07000097"])),
        population=draw(st.none() | st.integers(0, 10**11)),
        latitude=draw(st.none() | st.floats(-90, 90).map(lambda x: round(x, 6))),
        longitude=draw(st.none() | st.floats(-180, 180).map(lambda x: round(x, 6))),
    )


@given(registers())
def test_any_register_is_written_and_read_without_loss(register):
    assert parse_register(write_register(register), "drawn").bodies == register.bodies
