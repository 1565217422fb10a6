"""What readers hand to a draft: marks and places keep to their words whatever is cleaned away or cut off."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.documents.draft import MOST_MARKS, Draft, LimitReached, clean
from askall.documents.limits import Limits
from askall.documents.records import Mark, Place

BOX = (0.1, 0.1, 0.2, 0.2)
AWKWARD = st.text(st.sampled_from("ab \r\n\x00\x0b\ufffe\ud800é\u2028"), max_size=30)


@given(st.lists(AWKWARD, min_size=1, max_size=8), st.integers(0, 60))
def test_a_marked_word_is_still_marked_after_cleaning(pieces, room):
    """Each piece is marked; a piece's mark holds the piece cleaned, unless a line end stands across its border."""
    text, marks = "", []
    for piece in pieces:
        marks.append(Mark(len(text), len(text) + len(piece), "bold", note=piece))
        text += piece
    draft = Draft(Limits(characters=room), places=True)
    try:
        draft.add("page 1", text, marks=marks, places=[Place(one.start, one.end, BOX) for one in marks])
    except LimitReached:
        assert len(clean(text)) > room
    (part,) = draft.parts
    assert part.text == clean(text)[:room]
    for one in (*part.marks, *part.places):
        assert 0 <= one.start < one.end <= len(part.text)
    assert [(one.start, one.end) for one in part.marks] == [(one.start, one.end) for one in part.places]
    if "\r\n" not in text and len(clean(text)) <= room:
        assert [part.text[one.start : one.end] for one in part.marks] == [clean(one) for one in pieces if clean(one)]


def test_places_are_dropped_where_nobody_asked_for_them():
    draft = Draft()
    draft.add("page 1", "56 cameras", marks=[Mark(0, 2, "bold")], places=[Place(0, 2, BOX)])
    assert draft.parts[0].marks == (Mark(0, 2, "bold"),)
    assert draft.parts[0].places == ()


def test_offsets_of_another_text_do_no_harm():
    draft = Draft(places=True)
    draft.add("page 1", "short", marks=[Mark(-3, 99, "bold"), Mark(7, 9, "bold"), Mark(4, 2, "bold")])
    assert draft.parts[0].marks == (Mark(0, 5, "bold"),)


def test_a_file_of_nothing_but_marks_is_bounded():
    draft = Draft()
    for number in range(3):
        draft.add(f"page {number}", "x" * MOST_MARKS, marks=[Mark(at, at + 1, "bold") for at in range(MOST_MARKS // 2)])
    draft.add("page 4", "x", marks=[Mark(0, 1, "bold")])
    assert sum(len(part.marks) for part in draft.parts) == MOST_MARKS
    assert len(draft.warnings) == 1


@pytest.mark.parametrize("room", [0, 100])
def test_what_nobody_could_read_is_named_by_number(room):
    draft = Draft(Limits(characters=room))
    draft.add("page 1", "")
    try:
        draft.add("page 2", "\ufffd\ufffd", unread=True)
    except LimitReached:
        assert room == 0
    document = draft.finish("0" * 64, "application/pdf")
    assert document.unread == (1,)
    assert json.loads(json.dumps(document.as_json()))["unread"] == [1]


def test_a_document_wholly_read_says_nothing_of_it():
    draft = Draft()
    draft.add("page 1", "Dear Sir")
    assert "unread" not in draft.finish("0" * 64, "text/plain").as_json()
