"""Filing: which request a message belongs to, and why."""

import pytest

from askall.bodies.domains import DomainIndex
from askall.bodies.records import Body
from askall.mail.filing import Asked, FilingIndex, Incoming, bare_subject, decide, references_in

WEXBARROW, HOLMDALE, STARNEY = 1, 2, 3


def body(code, domain, email=""):
    return Body(
        code,
        code,
        code,
        "district",
        "England",
        "South East",
        "FOIA",
        domains=(domain,),
        emails=(email,) if email else (),
    )


@pytest.fixture
def index():
    bodies = [
        body("wexbarrow", "wexbarrow.gov.uk", "foi@wexbarrow.gov.uk"),
        body("holmdale", "holmdale.gov.uk"),
        body("starney", "starney.org.uk"),
    ]
    made = FilingIndex(
        DomainIndex(bodies),
        frozenset({"hikvision", "cctv"}),
        shared_subjects=frozenset({"freedom of information request: cctv cameras"}),
        shared_addresses=frozenset({"study@campaign.org.uk"}),
        known_senders=frozenset({"foi@wexbarrow.gov.uk"}),
    )
    for key, one in enumerate(bodies, 1):
        made.add_name(f"{one.name} Borough Council", one.id)
        made.add_name(one.short_name, one.id)
        made.add(Asked(key, f"tokentok0{key}", "", one.id))
        made.add_subject("Freedom of information request: CCTV cameras", key)
        made.learn(f"letter-{key}@campaign.org.uk", (), key)
    return made


def mail(
    sender="someone@nowhere.org", to=("study@campaign.org.uk",), subject="", reply="", references=(), text="", out=False
):
    return Incoming(sender, to, subject, reply, references, text, out)


def signals_of(decision):
    return {reason.signal for reason in decision.candidates[0].reasons}


def test_a_token_in_the_recipient_is_enough(index):
    decision = decide(mail(to=("study+tokentok02@campaign.org.uk",)), index)
    assert decision.request == HOLMDALE
    assert signals_of(decision) == {"token in recipient"}


def test_a_token_in_the_subject_is_enough(index):
    assert decide(mail(subject="Re: cameras [tokentok03]"), index).request == STARNEY


def test_the_answered_message_is_enough(index):
    assert decide(mail(reply="letter-1@campaign.org.uk"), index).request == WEXBARROW
    assert decide(mail(references=("x@y", "letter-2@campaign.org.uk")), index).request == HOLMDALE


def test_the_bodys_own_reference_is_learnt(index):
    text = "Our reference: FOI/2021/04711. We have received your request."
    assert decide(mail(text=text), index).request is None
    index.learn("ack@wexbarrow.gov.uk", references_in(text), WEXBARROW)
    decision = decide(mail(sender="noreply@caseworks.example", subject="Response to FOI/2021/04711"), index)
    assert decision.request == WEXBARROW
    assert signals_of(decision) == {"body's reference"}


def test_a_sender_domain_needs_the_requests_words(index):
    """A newsletter of the same council is no answer."""
    newsletter = mail(sender="news@holmdale.gov.uk", subject="Bin collections over Christmas", text="Your bins")
    assert decide(newsletter, index).request is None
    assert decide(newsletter, index).candidates[0].request == HOLMDALE
    answer = mail(sender="jo.bloggs@holmdale.gov.uk", subject="Your enquiry", text="We have no Hikvision CCTV.")
    assert decide(answer, index).request == HOLMDALE


def test_gov_uk_is_not_one_sender(index):
    stranger = mail(sender="foi@elsewhere.gov.uk", subject="Freedom of information request: CCTV cameras", text="CCTV")
    decision = decide(stranger, index)
    assert decision.request is None
    assert decision.candidates == ()


def test_a_shared_vendor_never_identifies_a_body(index):
    vendor = mail(sender="wexbarrow@whatdotheyknow.com", subject="Re: Freedom of information request: CCTV cameras")
    assert decide(vendor, index).request is None


def test_the_studys_own_address_says_nothing(index):
    assert not index.learn_reply_address("study@campaign.org.uk", WEXBARROW)
    assert decide(mail(to=("study@campaign.org.uk",)), index).candidates == ()


def test_an_address_of_one_request_says_everything(index):
    assert index.learn_reply_address("request-77@campaign.org.uk", STARNEY)
    assert decide(mail(to=("request-77@campaign.org.uk",)), index).request == STARNEY


def test_our_own_letter_is_filed_by_whom_it_went_to(index):
    letter = mail(
        "study@campaign.org.uk", ("foi@holmdale.gov.uk",), "Freedom of information request: CCTV cameras", out=True
    )
    assert decide(letter, index).request == HOLMDALE


def test_two_that_are_as_likely_wait_in_triage(index):
    torn = mail(references=("letter-1@campaign.org.uk", "letter-2@campaign.org.uk"))
    decision = decide(torn, index)
    assert decision.request is None
    assert [one.request for one in decision.candidates] == [WEXBARROW, HOLMDALE]


def test_an_exact_mark_is_not_held_up_by_likeness(index):
    """Holmdale answers for Wexbarrow: the token of the request decides, not who writes."""
    merged = mail("foi@holmdale.gov.uk", ("study+tokentok01@campaign.org.uk",), text="CCTV Hikvision")
    assert decide(merged, index).request == WEXBARROW


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: RE: Fwd: CCTV  cameras", "cctv cameras"),
        ("Automatic reply: CCTV cameras", "cctv cameras"),
        ("[EXTERNAL] Re: CCTV cameras", "cctv cameras"),
        ("AW: CCTV cameras", "cctv cameras"),
        ("Regarding CCTV cameras", "regarding cctv cameras"),
        ("", ""),
    ],
)
def test_bare_subjects(subject, bare):
    assert bare_subject(subject) == bare


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our ref: FOI 1306/25", {"1306/25", "FOI1306/25"}),
        ("Reference 01/FOI/25/006753/Z", {"01/FOI/25/006753/Z"}),
        ("RFI-2240 is your case", {"RFI-2240"}),
        ("Freedom of Information Act 2000", set()),
        ("your request of 12/01/2022", set()),
        ("section 31(1)(a) of FOIA 2000", set()),
        ("We have 4711 cameras", set()),
    ],
)
def test_case_numbers_are_told_from_other_numbers(text, found):
    seen = references_in(text)
    assert (seen >= found and bool(found)) or (not found and not seen), seen


def test_vendor_mail_is_filed_by_the_body_it_names(index):
    vendor = mail("noreply@caseworks.example", subject="Holmdale Borough Council: your CCTV request has a response")
    decision = decide(vendor, index)
    assert decision.request == HOLMDALE
    assert "names the body" in signals_of(decision)


def test_two_bodies_named_are_none(index):
    vendor = mail("noreply@caseworks.example", text="Holmdale and Starney share their CCTV. Here is our response.")
    assert decide(vendor, index).request is None


def test_a_name_within_a_longer_name_is_not_meant(index):
    index.add_name("New Starney", "holmdale")
    assert index.bodies_named("The council of New Starney writes") == {"holmdale"}
    assert index.bodies_named("The council of Starney writes") == {"starney"}
