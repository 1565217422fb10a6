"""The whole site of a study with everything in it, read as a browser would read it."""

import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from factories.datasets import MISSING
from factories.publications import HOSTILE, write_study
from lxml import html

from askall.findings.dataset import load
from askall.publishing.site import build


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return load(write_study(tmp_path_factory.mktemp("study") / "dataset"))


@pytest.fixture(scope="module")
def site(dataset, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "site"
    build(dataset, out)
    return out


@pytest.fixture(scope="module")
def pages(site):
    """Path from the site's root → parsed page."""
    return {path.relative_to(site).as_posix(): html.fromstring(path.read_bytes()) for path in site.rglob("*.html")}


def findings(site):
    return json.loads((site / "data/findings.json").read_text("utf-8"))


def behind(page):
    """The ids of the bodies that a figure's page lists."""
    return [row.get("data-body") for row in page.iter("tr") if row.get("data-body")]


def linked(page, path):
    """(target path, fragment) of each link within the site."""
    for link in page.iter("a", "link"):
        address, fragment = urldefrag(link.get("href"))
        if "://" not in address:
            target = Path("/", path).parent / unquote(address) if address else Path("/", path)
            yield Path(*_normal(target)).as_posix(), unquote(fragment)


def _normal(path):
    parts = []
    for part in path.parts[1:]:
        assert part != ".." or parts, f"{path} leads out of the site"
        parts = parts[:-1] if part == ".." else [*parts, part]
    return parts


def test_every_link_resolves_and_every_id_is_unique(site, pages):
    for path, page in pages.items():
        ids = [one.get("id") for one in page.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), path
        for target, fragment in linked(page, path):
            assert (site / target).is_file(), f"{path} links to {target}"
            if fragment:
                assert pages[target].xpath("//*[@id=$id]", id=fragment), f"{path} links to {target}#{fragment}"


def test_every_page_can_be_reached_from_the_front_page(pages):
    seen, open_ = {"index.html"}, ["index.html"]
    while open_:
        path = open_.pop()
        new = {target for target, _ in linked(pages[path], path) if target in pages} - seen
        seen |= new
        open_ += new
    # Pages of answers that nobody gave are named in findings.json but lead nowhere.
    lost = {path for path in pages.keys() - seen if behind(pages[path])}
    assert not lost


def test_every_figure_leads_to_exactly_its_bodies(site, pages):
    """Invariant 8: every published figure expands to the bodies behind it."""
    for finding in findings(site):
        assert sorted(behind(pages[finding["page"]])) == sorted(finding["bodies"]), finding["page"]
    for figure in json.loads((site / "data/responses.json").read_text("utf-8")):
        if figure["count"]:
            assert sorted(behind(pages[figure["page"]])) == sorted(figure["bodies"])


def test_numbers_on_the_front_page_are_the_length_of_the_list_they_lead_to(pages):
    checked = 0
    for link in pages["index.html"].xpath("//a[contains(@class,'n') and starts-with(@href,'figures/')]"):
        count = int(link.text_content().split()[0].replace(",", ""))
        assert len(behind(pages[link.get("href")])) == count
        checked += 1
    assert checked > 40


def test_every_positive_answer_has_its_quote_marked_word_for_word(site, dataset, pages):
    """Invariants 4 and 8: from the figure to the body, from the body to the quote and the hash of its file."""
    answers = [
        row for row in dataset.answers if row.answer not in MISSING and dataset.latest[row.body].request == row.request
    ]
    assert len(answers) > 80
    page_of = {row["body"]: row["page"] for row in _body_links(site, pages)}
    for row in answers:
        page = pages[page_of[row.body]]
        marked = {mark.text_content() for mark in page.iter("mark")}
        expected = "".join(
            chr(0x2400 + ord(one)) if ord(one) < 32 and one not in "\t\r\n" else one for one in row.quote
        )
        assert expected in marked, row.body
        assert row.file in page.text_content()


def _body_links(site, pages):
    for finding in findings(site):
        for row in pages[finding["page"]].iter("tr"):
            if row.get("data-body"):
                page = row.xpath(".//a/@href")[0].removeprefix("../").partition("#")[0]
                yield {"body": row.get("data-body"), "page": unquote(page)}


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(pages):
    for path, page in pages.items():
        assert not page.xpath("//script | //iframe | //object | //embed | //form | //base | //img"), path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy
        assert policy[0].startswith("default-src 'none'")
        for element in page.iter():
            for name, value in element.items():
                assert not name.startswith("on"), f"{path}: {name}"
                assert name != "style", path
                assert not value.lower().startswith("javascript:"), path
                if name == "src" or (name == "href" and element.tag == "link"):
                    assert "://" not in value, path


def test_hostile_words_stay_words(pages):
    text = "\n".join(page.text_content() for page in pages.values())
    for words in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "<b>bold</b>"):
        assert words in text
    assert not any(page.xpath("//b | //i | //style") for page in pages.values())
    assert HOSTILE[0] in pages["bodies.html"].text_content()


