"""The whole journey: from a register and a mailbox to a published figure, and back from the figure to the file."""

import json
from pathlib import Path

import pytest
from factories.journeys import CODED, Word, freeze, hand_in, read_all, take_in, take_over
from factories.reports import Page, pages
from factories.studies import mailbox_messages, write_mbox

from askall.coding import services as coding
from askall.findings.claims import check_claims
from askall.findings.counting import Tally
from askall.findings.dataset import load
from askall.foundation.files import hash_of
from askall.mail import services as mail
from askall.mail.parse import parse_message
from askall.publishing.site import build

pytestmark = pytest.mark.django_db


def letter_with_attachment(messages):
    """Glenmorra answers in an attached text, as many do."""
    *others, last = messages
    text = last.get_content()
    last.set_content("Dear Test Society,\n\nPlease find our response attached.\n")
    last.add_attachment(text.encode(), maintype="text", subtype="plain", filename="response.txt")
    return [*others, last]


@pytest.fixture
def journey(tmp_path, store, now):
    """Register, study, mailbox, filing, texts, suggestions, two coders who differ once, a third, freeze, report."""
    study = take_over(tmp_path, now)
    box = write_mbox(tmp_path / "box.mbox", letter_with_attachment(mailbox_messages()))
    imported, filed = take_in(box, store, now)
    assert (imported.new, filed.filed, filed.waiting) == (9, 9, 0)
    assert read_all(study, store, now) == 4

    hand_in(study, tmp_path, now, "anna")
    mistaken = CODED | {("HLM", "uses_hikvision"): Word("formerly", CODED["HLM", "uses_hikvision"].quote)}
    hand_in(study, tmp_path, now, "ben", mistaken)
    assert coding.coding_progress(study=study)["disagreements"] == 1
    settled = {("HLM", "uses_hikvision"): CODED["HLM", "uses_hikvision"]}
    assert hand_in(study, tmp_path, now, "clara", settled, "adjudicator") == 1

    dataset = load(freeze(study, tmp_path, now))
    build(dataset, tmp_path / "report")
    return study, dataset, tmp_path / "report"


def headline(findings):
    return next(
        one
        for one in findings
        if (one["question"], one["answer"]) == ("uses_hikvision", "yes") and not any(one["scope"].values())
    )


def test_from_the_register_to_the_report_and_back_to_the_file(journey, store):
    _, dataset, report = journey
    published = headline(json.loads((report / "data/findings.json").read_text()))
    assert {key: published[key] for key in ("count", "asked", "answered", "refused", "silent")} == {
        "count": 2, "asked": 5, "answered": 3, "refused": 1, "silent": 1,
    }  # fmt: skip
    assert (published["lower"], published["upper"], published["as_at"]) == (0.4, 0.8, "2022-02-07")
    assert published["bodies"] == ["GLN", "WXB"]

    # The figure of the front page leads to its list, the list to each body, the body to its quote and its file.
    front = Page(report / "index.html")
    assert "2 of 5" in front.text
    behind = Page(Path(next(target for target in front.targets() if Path(target) == report / published["page"])))
    bodies = [Page(Path(target)) for target in behind.targets() if Path(target).parent == report / "bodies"]
    assert {page.path.stem for page in bodies} == {"GLN", "WXB"}
    for page in bodies:
        body = page.path.stem
        quote = CODED[body, "uses_hikvision"].quote
        assert quote in page.quotes
        row = next(one for one in dataset.evidence if (one.request, one.variable) == (body, "uses_hikvision"))
        assert row.file in page.hashes
        content = store.get(row.file)
        assert hash_of(content) == row.file
        text = content.decode() if body == "GLN" else parse_message(content).text
        assert text[row.start : row.end] == quote
    assert next(one for one in dataset.evidence if one.request == "GLN").file_name == "response.txt"


def test_silence_stays_silence_to_the_last_table(journey):
    _, dataset, report = journey
    assert dataset.latest["PNT"].outcome == "no_reply"
    assert not [row for row in dataset.answers if row.body in ("PNT", "STN")]
    for one in json.loads((report / "data/findings.json").read_text()):
        assert "PNT" not in one["bodies"]
        assert "STN" not in one["bodies"]
    assert "No reply" in Page(report / "bodies/PNT.html").text
    assert "Refused" in Page(report / "bodies/STN.html").text
    assert not Page(report / "bodies/PNT.html").quotes


def test_the_claims_say_what_holds(journey):
    _, dataset, report = journey
    checked = check_claims(Tally(dataset))
    assert [(one.text, one.holds) for one in checked] == [
        ("At least 2 councils use Hikvision equipment", True),
        ("Every council uses Hikvision equipment", False),
    ]
    published = json.loads((report / "data/claims.json").read_text())
    assert [one["holds"] for one in published] == [True, False]
    front = Page(report / "index.html").text
    assert "Does not hold" in front
    assert "2 of 5" in published[1]["because"]


def test_every_link_of_the_report_leads_somewhere(journey):
    _, _, report = journey
    found = pages(report)
    assert len(found) > 20
    for page in found:
        for target in page.targets():
            assert Path(target).exists(), f"{page.path.name} → {target}"
        assert "<script" not in page.source


def test_nobody_is_named_who_is_no_public_body(journey):
    """Jane Smith signed a letter; she is in no file of the report and of the dataset."""
    study, dataset, report = journey
    assert any("Jane Smith" in message.text for message in mail.messages())
    for folder in (report, dataset.folder):
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert b"Jane Smith" not in content, path
                assert b"foi@wexbarrow.gov.uk" not in content, path
    for handle in ("anna", "ben", "clara"):
        assert handle.encode() not in b"".join(path.read_bytes() for path in (dataset.folder).iterdir())
    assert "[name removed]" in Page(report / "bodies/WXB.html").text
    assert study.protocol.synthetic
    assert all("SYNTHETIC" in page.text for page in pages(report))


def test_the_same_dataset_publishes_the_same_bytes(journey, tmp_path):
    _, dataset, report = journey
    build(dataset, tmp_path / "again")
    first = {path.relative_to(report): path.read_bytes() for path in report.rglob("*") if path.is_file()}
    second = tmp_path / "again"
    assert first == {path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()}
