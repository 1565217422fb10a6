"""What the mail of a request tells for its next letter."""

from hypothesis import given
from hypothesis import strategies as st

from askall.asking.records import Known
from askall.mail.known import Heard, known_from, named_instead

OURS = Heard(True, "", "study@campaign.org.uk", ("foi@wexbarrow.gov.uk",), (), "FOI: cameras", ())
THEIRS = Heard(False, "", "jane@wexbarrow.gov.uk", (), (), "RE: FOI: cameras", ())


def machine(kind, text, *failed):
    return Heard(False, kind, "mailer-daemon@x.uk", (), (), "Undeliverable", failed, text)


def test_the_thread_tells_its_subject_and_where_to_answer():
    later = Heard(False, "", "case@cases.example.com", (), ("foi@wexbarrow.gov.uk",), "Your request", ())
    found = known_from([OURS, THEIRS, later], ["FOI 1/22", "FOI 2/22"])
    assert (found.subject, found.reference, found.reply_to) == ("FOI: cameras", "FOI 2/22", "foi@wexbarrow.gov.uk")
    assert found.written_to == "foi@wexbarrow.gov.uk"
    assert found.seen == ("case@cases.example.com", "jane@wexbarrow.gov.uk")
    assert known_from([OURS, THEIRS], []).reply_to == "jane@wexbarrow.gov.uk"


def test_nobody_is_written_to_where_nobody_reads():
    deaf = [
        Heard(False, "", f"{name}@cases.example.com", (), (), "Yours", ()) for name in ("noreply", "do-not-reply+7")
    ]
    found = known_from([OURS, *deaf], [])
    assert (found.reply_to, found.seen) == ("", ())
    portal = Heard(False, "", "No_Reply@cases.example.com", (), ("case-7@cases.example.com",), "Yours", ())
    assert known_from([OURS, portal], []).reply_to == "case-7@cases.example.com"


def test_what_a_machine_wrote_is_no_address_to_answer():
    found = known_from([OURS, machine("auto_reply", "I am away.")], [])
    assert (found.reply_to, found.seen) == ("", ())


def test_a_bounce_tells_what_failed_and_what_to_use_instead():
    text = (
        "Delivery to foi@wexbarrow.gov.uk has failed.\nThis mailbox has closed. Please write to "
        "FOI@newcouncil.gov.uk.\nYour letter came from study@campaign.org.uk; please keep it."
    )
    found = known_from([OURS, machine("bounce", text, "Foi@Wexbarrow.gov.uk")], [])
    assert found.failed == ("foi@wexbarrow.gov.uk",)
    assert found.named == ("foi@newcouncil.gov.uk",)


def test_an_address_without_a_word_to_use_it_is_not_named():
    assert named_instead("The address foi@wexbarrow.gov.uk was not found.") == ()
    assert named_instead("Our new address is a.b-c@x.gov.uk, not the old one.") == ("a.b-c@x.gov.uk",)
    assert named_instead("Please note. " + "x " * 100 + "foi@wexbarrow.gov.uk") == ()


def test_no_mail_tells_nothing():
    assert known_from([], []) == Known()


@given(st.text(st.sampled_from("please use @.-a1 \n"), max_size=400))
def test_any_text_gives_addresses_or_none(text):
    assert all("@" in one for one in named_instead(text))


def test_a_long_text_of_nothing_but_local_parts_is_read_in_no_time():
    assert named_instead("use " + "a" * 1_000_000) == ()
    assert named_instead("use a@" * 200_000) == ()