def test_ids_unfit_for_file_names_stay_inside_the_folder(site, dataset):
    names = [path.name for path in (site / "bodies").iterdir()]
    assert len(names) == len(dataset.bodies)
    assert len({name.lower() for name in names}) == len(names)
    assert "b001.html" in names
    assert not list(site.parent.glob("x.html"))


def test_the_headline_has_base_date_and_who_is_missing(pages, dataset):
    page = pages["index.html"]
    yes = next(one for one in findings_of(dataset) if one.question == "uses_it" and one.answer == "yes")
    headline = page.xpath("string(//h1)")
    assert f"{yes.count} of {yes.asked}" in headline
    assert re.search(r"\([0-9.]+ %\)", headline)
    assert "7 February 2022" in page.xpath("string(//*[@class='as-at'])")
    assert f"{yes.missing} of {yes.asked} gave no answer" in page.xpath("string(//*[@class='missing'])")


def findings_of(dataset):
    from askall.findings.counting import count

    return count(dataset)


def test_claims_stand_with_their_verdict(pages):
    verdicts = pages["index.html"].xpath("//ol[@class='claims']/li/p[@class='verdict']/text()")
    assert verdicts == ["Holds", "Does not hold", "Holds"]


def test_a_silent_body_says_so_and_is_not_a_no(site, pages, dataset):
    silent = next(row.body for row in dataset.requests if row.outcome == "no_reply" and row.body.startswith("b0"))
    text = pages[f"bodies/{silent}.html"].text_content()
    assert "No reply" in text
    assert "Silence is not counted as “no”" in text
    assert "Overdue" in text


def test_a_refusal_names_law_and_section(pages, dataset):
    refused = next(row.body for row in dataset.requests if row.outcome == "refused" and row.provisions)
    text = pages[f"bodies/{refused}.html"].text_content()
    assert "FOIA section 31(1)(a)" in text
    assert "EIR regulation 12(5)(b)" in text


def test_earlier_rounds_mergers_and_redactions_are_shown(pages):
    page = pages["bodies/Case.html"]
    assert "Earlier round 1: No reply" in page.text_content()
    assert "Merged into <another>" in page.text_content()
    assert pages["bodies/b001.html"].xpath("//span[@class='redacted']/text()")[0] == "[name removed]"
    assert page.xpath("//a[@href='https://case.example/']")


def test_bars_say_in_words_what_they_show(pages):
    bars = pages["index.html"].xpath("//*[local-name()='svg' and contains(@class,'bar')]")
    assert bars
    for bar in bars:
        assert bar.get("role") == "img"
        parts = [float(rect.get("width").rstrip("%")) for rect in bar.xpath("./*[local-name()='rect']")]
        assert sum(parts) == pytest.approx(100, abs=0.01)
        assert re.search(r"[0-9]", bar.get("aria-label"))


def test_tables_have_captions_and_scopes_and_pages_one_heading(pages):
    for path, page in pages.items():
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("/html/@lang") == ["en-GB"]
        assert page.xpath("//a[@class='skip' and @href='#main']")
        for table in page.iter("table"):
            assert table.xpath("./caption"), path
            assert all(cell.get("scope") for cell in table.iter("th")), path


def test_everything_says_that_it_is_synthetic(site, pages):
    for path, page in pages.items():
        assert page.xpath("string(//title)").startswith("SYNTHETIC"), path
        assert page.xpath("//p[@class='synthetic']"), path
    assert (site / "data/SYNTHETIC.txt").read_text().startswith("SYNTHETIC")
    assert json.loads((site / "datapackage.json").read_text("utf-8"))["synthetic"] is True


def test_a_real_study_does_not(tmp_path):
    build(load(write_study(tmp_path / "dataset", synthetic=False)), tmp_path / "site")
    assert "SYNTHETIC" not in (tmp_path / "site/index.html").read_text("utf-8")
    assert not (tmp_path / "site/data/SYNTHETIC.txt").exists()


def test_the_same_dataset_gives_the_same_bytes(site, dataset, tmp_path):
    build(dataset, tmp_path / "again")
    first = {
        path.relative_to(site): sha256(path.read_bytes()).hexdigest() for path in site.rglob("*") if path.is_file()
    }
    again = tmp_path / "again"
    second = {
        path.relative_to(again): sha256(path.read_bytes()).hexdigest() for path in again.rglob("*") if path.is_file()
    }
    assert first == second
