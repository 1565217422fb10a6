"""The data of a publication: the frozen files themselves, hashes that match, a schema for every column."""

import csv
import json
import zipfile
from dataclasses import fields
from hashlib import sha256

import pytest
from factories.publications import write_study

from askall.coding.records import DATASET_FILES
from askall.findings.claims import check_claims
from askall.findings.counting import Tally, count
from askall.findings.dataset import load
from askall.publishing.schemas import COLUMNS, schema
from askall.publishing.site import build


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    dataset = load(write_study(folder / "dataset"))
    build(dataset, folder / "site")
    return dataset, folder / "site"


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_the_tables_are_the_frozen_files_byte_for_byte(made):
    _, site = made
    manifest = read(site / "data/manifest.json")
    for name in (*DATASET_FILES, "codebook.json"):
        assert sha256((site / "data" / name).read_bytes()).hexdigest() == manifest["files"][name]


def test_the_figures_are_those_counted(made):
    dataset, site = made
    entries = read(site / "data/findings.json")
    assert [{**entry, "page": None} for entry in entries] == [one.as_json() | {"page": None} for one in count(dataset)]
    assert read(site / "data/claims.json") == [one.as_json() for one in check_claims(Tally(dataset))]


def test_the_zip_can_be_counted_again(made, tmp_path):
    dataset, site = made
    with zipfile.ZipFile(site / "data/dataset.zip") as archive:
        archive.extractall(tmp_path)
    assert count(load(tmp_path / "dataset")) == count(dataset)


def test_the_data_package_describes_every_file_of_the_data_folder(made):
    _, site = made
    package = read(site / "datapackage.json")
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {path.relative_to(site).as_posix() for path in (site / "data").iterdir()}
    for path, resource in described.items():
        content = (site / path).read_bytes()
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        assert resource["bytes"] == len(content)
    assert package["licenses"]
    assert package["sources"]
    assert len({resource["name"] for resource in described.values()}) == len(described)


@pytest.mark.parametrize("name", DATASET_FILES)
def test_every_column_is_described_in_order(made, name):
    _, site = made
    with (site / "data" / name).open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    described = schema(name)["fields"]
    assert [field["name"] for field in described] == header
    assert all(field["description"].endswith(".") for field in described)
    assert set(COLUMNS[name]) == {one.name for one in fields(DATASET_FILES[name])}


def test_publication_json_lists_every_file(made):
    dataset, site = made
    listed = read(site / "publication.json")
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"publication.json"}
    assert set(listed["files"]) == found
    assert listed["dataset"] == dataset.sha256
    assert listed["files"]["index.html"] == sha256((site / "index.html").read_bytes()).hexdigest()
