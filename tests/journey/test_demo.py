"""`askall demo`: the re-enacted study finds, through the whole pipeline, what was published in 2022."""

import json

import pytest
from factories.commands import askall, objects
from factories.reports import pages

from askall.bodies.register import shipped
from askall.findings.dataset import load

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    out, _ = askall("demo", "--fast", "--dir", "tmp", "--json", folder=folder)
    [score] = objects(out)
    return score, folder / "tmp"


def finding(report, question, answer, **scope):
    wanted = {"nation": None, "region": None, "type": None} | scope
    return next(
        one
        for one in json.loads((report / "data/findings.json").read_text())
        if (one["question"], one["answer"], one["scope"]) == (question, answer, wanted)
    )


def test_the_published_figures_are_found_again(demo):
    _, folder = demo
    report = folder / "report"
    overall = finding(report, "uses_hikvision", "yes")
    assert (overall["count"], overall["asked"]) == (275, 398)
    assert pytest.approx(0.691, abs=5e-4) == 275 / 398
    london = finding(report, "uses_hikvision", "yes", type="London borough")
    assert (london["count"], london["asked"]) == (19, 32)
    scotland = finding(report, "uses_hikvision", "yes", nation="Scotland")
    assert (scotland["count"], scotland["asked"]) == (29, 32)
    northern_ireland = finding(report, "uses_hikvision", "yes", nation="Northern Ireland")
    assert (northern_ireland["count"], northern_ireland["asked"]) == (11, 11)


def test_its_claims_are_checked_and_two_thirds_does_not_hold(demo):
    score, _ = demo
    holds = {one["text"]: one["holds"] for one in score["claims"]}
    failed = [text for text, held in holds.items() if not held]
    assert len(failed) == 1
    assert "two-thirds" in failed[0].lower()
    assert any("275" in text for text in holds)
    assert any("Scotland" in text for text in holds)
    assert any("Northern Ireland" in text for text in holds)
    because = next(one["because"] for one in score["claims"] if not one["holds"])
    assert "69.1" in because
    assert "398" in because


def test_it_tells_how_much_was_right(demo):
    """Most is filed, read and coded right; the machine abstains rather than be wrong, and what it gets wrong people
    put right."""
    score, _ = demo
    for part, least in (("filed", 0.95), ("outcomes", 0.75), ("answers", 0.6), ("coded", 0.99)):
        total = sum(score[part].values())
        assert total > 300
        assert score[part]["right"] / total >= least, part
    assert score["filed"]["wrong"] == 0
    assert score["answers"]["wrong"] / sum(score["answers"].values()) < 0.03


def test_everything_is_marked_and_no_real_council_is_named(demo):
    _, folder = demo
    report = folder / "report"
    found = pages(report)
    assert len(found) > 400
    for page in found:
        assert "SYNTHETIC" in page.text, page.path
    assert (report / "data/SYNTHETIC.txt").is_file()
    real = shipped().bodies
    names = {one.name for one in real}
    domains = {domain for one in real for domain in one.domains}
    text = "\n".join(page.text for page in found)
    text += "\n".join(path.read_text() for path in (report / "data").glob("*.csv"))
    assert not [name for name in names if name in text]
    assert not [domain for domain in domains if f"@{domain}" in text or f"//{domain}" in text or f".{domain}" in text]
    dataset = load(next(path for path in (folder / "datasets").iterdir() if path.is_dir()))
    assert dataset.info.synthetic
    assert len(dataset.bodies) == len(dataset.requests) == 398
