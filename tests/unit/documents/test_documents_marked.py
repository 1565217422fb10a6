"""Marks keep to their words while text is joined and squeezed, whatever the text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.documents.draft import paragraphs
from askall.documents.marked import Marking, link, plain

KINDS = st.sampled_from([("bold", ""), ("colour", "#C00000"), ("deleted", "")])
PIECES = st.lists(st.tuples(st.text(st.sampled_from("ab \n\t")), st.lists(KINDS, max_size=3)), max_size=12)


@given(PIECES)
def test_splitting_gives_the_same_text_and_marks_on_words_alone(
    pieces: list[tuple[str, list[tuple[str, str]]]],
) -> None:
    marking = Marking()
    joined = "".join(marking.wrap_all(looks, text) for text, looks in pieces)
    text, marks = marking.split(joined)
    assert text == "".join(piece for piece, _ in pieces)
    at, expected = 0, set()
    for piece, looks in pieces:
        for index, letter in enumerate(piece):
            expected |= {(at + index, look) for look in looks if not letter.isspace()}
        at += len(piece)
    found = {
        (index, (mark.kind, mark.note))
        for mark in marks
        for index in range(mark.start, mark.end)
        if not text[index].isspace()
    }
    assert found == expected
    squeezed, squeezed_marks = marking.split(paragraphs([joined]))
    assert squeezed == paragraphs([text])
    assert [squeezed[one.start : one.end].split() for one in squeezed_marks] == [
        text[one.start : one.end].split() for one in marks
    ]


@given(st.text(st.characters(min_codepoint=0xFFFF0, exclude_categories=())))
def test_borders_in_a_file_itself_mark_nothing(text: str) -> None:
    marking = Marking()
    shown, marks = marking.split(marking.wrap("bold", plain(text + "x")))
    assert shown == plain(text) + "x"
    assert [(mark.kind, shown[mark.start : mark.end]) for mark in marks] == [("bold", shown.strip())]


def test_runs_that_follow_one_another_are_one_mark_and_lines_are_not() -> None:
    marking = Marking()
    _, marks = marking.split(f"{marking.wrap('bold', 'a ')}{marking.wrap('bold', 'b')}\n{marking.wrap('bold', 'c')}")
    assert [(mark.start, mark.end) for mark in marks] == [(0, 3), (4, 5)]


def test_cells_hold_no_borders_and_nothing_deleted() -> None:
    marking = Marking()
    gone, kept = marking.wrap("deleted", "no"), marking.wrap("bold", "yes")
    assert marking.cells([[gone, gone], [gone + kept, "x"], ["", ""]]) == [["yes", "x"], ["", ""]]


def test_a_great_many_notes_end_in_marks_without_one() -> None:
    marking = Marking()
    text = "".join(marking.wrap("comment", "x", str(index)) + "|" for index in range(30_000))
    _, marks = marking.split(text)
    assert len(marks) == 30_000
    assert marks[-1].note == ""


@pytest.mark.parametrize(
    ("shown", "address", "added"),
    [
        ("our log", "https://a.example/log", " <https://a.example/log>"),
        ("www.a.example/log", "https://www.a.example/log/", ""),
        ("write to us", "mailto:foi@a.example", " <foi@a.example>"),
        ("foi@a.example", "mailto:foi@a.example", ""),
        ("above", "#_Toc1", ""),
        ("run", "javascript:alert(1)", ""),
    ],
)
def test_link(shown: str, address: str, added: str) -> None:
    assert link(shown, address) == added
