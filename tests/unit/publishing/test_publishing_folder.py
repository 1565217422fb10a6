"""Putting a publication in place: whole or not at all, and never over the files of others."""

import pytest

from askall.foundation.errors import BadInput, OutsideFailure
from askall.publishing import folder
from askall.publishing.folder import check_target, replace_folder

CONTENTS = {"index.html": b"new", "bodies/a.html": b"a"}


def made(out, contents=CONTENTS):
    check_target(out)
    replace_folder(out, contents, "d" * 64, "0")
    return out


def files(out):
    return {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}


def test_an_earlier_publication_is_replaced_whole(tmp_path):
    out = made(tmp_path / "deep" / "site", {"index.html": b"old", "gone.html": b"x"})
    made(out)
    assert files(out) == {*CONTENTS, "publication.json"}
    assert (out / "index.html").read_bytes() == b"new"
    assert [path.name for path in out.parent.iterdir()] == ["site"]


def test_an_empty_folder_may_be_used(tmp_path):
    assert files(made(tmp_path)) == {*CONTENTS, "publication.json"}


def test_a_folder_of_others_is_refused(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BadInput, match="no publication of askall"):
        made(tmp_path)
    assert files(tmp_path) == {"thesis.txt"}


@pytest.mark.parametrize("junk", ["", "[]", "{}", '{"files": []}'])
def test_a_mark_that_is_none_is_no_permission(tmp_path, junk):
    (tmp_path / "publication.json").write_text(junk)
    with pytest.raises(BadInput):
        check_target(tmp_path)


def test_files_added_to_a_publication_are_not_lost(tmp_path):
    out = made(tmp_path / "site")
    (out / "CNAME").write_text("report.example")
    with pytest.raises(BadInput, match="CNAME"):
        made(out)
    assert (out / "CNAME").exists()


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "site").write_text("")
    with pytest.raises(BadInput, match="is a file"):
        check_target(tmp_path / "site")


def test_a_failing_disk_leaves_the_old_one(tmp_path, monkeypatch):
    out = made(tmp_path / "site", {"index.html": b"old"})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "_write", full)
    with pytest.raises(OutsideFailure, match="No space left"):
        made(out)
    assert (out / "index.html").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_failing_rename_brings_the_old_one_back(tmp_path, monkeypatch):
    out = made(tmp_path / "site", {"index.html": b"old"})
    real = type(out).rename

    def rename(self, target):
        if self.name != "site" and target == out and "-old-" not in self.name:
            raise OSError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(type(out), "rename", rename)
    with pytest.raises(OutsideFailure):
        made(out)
    assert (out / "index.html").read_bytes() == b"old"
