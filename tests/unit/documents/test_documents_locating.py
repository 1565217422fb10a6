"""Where a quote stands: boxes joined line by line, cells once."""

import pytest

from askall.documents.locating import joined
from askall.documents.records import Place


def word(start: int, left: float, top: float = 0.1) -> Place:
    return Place(start, start + 4, (left, top, left + 0.05, top + 0.02))


def test_words_of_a_line_are_one_box() -> None:
    places = [word(0, 0.1), word(5, 0.16), word(10, 0.22), word(15, 0.1, 0.13)]
    first, second = joined(places, 6, 17)
    assert (first.start, first.end) == (6, 14)
    assert first.box == pytest.approx((0.16, 0.1, 0.27, 0.12))
    assert (second.start, second.end) == (15, 17)
    assert second.box == pytest.approx((0.1, 0.13, 0.15, 0.15))


def test_cells_far_apart_keep_their_own_boxes() -> None:
    assert len(joined([word(0, 0.1), word(5, 0.6)], 0, 9)) == 2


def test_a_cell_is_named_once() -> None:
    places = [Place(0, 4, cell="A1"), Place(5, 9, cell="B1"), Place(9, 12, cell="B1")]
    assert joined(places, 2, 12) == (Place(2, 4, cell="A1"), Place(5, 12, cell="B1"))
    assert joined(places, 4, 5) == ()
