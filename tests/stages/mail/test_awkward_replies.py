"""Two thousand awkward replies: what is filed by itself is filed right, and the rest waits for a person."""

from collections import Counter

import pytest
from factories.awkward_replies import KINDS
from factories.filing_scores import score

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def scores(django_db_setup, django_db_blocker, tmp_path_factory):
    """One workspace for all tests of this module, taken back at the end."""
    from django.db import transaction

    from askall.foundation.files import FileStore

    folder = tmp_path_factory.mktemp("awkward")
    with django_db_blocker.unblock(), transaction.atomic():
        yield score(folder, FileStore(folder / "files"), seed=5)
        transaction.set_rollback(True)


def test_nothing_is_dropped(scores):
    assert (scores.total, scores.lost) == (2000, 0)


def test_at_most_one_in_a_thousand_is_filed_wrong(scores):
    assert scores.wrong <= 2, [(one.kind, one.marks, why) for one, why in scores.wrongly]


def test_at_least_97_in_a_hundred_are_filed_by_themselves(scores):
    assert scores.right >= 1940, Counter((one.kind, one.fileable) for one, _ in scores.waiting)


def test_every_kind_is_mostly_filed_by_itself(scores):
    """None is left to the others to make up for. An old mail taken to answer another study waits on purpose, which is
    a fifth of that kind at most."""
    for kind, (share, _) in KINDS.items():
        assert sum(scores.by_kind[kind].values()) == share
        assert scores.by_kind[kind]["right"] >= 0.8 * share, kind


def test_some_replies_nobody_could_file_and_they_wait(scores):
    unclear = [one for one, _ in scores.waiting if not one.fileable]
    assert 10 < len(unclear) == scores.unfileable < 50


def test_a_second_body_answered_for_is_offered(scores):
    assert scores.shares[True] > 100
    assert scores.shares[False] <= 2


def test_ordinary_mail_is_filed_and_mail_that_answers_no_letter_is_not(scores):
    assert (scores.ordinary_wrong, scores.others_filed) == (0, 0)
