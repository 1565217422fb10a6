"""The file store refuses to lose a byte."""

import os
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askall.foundation.errors import BadInput, CheckFailed, OutsideFailure
from askall.foundation.files import FileStore


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=5000))
def test_what_is_put_is_got_back(store, content):
    sha = store.put(content)
    assert sha == sha256(content).hexdigest()
    assert store.get(sha) == content


def test_putting_twice_keeps_one_file(store):
    assert store.put(b"a letter") == store.put(b"a letter")
    assert len(list(store.hashes())) == 1


def test_put_many_gives_hashes_in_order(store):
    contents = [str(number).encode() for number in range(50)]
    assert store.put_many(contents) == [sha256(one).hexdigest() for one in contents]
    assert len(list(store.hashes())) == 50


def test_a_damaged_file_is_noticed_on_reading(store):
    sha = store.put(b"we use 56 cameras")
    store.path(sha).write_bytes(b"we use 65 cameras")
    with pytest.raises(CheckFailed, match="damaged"):
        store.get(sha)


def test_a_cut_file_is_replaced_by_the_whole_one(store):
    sha = store.put(b"we use 56 cameras")
    store.path(sha).write_bytes(b"we use")
    store.put(b"we use 56 cameras")
    assert store.get(sha) == b"we use 56 cameras"


def test_a_missing_file_is_said_so(store):
    with pytest.raises(CheckFailed, match="not in the file store"):
        store.get("0" * 64)


def test_a_path_is_never_taken_for_a_hash(store):
    with pytest.raises(BadInput):
        store.get("../../etc/passwd")


def test_a_crash_while_writing_leaves_no_file(store, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OutsideFailure, match="disk full"):
        store.put(b"half a letter")
    assert list(store.hashes()) == []
    assert not [path for path in store.root.rglob("*") if path.is_file()]


def test_unfinished_parts_are_not_listed(tmp_path):
    store = FileStore(tmp_path)
    store.put(b"whole")
    (tmp_path / "aa").mkdir(exist_ok=True)
    (tmp_path / "aa" / ".part-xyz").write_bytes(b"cut")
    assert len(list(store.hashes())) == 1
