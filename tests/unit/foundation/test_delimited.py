import csv

import pytest

from askall.foundation.delimited import delimited_rows


def test_the_longest_cell_is_each_readers_own():
    """The standard library keeps one limit for the whole process; two readers at once do not share it here."""
    long = "x" * 500
    generous, careful = delimited_rows(f"a\n{long}\n"), delimited_rows(f"a\n{long}\n", longest_cell=100)
    assert next(generous) == next(careful) == ["a"]
    assert next(generous) == [long]
    with pytest.raises(csv.Error, match="field limit"):
        next(careful)


def test_rows_with_another_delimiter_and_cells_of_several_lines():
    assert list(delimited_rows('a; "b\nc"\n\nd;e', ";", skip_spaces=True)) == [["a", "b\nc"], [], ["d", "e"]]
