"""What tests of asking share."""

import pytest
from factories.wave import Wave


@pytest.fixture
def wave(tmp_path, now):
    return Wave(tmp_path, now)
