"""Events, verdicts and bank holidays by the command line."""

import pytest
from factories.commands import askall, objects, query
from factories.studies import STUDY, answer, mailbox_messages, write_mbox, write_study

pytestmark = [pytest.mark.embedded, pytest.mark.slow]
ACKNOWLEDGED = "Thank you for your request. We will respond by 1 October 2021 at the latest.\n"


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    """A workspace with mail filed and read. Pentrefan only acknowledged."""
    folder = tmp_path_factory.mktemp("clocks")
    askall("init", "work", folder=folder)
    work = folder / "work"
    write_study(work, STUDY + '\n[clock]\nconfirm = ["acknowledged", "stated_due"]\n')
    askall("study", "import", "study.toml", "--by", "alice", folder=work)
    mails = [*mailbox_messages(), answer(4, "foi@pentrefan.gov.uk", ACKNOWLEDGED, days=1)]
    askall("mail", "import", write_mbox(folder / "box.mbox", mails), folder=work)
    askall("read", folder=work)
    return work


def status(work):
    out, _ = askall("ask", "status", "--json", folder=work)
    return {one["body"]: one for one in objects(out)}


def pending(work, *options):
    out, _ = askall("ask", "events", "--pending", "--json", *options, folder=work)
    return objects(out)


def test_status_shows_our_date_and_theirs_side_by_side(work):
    one = status(work)["PNT"]
    assert (one["due"], one["rival_due"], one["stated_due"]) == ("2021-09-28", None, "2021-10-01")
    assert (one["state"], one["firm"], one["late"]) == ("waiting", "waiting", True)


def test_events_stand_with_their_words_and_a_key(work):
    out, _ = askall("ask", "events", "--json", folder=work)
    events = objects(out)
    assert {one["kind"] for one in events} >= {"sent", "received", "acknowledged", "stated_due", "replied", "refused"}
    [stated] = [one for one in events if one["kind"] == "stated_due"]
    assert (stated["request"], stated["note"], stated["verdict"]) == ("PNT", "2021-10-01", "accepted")
    assert stated["evidence"][0]["quote"] == "We will respond by 1 October 2021 at the latest."
    out, _ = askall("ask", "events", folder=work)
    assert "refused" in out


def test_one_is_confirmed_by_its_key_and_rejected_again(work):
    [refused] = pending(work, "--kind", "refused")
    askall("ask", "confirm", refused["key"], "--by", "alice", folder=work)
    assert status(work)["STN"]["firm"] == "refused"
    askall("ask", "confirm", refused["key"], "--reject", "--why", "only a part", "--by", "ben", folder=work)
    assert status(work)["STN"]["firm"] == "received"
    said = query(work, f"SELECT accepted, why FROM event_verdicts WHERE event_id = {refused['key']} ORDER BY id")
    assert said == [(1, ""), (0, "only a part")]


def test_many_are_shown_first_and_confirmed_on_a_yes(work):
    _, said = askall("ask", "confirm", "--all", "--kind", "replied", folder=work)
    assert "3 replied" in said
    assert "Yes, the council uses Hikvision equipment in its car parks." in said
    assert "Nothing was changed" in said
    assert len(pending(work, "--kind", "replied")) == 3
    _, said = askall("ask", "confirm", "--all", "--kind", "replied", "--yes", folder=work)
    assert "3 confirmed" in said
    assert {status(work)[body]["firm"] for body in ("WXB", "HLM", "GLN")} == {"replied"}


def test_what_no_mail_tells_is_noted_and_taken_back(work):
    askall("ask", "note", "PNT", "extended", "--on", "2021-09-24", "--note", "2021-10-20", folder=work)
    one = status(work)["PNT"]
    assert (one["due"], one["stated_due"]) == ("2021-10-26", "2021-10-20")
    out, _ = askall("ask", "events", "--json", "--kind", "extended", folder=work)
    [noted] = objects(out)
    askall("ask", "unnote", noted["key"], folder=work)
    assert status(work)["PNT"]["due"] == "2021-09-28"
    _, said = askall("ask", "note", "NOB", "fee_paid", folder=work, status=2)
    assert said.strip() == "No request to “NOB” is open in wave 1."


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "Give the keys of events"),
        (("--all",), "say which kinds"),
        (("1", "--all", "--kind", "replied"), "Give the keys of events"),
        (("999999",), "999999 is not the key"),
        (("--all", "--kind", "vanished"), "“vanished” is nothing the machine suggests"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_sentence(work, arguments, why):
    _, said = askall("ask", "confirm", *arguments, folder=work, status=2)
    assert why in said
    assert len(said.strip().splitlines()) == 1


def test_a_holiday_is_shown_before_it_is_written_and_told_once(work):
    settings = work / "askall.toml"
    before = settings.read_text()
    given = ("ask", "holiday", "add", "2021-09-20", "--name", 'Day of a "new" reign', "--nation", "scotland")
    _, said = askall(*given, folder=work)
    assert "Pentrefan Council from 28 September 2021 to 29 September 2021" in said
    assert "Nothing was changed" in said
    assert settings.read_text() == before
    _, said = askall(*given, "--yes", "--by", "alice", folder=work)
    assert said.count("Bank holidays have changed") == 1
    assert settings.read_text().startswith(before.rstrip()), "what stood there stays, comments and all"
    assert status(work)["PNT"]["due"] == "2021-09-29"
    assert query(work, "SELECT count(*) FROM audit_trail WHERE action = 'bank holidays changed'") == [(1,)]
    _, said = askall("ask", "status", folder=work)
    assert "Bank holidays" not in said
    out, _ = askall("ask", "holiday", "list", folder=work)
    assert '2021-09-20  Day of a "new" reign  (Scotland)' in out
    _, said = askall(*given, "--yes", folder=work)
    assert "no working day there already" in said
    out, _ = askall("deadline", "--law", "FOIA", "--received", "2021-08-31", "--json", folder=work)
    assert objects(out)[0]["due"] == "2021-09-29", "within the workspace"
    out, _ = askall("deadline", "--law", "FOIA", "--received", "2021-08-31", "--json", folder=work.parent)
    assert objects(out)[0]["due"] == "2021-09-28", "outside of it"


def test_a_holiday_written_by_hand_is_noticed_by_the_next_command(work):
    settings = work / "askall.toml"
    settings.write_text(settings.read_text() + '\n[[holiday]]\ndate = 2021-09-21\nname = "Another"\n')
    _, said = askall("ask", "status", folder=work)
    assert "Tuesday 21 September 2021 (Another, bank holiday in all parts of the United Kingdom)" in said
    settings.write_text(settings.read_text().replace('"Another"', "7"))
    _, said = askall("ask", "status", folder=work, status=2)
    assert "[[holiday]] 2: “name” is missing" in said
    assert len(said.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("soon", "--name", "A day"), "is not a date"),
        (("2021-09-22", "--name", " "), "“name” is missing"),
        (("2021-09-22", "--name", "A day", "--nation", "Caledonia"), "“nations” is a list of any of England"),
    ],
)
def test_a_holiday_that_is_none_changes_nothing(tmp_path, arguments, why):
    askall("init", "work", folder=tmp_path)
    before = (tmp_path / "work/askall.toml").read_text()
    _, said = askall("ask", "holiday", "add", *arguments, "--yes", folder=tmp_path / "work", status=2)
    assert why in said
    assert (tmp_path / "work/askall.toml").read_text() == before
