"""Scanned pages: recognised where they have no text, once for ever, each word with its place and its doubt."""

import json
from pathlib import Path

import pytest
from factories.scans import LETTER, as_bytes, readers, scan, scanned_pdf
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from askall.documents.extract import extract
from askall.documents.recognised import DIGITS, Recognised, Word, recognised_from_json
from askall.documents.recognising import Readers
from askall.documents.recognition import Unread, complete, with_places
from askall.documents.recognition_layout import Seen, lay_out

slow = pytest.mark.slow


def completed(content, name, folder, **options):
    (found,) = complete([Unread(extract(content, name), name, lambda: content)], folder, **options)
    return found


def fails(page, _readers, _seconds):
    raise ValueError("no such page")


def reads_nothing(page, _readers, _seconds):
    raise AssertionError("it was recognised before")


def reads_one_word(page, _readers, _seconds):
    return Recognised("word", (Word(0, 4, 0.5, (0.1, 0.1, 0.2, 0.2)),), 0.5, ("fake 1",))


SOME = Readers(tesseract="fake 1")


@slow
def test_a_scan_becomes_text_with_boxes_and_a_page_of_words_stays_as_it_is(tmp_path):
    content = scanned_pdf(scan(), "This page has words of its own, and they stay.")
    found = completed(content, "reply.pdf", tmp_path, readers=readers())
    first, second = found.parts
    assert [line for line in first.text.split("\n") if line] == list(LETTER)
    assert first.ocr
    assert first.confidence > 0.85
    assert not second.ocr
    assert found.unread == ()
    assert not any("no text" in warning for warning in found.warnings)
    placed = with_places(found, tmp_path).parts[0]
    box = next(one.box for one in placed.places if first.text[one.start : one.end] == "Larkvision")
    assert 0 < box[0] < box[2] < 1
    assert 0 < box[1] < box[3] < 0.5


@slow
def test_a_number_both_readers_agree_on_is_not_doubtful(tmp_path):
    (part,) = completed(as_bytes(scan()), "scan.png", tmp_path, readers=readers()).parts
    assert not [one for one in part.marks if part.text[one.start : one.end] == "56"]


@slow
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_a_page_that_lies_on_its_side_or_its_head_is_read(tmp_path, turn):
    (part,) = completed(as_bytes(scan().transpose(turn)), "scan.png", tmp_path, readers=readers()).parts
    assert "Larkvision cameras in its car parks" in part.text


@slow
def test_a_page_scanned_coarsely_and_askew_is_read(tmp_path):
    askew = scan(dots=110, size=12).rotate(2, Image.Resampling.BICUBIC, fillcolor=255)
    (part,) = completed(as_bytes(askew, "JPEG"), "scan.jpg", tmp_path, readers=readers()).parts
    assert "56 Larkvision cameras" in part.text


def test_no_page_is_recognised_twice(tmp_path):
    content = as_bytes(scan())
    once = completed(content, "scan.png", tmp_path, readers=SOME, reader=reads_one_word)
    again = completed(content, "scan.png", tmp_path, readers=SOME, reader=reads_nothing)
    assert once == again
    assert once.parts[0].text == "word"
    same_picture = scanned_pdf(scan()), scanned_pdf(scan(), "more")
    completed(same_picture[0], "a.pdf", tmp_path, readers=SOME, reader=reads_one_word)
    other = completed(same_picture[1], "b.pdf", tmp_path, readers=SOME, reader=reads_nothing)
    assert other.parts[0].text == "word"


def test_what_other_readers_made_of_a_page_does_not_count(tmp_path):
    content = as_bytes(scan())
    completed(content, "scan.png", tmp_path, readers=SOME, reader=reads_one_word)
    newer = completed(content, "scan.png", tmp_path, readers=Readers(tesseract="fake 2"), reader=fails)
    assert newer.unread == (0,)


def test_a_cache_cut_short_is_made_again(tmp_path):
    content = as_bytes(scan())
    completed(content, "scan.png", tmp_path, readers=SOME, reader=reads_one_word)
    for path in tmp_path.rglob("*.json"):
        path.write_text(path.read_text()[:20])
    found = completed(content, "scan.png", tmp_path, readers=SOME, reader=reads_one_word)
    assert found.parts[0].text == "word"


