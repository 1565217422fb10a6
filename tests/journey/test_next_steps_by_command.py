"""What is next, by the command line: the list, the letters, the pack for the regulator."""

import shutil
import tomllib

import pytest
from factories.commands import askall, objects, query
from factories.studies import STUDY, mailbox_messages, write_mbox, write_study

from askall.law.regimes import LAWS
from askall.study.study_file import parse_study

pytestmark = [pytest.mark.embedded, pytest.mark.slow]
MAILBOX = """
[mailbox]
address = "study@campaign.org.uk"
name = "The Test Society"
smtp = { host = "mail.campaign.org.uk", port = 587, security = "starttls" }
"""


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A workspace of 2021, years after: four answers that nobody has read yet, and Pentrefan silent."""
    folder = tmp_path_factory.mktemp("next")
    askall("init", "work", folder=folder)
    work = folder / "work"
    write_study(work)
    askall("study", "import", "study.toml", folder=work)
    askall("mail", "import", write_mbox(folder / "box.mbox", mailbox_messages()), folder=work)
    return work


def test_the_list_of_tasks(work):
    out, _ = askall("ask", "next", "--json", folder=work)
    assert objects(out) == [{"kind": "chase", "count": 1, "left_out": 4, "by": None}]
    out, said = askall("ask", "next", folder=work)
    assert "overdue, to be reminded" in out
    assert "askall ask letters chase" in said


def test_the_requests_of_one_kind_with_the_reason(work):
    out, _ = askall("ask", "next", "--kind", "chase", "--json", folder=work)
    first, *others = objects(out)
    assert (first["request"], first["recipient"], first["left_out"]) == ("PNT", "foi@pentrefan.gov.uk", "")
    assert first["why"] == "No answer by 28 September 2021 (FOIA 2000 s.10(1), s.10(6))."
    assert all("nobody has said what that is" in one["left_out"] for one in others)


def test_letters_are_shown_and_nothing_is_sent(work):
    out, said = askall("ask", "letters", "chase", folder=work)
    assert "To: foi@pentrefan.gov.uk\nSubject: Re: Freedom of information request: Hikvision cameras" in out
    assert "Your answer was due by 28 September 2021 under section 10(1)" in out
    assert "Left out: Starney City Council. It wrote on 14 September 2021" in said
    assert "1 letter, 4 left out. Nothing is sent." in said
    out, _ = askall("ask", "letters", "chase", "--body", "STN", "--json", folder=work)
    [draft] = objects(out)
    assert draft["body"].startswith("Dear Starney City Council,")
    assert draft["left_out"].startswith("It wrote on 14 September 2021")


def test_the_texts_of_letters_can_be_put_into_the_study(work):
    out, _ = askall("ask", "letters", "review", "--templates", folder=work)
    assert set(tomllib.loads(out)["letter"]) == set(LAWS)
    protocol = parse_study(f"{STUDY}\n{out}", work / "study.toml")
    assert {(one.law, one.step) for one in protocol.step_letters} == {
        (law, step) for law in LAWS for step in ("review", "review_silence")
    }


def test_the_pack_for_the_regulator(work):
    _, said = askall("ask", "complaint", "pack.pdf", "--body", "STN", folder=work)
    assert (work / "pack.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert "Read it before it goes out" in said


def test_letters_are_queued_with_an_undo_window_and_once(work, tmp_path):
    work = shutil.copytree(work, tmp_path / "work")
    _, said = askall("ask", "letters", "chase", "--queue", folder=work, status=2)
    assert "[mailbox]" in said
    settings = (work / "askall.toml").read_text()
    (work / "askall.toml").write_text(settings + MAILBOX)
    _, said = askall("ask", "letters", "chase", "--queue", "--undo-minutes", "30", folder=work)
    assert "1 letter queued as batch " in said
    assert "none goes out before 30 minutes are over." in said
    [letter] = query(work, "SELECT step, state, recipient, subject FROM outbox")
    assert letter[:3] == ("chase", "queued", "foi@pentrefan.gov.uk")
    assert letter[3].startswith("Re: Freedom of information request: Hikvision cameras [")
    _, said = askall("ask", "letters", "chase", "--queue", folder=work)
    assert "Left out: Pentrefan Council. A letter to it is on its way already." in said
    assert len(query(work, "SELECT id FROM outbox")) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("next", "--kind", "chasing"), "not a kind of task"),
        (("letters", "chaes"), "not a kind of task"),
        (("letters", "fee"), "no step with a letter"),
        (("letters", "chase", "--body", "NOWHERE"), "No request to “NOWHERE” is open."),
        (("letters", "clarify", "--answer", "2021"), "--answer needs --body"),
        (("letters", "fee", "--templates"), "not a step that has a letter"),
        (("complaint", "pack.pdf", "--body", "STN", "--wave", "2"), "No request to “STN” is open in wave 2."),
    ],
)
def test_bad_input_is_told_in_a_sentence(work, arguments, why):
    _, said = askall("ask", *arguments, folder=work, status=2)
    assert why in said
    assert "Traceback" not in said


def test_a_place_that_cannot_be_written_to_is_an_outside_failure(work):
    _, said = askall("ask", "complaint", "no/such/pack.pdf", "--body", "STN", folder=work, status=3)
    assert "no/such/pack.pdf" in said
