"""Addresses from the user's own CSV: taken over whole, used everywhere, the newest holds."""

import pytest
from factories.journeys import take_over
from factories.outboxes import queue, rows

from askall.asking import services as asking
from askall.asking.address_file import read_addresses
from askall.asking.models import BodyAddress
from askall.asking.services.addresses import give_addresses, recipients
from askall.bodies import services as bodies
from askall.foundation.errors import BadInput, InputFaults

BODIES = {"WXB": "WXB", "Wexbarrow Borough Council": "WXB", "HLM": "HLM"}


def written(folder, text, encoding="utf-8"):
    path = folder / "addresses.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("body,email\nWXB,foi@wexbarrow.gov.uk\nHLM,\n", "utf-8-sig"),
        ("Email;Notes;Body\r\nfoi@Wexbarrow.gov.uk;früher;Wexbarrow Borough Council\r\n", "cp1252"),
    ],
)
def test_a_csv_of_addresses(text, encoding, tmp_path):
    assert read_addresses(written(tmp_path, text, encoding), BODIES) == {"WXB": "foi@wexbarrow.gov.uk"}


def test_every_fault_of_the_file_is_told_at_once(tmp_path):
    path = written(tmp_path, "body,email\nXXX,foi@x.uk\nWXB,foi\nHLM,a@x.uk\nHLM,b@x.uk\n")
    with pytest.raises(InputFaults) as refused:
        read_addresses(path, BODIES)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(2, "body"), (3, "email"), (5, "email")]


def test_a_file_without_the_columns_is_refused(tmp_path):
    with pytest.raises(InputFaults, match="“email” is missing"):
        read_addresses(written(tmp_path, "body,mail\n"), BODIES)
    with pytest.raises(BadInput):
        read_addresses(tmp_path / "none.csv", BODIES)


@pytest.mark.django_db
def test_the_newest_address_holds_and_the_frame_stays_as_it_was(tmp_path, store, now):
    study = take_over(tmp_path, now)
    before = bodies.frame(key=study.frame_key)
    for address in ("old@wexbarrow.gov.uk", "new@wexbarrow.gov.uk", "new@wexbarrow.gov.uk"):
        give_addresses(study=study.slug, addresses={"WXB": address}, source="a.csv", by="alice", at=now)
    assert BodyAddress.objects.count() == 2
    one = next(one for one in asking.requests() if one.body.id == "WXB")
    assert one.body.emails == ("new@wexbarrow.gov.uk", "foi@wexbarrow.gov.uk")
    assert recipients(study=study.slug)[one.key] == "new@wexbarrow.gov.uk"
    assert bodies.frame(key=study.frame_key) == before
    queue(study, store, now)
    assert "new@wexbarrow.gov.uk" in {row.recipient for row in rows()}


@pytest.mark.django_db
def test_an_address_of_nobody_is_refused_whole(tmp_path, now):
    study = take_over(tmp_path, now)
    with pytest.raises(BadInput, match="no body of"):
        give_addresses(study=study.slug, addresses={"WXB": "a@b.uk", "XXX": "c@d.uk"}, source="", by="alice", at=now)
    assert BodyAddress.objects.count() == 0
