"""A provision belongs to a listed section of its own law, whose subject is told beside it."""

import pytest

from askall.coding.provisions import NONE_GIVEN, section_of, title_of


@pytest.mark.parametrize(
    ("provision", "section", "title"),
    [
        ("FOIA 31(1)(a)", "FOIA 31", "Law enforcement"),
        ("FOISA 31(1)", "FOISA 31(1)", "National security"),
        ("EIR 12(4)(b)", "EIR 12(4)(b)", "Manifestly unreasonable"),
        ("FOIA 999", "FOIA 999", ""),
        (NONE_GIVEN, NONE_GIVEN, ""),
        ("an odd one", "an odd one", ""),
        ("", "", ""),
    ],
)
def test_the_section_of_a_provision(provision: str, section: str, title: str) -> None:
    assert section_of(provision) == section
    assert title_of(section) == title
