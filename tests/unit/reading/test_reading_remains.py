"""What is gone, what is left, and what was never there."""

import pytest

from askall.reading.polarity import stance


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ("these were all replaced in 2020 and none remain in use", "formerly"),
        ("the old units were removed last year and nothing is left of them", "formerly"),
        ("the cameras we previously used have been taken down and no unit is still in place", "formerly"),
        ("some were replaced in 2020 and nine remain in use", "yes"),
        ("we previously bought them and still use four", "yes"),
        ("they are being replaced as budgets allow", "yes"),
        ("there are 0 cameras of this make", "no"),
        ("there are 0 such units in our buildings", "no"),
        ("there are 10 cameras of this make", "yes"),
        ("we have 2,000 cameras of this make", "yes"),
    ],
)
def test_what_remains_is_used_and_what_does_not_was(clause: str, says: str) -> None:
    assert stance(clause) == says
