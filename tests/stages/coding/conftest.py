"""The study that tests of coding begin with: its mail filed and read, and on request coded by two who agree."""

import pytest
from factories.journeys import coded_study, read_all, take_in, take_over
from factories.studies import mailbox_messages, write_mbox


@pytest.fixture
def record(tmp_path, store, now):
    """Filed and read, not coded: Wexbarrow, Holmdale, Starney and Glenmorra answered, Pentrefan is silent."""
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(study, store, now)
    return study


@pytest.fixture
def coded(tmp_path, store, now):
    return coded_study(tmp_path, store, now)