def test_a_page_that_cannot_be_recognised_says_why_and_costs_only_itself(tmp_path):
    bad, good = as_bytes(scan()), as_bytes(scan(("another",)))
    items = [Unread(extract(one, "scan.png"), "scan.png", lambda one=one: one) for one in (bad, good)]
    first, second = complete(items, tmp_path, readers=SOME, reader=fails)
    assert first.parts[0].text == second.parts[0].text == ""
    assert any("could not be recognised" in warning for warning in first.warnings)


def test_without_a_reader_all_stays_as_it_was(tmp_path):
    content = as_bytes(scan())
    found = completed(content, "scan.png", tmp_path, readers=Readers())
    assert found == extract(content, "scan.png")
    assert found.unread == (0,)
    assert found.warnings


def test_a_scan_of_many_pages_in_one_image(tmp_path):
    content = as_bytes(scan(), "TIFF", save_all=True, append_images=[scan(("second",))])
    found = completed(content, "scan.tiff", tmp_path, readers=SOME, reader=reads_one_word)
    assert [part.label for part in found.parts] == ["page 1", "page 2"]
    assert all(part.ocr for part in found.parts)


@pytest.mark.parametrize(
    ("image", "name"), [(Image.new("L", (120, 40)), "x.png"), (Image.new("L", (500, 200)), "image001.png")]
)
def test_logos_and_signatures_are_left_alone_and_it_says_so(tmp_path, image, name):
    found = completed(as_bytes(image), name, tmp_path, readers=SOME, reader=reads_nothing)
    assert found.parts == ()
    assert found.warnings == ("The image is small (a logo or a signature?); its text is not read.",)


def test_doubtful_words_are_marked_with_their_confidence_and_numbers_with_what_the_other_read():
    words = (Word(0, 3, 0.9, (0, 0, 1, 1)), Word(4, 6, 0.4, (0, 0, 1, 1)), Word(7, 9, 0.9, (0, 0, 1, 1), DIGITS))
    page = Recognised("The qu 56", words, 0.8, ("fake 1",))
    assert [(one.start, one.note) for one in page.marks()] == [(4, "0.40"), (7, DIGITS)]


def seen(text, left, top, line, block=1):
    return Seen(text, 0.9, (left, top, left + 10 * len(text), top + 20), block, line)


def test_words_far_apart_in_one_line_are_cells():
    words = [seen("Maker", 10, 10, (1,)), seen("Cameras", 400, 10, (1,)), seen("Larkvision", 10, 40, (2,))]
    words.append(seen("56", 400, 40, (2,)))
    assert lay_out(words, 1000).text == "Maker\tCameras\nLarkvision\t56"


@given(
    st.lists(
        st.tuples(st.text("abc1 ", min_size=1, max_size=6), st.floats(0, 1), st.sampled_from(["", DIGITS])), max_size=8
    )
)
def test_what_was_recognised_survives_being_kept_and_its_marks_lie_in_its_text(rows):
    text, words = "", []
    for said, sure, note in rows:
        words.append(Word(len(text), len(text) + len(said), sure, (0.0, 0.0, 1.0, 1.0), note))
        text += said + "\n"
    page = Recognised(text, tuple(words), 0.5, ("fake 1",), 90)
    assert recognised_from_json(page.as_line()) == page
    assert all(0 <= one.start < one.end <= len(text) for one in page.marks())


OUTSIDE = Recognised("a", (Word(0, 5, 1.0, (0, 0, 1, 1)),)).as_line()


@pytest.mark.parametrize("line", ["", "{", "[]", "null", json.dumps({"text": "a"}), OUTSIDE])
def test_what_is_no_recognised_page_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        recognised_from_json(line)


def test_the_cache_is_the_users_own_place(monkeypatch, tmp_path):
    from askall.documents.recognition_cache import users_folder

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert users_folder() == Path(tmp_path) / "askall" / "recognised"
