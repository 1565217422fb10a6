"""Filing: which request a message belongs to, and why."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from askall.bodies.domains import DomainIndex
from askall.bodies.records import Body
from askall.mail.filing import Incoming, decide
from askall.mail.filing_index import ALONE, PLACE, WITHIN, Asked, FilingIndex, Study, Words
from askall.mail.references import references_in

WEXBARROW, HOLMDALE, STARNEY = 1, 2, 3
DRONES = 12  # Holmdale was asked about drones too
AGAIN = 22  # and a year later about cameras again
LETTER = "Freedom of information request: CCTV cameras"
AUTUMN, SECOND_AUTUMN = date(2021, 8, 31), date(2022, 9, 5)


def body(code, domain, email=""):
    return Body(
        code,
        f"{code.title()} Borough Council",
        code.title(),
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
        {
            "cameras": Study(Words(("Hikvision", "CCTV")), frozenset({"study@campaign.org.uk"})),
            "drones": Study(Words(("drones",)), frozenset({"drones@campaign.org.uk"})),
        },
        Words(("freedom of information",)),
        shared_subjects=frozenset({LETTER.lower()}),
        shared_addresses={"study@campaign.org.uk", "drones@campaign.org.uk"},
        known_senders=frozenset({"foi@wexbarrow.gov.uk"}),
    )
    for key, one in enumerate(bodies, 1):
        made.add_name(one.name, one.id, one.short_name)
        made.add(Asked(key, f"tokentok2{key + 1}", "", one.id, "cameras", days={AUTUMN}))
        made.learn_letter(LETTER, None, key)
        made.learn(f"letter-{key}@campaign.org.uk", (), key)
    return made


@pytest.fixture
def asked_again(index):
    """The same workspace with another study and a second wave."""
    index.add(Asked(DRONES, "tokentokdr", "", "holmdale", "drones", days={date(2021, 11, 15)}))
    index.add(Asked(AGAIN, "tokentokag", "", "holmdale", "cameras", 2, {SECOND_AUTUMN}))
    return index


def mail(sender="someone@nowhere.org", to=("study@campaign.org.uk",), subject="", reply="", text="", **more):
    return Incoming(sender, to, subject, reply, more.pop("references", ()), text, more.pop("out", False), **more)


def signals_of(decision):
    return {reason.signal for reason in decision.candidates[0].reasons}


# --- Marks ------------------------------------------------------------------------------------------------------------


def test_a_token_in_the_recipient_is_enough(index):
    decision = decide(mail(to=("study+tokentok23@campaign.org.uk",)), index)
    assert decision.request == HOLMDALE
    assert signals_of(decision) == {"token in recipient"}


@pytest.mark.parametrize(
    ("given", "signal"),
    [
        ({"subject": "Re: cameras [tokentok24]"}, "token in subject"),
        ({"reply": "letter-3@campaign.org.uk"}, "in reply to"),
        ({"reply": "askall.tokentok24.ask1.7f@campaign.org.uk"}, "in reply to"),
        ({"references": ("x@y", "letter-3@campaign.org.uk")}, "references"),
        ({"about": ("askall.tokentok24.ask1.7f@campaign.org.uk",)}, "about"),
        ({"quoted": "Subject: Freedom of information request: CCTV cameras [tokentok24]"}, "token quoted"),
        ({"text": "You wrote from study+tokentok24@campaign.org.uk."}, "token quoted"),
        ({"copy_of": STARNEY}, "copy"),
    ],
)
def test_one_mark_is_enough(index, given, signal):
    decision = decide(mail(**given), index)
    assert decision.request == STARNEY
    assert signal in signals_of(decision)


def test_against_a_mark_of_another_bodys_request_nothing_but_a_mark_leads(index):
    """One council answers for two, in the thread of the other: whose it is, a person says."""
    index.learn("first@wexbarrow.gov.uk", {"FOI-4711"}, WEXBARROW)
    text = "Our reference FOI-4711. Wexbarrow Borough Council answers about Hikvision cameras."
    both = mail("foi@wexbarrow.gov.uk", ("study+tokentok24@campaign.org.uk",), text=text)
    decision = decide(both, index)
    assert decision.request is None
    assert {one.request for one in decision.candidates} == {WEXBARROW, STARNEY}


def test_our_own_letter_is_known_by_its_id(index):
    letter = mail("study@campaign.org.uk", ("new@address.example",), out=True, message_id="askall.tokentok22.ask1.1@x")
    assert decide(letter, index).request == WEXBARROW


def test_of_two_letters_quoted_the_upper_one_is_answered(index):
    decision = decide(mail(quoted="Subject: cameras [tokentok23]\n\nSubject: cameras [tokentok24]"), index)
    assert decision.request == HOLMDALE


def test_two_that_are_as_likely_wait_in_triage(index):
    torn = mail(to=("study+tokentok22@campaign.org.uk", "study+tokentok23@campaign.org.uk"))
    decision = decide(torn, index)
    assert decision.request is None
    assert [one.request for one in decision.candidates] == [WEXBARROW, HOLMDALE]


def test_an_exact_mark_is_not_held_up_by_likeness(index):
    """Holmdale answers for Wexbarrow: the token of the request decides, not who writes."""
    merged = mail("foi@holmdale.gov.uk", ("study+tokentok22@campaign.org.uk",), text="CCTV Hikvision")
    assert decide(merged, index).request == WEXBARROW


def test_the_studys_own_address_says_nothing(index):
    assert not index.learn_reply_address("study@campaign.org.uk", WEXBARROW)
    assert decide(mail(to=("study@campaign.org.uk",)), index).candidates == ()


def test_an_address_of_one_request_says_everything(index):
    assert index.learn_reply_address("request-77@campaign.org.uk", STARNEY)
    assert decide(mail(to=("request-77@campaign.org.uk",)), index).request == STARNEY


# --- Case numbers -----------------------------------------------------------------------------------------------------


def test_the_bodys_own_reference_is_learnt(index):
    text = "Our reference: FOI/2021/04711. We have received your request."
    assert decide(mail(text=text), index).request is None
    index.learn("ack@wexbarrow.gov.uk", references_in(text), WEXBARROW)
    decision = decide(mail(sender="noreply@caseworks.example", subject="Response to FOI/2021/04711"), index)
    assert decision.request == WEXBARROW
    assert signals_of(decision) == {"body's reference"}


def test_bodies_number_alike(index):
    """The number both have is the one of the body that writes; a number of another body is coincidence."""
    for request in (WEXBARROW, HOLMDALE):
        index.learn("", ("FOI/2021/0007",), request)
    ours = mail("foi@holmdale.gov.uk", subject="FOI/2021/0007", text="About CCTV")
    assert decide(ours, index).request == HOLMDALE
    theirs = mail("foi@starney.org.uk", subject="FOI/2021/0007")
    assert decide(theirs, index).request is None


def test_a_number_mentioned_is_less_than_a_number_borne(asked_again):
    asked_again.learn("", ("RFI-20931",), HOLMDALE)
    asked_again.learn("", ("RFI-30111",), AGAIN)
    text = "Our reference: RFI-30111. Please see also RFI-20931, our answer on CCTV of last year."
    answer = mail("noreply@caseworks.example", text=text, sent_on=date(2022, 10, 1))
    assert decide(answer, asked_again).request == AGAIN


# --- Whose mail it is, and what about ---------------------------------------------------------------------------------


def test_a_sender_domain_needs_the_requests_words(index):
    """A newsletter of the same council is no answer."""
    newsletter = mail(sender="news@holmdale.gov.uk", subject="Bin collections over Christmas", text="Your bins")
    assert decide(newsletter, index).request is None
    assert decide(newsletter, index).candidates[0].request == HOLMDALE
    answer = mail(sender="jo.bloggs@holmdale.gov.uk", subject="Your enquiry", text="We have no Hikvision CCTV.")
    assert decide(answer, index).request == HOLMDALE


def test_an_answer_to_somebody_elses_request_is_not_ours(index):
    other = mail(
        "foi@wexbarrow.gov.uk", subject="Your information request", text="Freedom of information: 312 potholes."
    )
    assert decide(other, index).request is None


def test_gov_uk_is_not_one_sender(index):
    stranger = mail(sender="foi@elsewhere.gov.uk", subject=LETTER, text="CCTV")
    decision = decide(stranger, index)
    assert decision.request is None
    assert decision.candidates == ()


def test_a_shared_vendor_never_identifies_a_body(index):
    vendor = mail(sender="foi@whatdotheyknow.com", subject=f"Re: {LETTER}")
    assert decide(vendor, index).request is None


def test_a_vendor_says_for_whom_it_writes(index):
    for vendor in (
        mail("noreply@caseworks.example", subject="Holmdale Borough Council: your CCTV request has a response"),
        mail("noreply@caseworks.example", sender_name="Holmdale Borough Council", text="The CCTV is not ours."),
        mail("noreply@icasework.com", text="No CCTV is used.\n\nFOI Team\nHolmdale Council"),
    ):
        assert decide(vendor, index).request == HOLMDALE


def test_an_answer_to_comes_from_where_it_wants_to_be_answered(index):
    vendor = mail("noreply@caseworks.example", reply_to=("foi@holmdale.gov.uk",), text="No Hikvision CCTV is in use.")
    assert decide(vendor, index).request == HOLMDALE


def test_two_bodies_named_are_none(index):
    vendor = mail("noreply@caseworks.example", text="Holmdale Council and Starney Council share their CCTV.")
    assert decide(vendor, index).request is None


def test_a_body_named_as_another_that_may_know_is_not_the_one_that_writes(index):
    """Nor is it, where nothing says who writes."""
    text = "We have no CCTV. You may wish to ask Starney Borough Council, which runs it."
    assert decide(mail("foi@wexbarrow.gov.uk", text=text), index).request == WEXBARROW
    assert decide(mail("noreply@caseworks.example", text=text), index).request is None


def test_who_signs_counts_more_than_whose_domain_it_is(index):
    """Holmdale's lawyers answer for Starney."""
    text = "Starney has no Hikvision CCTV.\n\nKind regards\nStarney Borough Council"
    assert decide(mail("legal@holmdale.gov.uk", text=text), index).request == STARNEY


def test_two_that_answer_together_are_filed_to_the_thread_and_the_other_is_offered(index):
    text = "This is the answer of Wexbarrow Borough Council and Holmdale Borough Council. We have no CCTV."
    decision = decide(mail("foi@wexbarrow.gov.uk", reply="letter-1@campaign.org.uk", text=text), index)
    assert decision.request == WEXBARROW
    assert HOLMDALE in [one.request for one in decision.candidates]


def test_our_own_letter_is_filed_by_whom_it_went_to(index):
    letter = mail("study@campaign.org.uk", ("foi@holmdale.gov.uk",), LETTER, out=True)
    assert decide(letter, index).request == HOLMDALE


def test_a_bounce_is_filed_by_whom_it_could_not_reach(index):
    bounce = mail("mailer-daemon@campaign.org.uk", failed_recipients=("foi@wexbarrow.gov.uk",), sent_on=AUTUMN)
    assert decide(bounce, index).request == WEXBARROW


# --- Several requests of one body -------------------------------------------------------------------------------------


def test_the_topic_tells_the_study_whatever_address_it_came_to(asked_again):
    drones = mail("foi@holmdale.gov.uk", text="We own two drones.", sent_on=date(2021, 12, 1))
    assert decide(drones, asked_again).request == DRONES


@pytest.mark.parametrize(
    ("day", "found"), [(date(2021, 9, 20), HOLMDALE), (date(2022, 10, 1), None), (date(2021, 8, 1), None)]
)
def test_a_later_letter_cannot_have_been_answered_yet(asked_again, day, found):
    """With both letters out and neither answered, nothing tells which of them is meant."""
    answer = mail("foi@holmdale.gov.uk", text="No Hikvision CCTV.", sent_on=day)
    assert decide(answer, asked_again).request == found


def test_an_answered_wave_gives_way_to_the_next(asked_again):
    asked_again.asked[HOLMDALE].answered = True
    answer = mail("foi@holmdale.gov.uk", text="No Hikvision CCTV.", sent_on=date(2022, 10, 1))
    assert decide(answer, asked_again).request == AGAIN


def test_the_day_of_the_letter_tells_the_wave(asked_again):
    text = "Your request was dated 31 August 2021. No Hikvision CCTV."
    late = mail("foi@holmdale.gov.uk", text=text, sent_on=date(2022, 10, 1))
    assert decide(late, asked_again).request == HOLMDALE
    quoted = "From: The Test Society\nSent: 05 September 2022 09:00\nTo: FOI\nSubject: cameras"
    again = mail("foi@holmdale.gov.uk", text="No Hikvision CCTV.", quoted=quoted, sent_on=date(2022, 10, 1))
    assert decide(again, asked_again).request == AGAIN


def test_an_old_mail_taken_to_answer_a_new_one_waits(asked_again):
    """Every mark names cameras, every word is about drones."""
    odd = mail(
        "foi@holmdale.gov.uk", ("study+tokentok23@campaign.org.uk",), "Your request", "letter-2@campaign.org.uk",
        text="We own two drones.", sent_on=date(2021, 12, 1),
    )  # fmt: skip
    decision = decide(odd, asked_again)
    assert decision.request is None
    assert {HOLMDALE, DRONES} <= {one.request for one in decision.candidates}


# --- Mails that come with it ------------------------------------------------------------------------------------------


def test_what_is_attached_counts_where_the_mail_says_nothing_sure(index):
    inner = mail("foi@holmdale.gov.uk", subject="Re: cameras [tokentok23]")
    decision = decide(mail("jo@gmail.example", subject="FW: see attached"), index, [inner])
    assert decision.request == HOLMDALE
    assert {"attached: token in subject", "attached: domain"} <= signals_of(decision)


def test_what_is_attached_does_not_overrule_a_mark(index):
    inner = mail("foi@holmdale.gov.uk", subject="Re: cameras [tokentok23]")
    assert decide(mail(subject="cameras [tokentok24]"), index, [inner]).request == STARNEY


def test_a_body_that_sends_anothers_mail_is_looked_at_by_a_person(index):
    inner = mail("foi@holmdale.gov.uk", subject="Re: cameras [tokentok23]")
    assert decide(mail("foi@wexbarrow.gov.uk"), index, [inner]).request is None


# --- Names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Starney Borough Council", {"starney": ALONE}),
        ("for Starney Borough Council", {"starney": ALONE}),
        ("We at Starney Borough Council have none.", {"starney": WITHIN}),
        ("Starney Council has none, we think.", {"starney": WITHIN}),
        ("Cameras in Starney town centre", {"starney": PLACE}),
        ("the starney river", {}),
        ("The Starney Police have none, we think.", {"starney": PLACE}),
    ],
)
def test_how_a_name_stands_there(index, text, found):
    assert index.names.found_in(text) == found


def test_a_name_within_a_longer_name_is_not_meant(index):
    index.add_name("New Starney Parish Council", "holmdale", "New Starney")
    assert index.bodies_named("The New Starney Parish Council writes") == {"holmdale"}
    assert index.bodies_named("The Starney Borough Council writes") == {"starney"}


def test_a_place_in_an_address_counts_only_if_one_body_has_it(index):
    assert index.bodies_in_address("noreply@holmdale.icasework.com") == {"holmdale"}
    assert index.bodies_in_address("jo@newholmdale.gov.uk") == {"holmdale"}
    index.add_name("Holmdale Police", "police", "Holmdale")
    assert index.bodies_in_address("noreply@holmdale.icasework.com") == frozenset()


def test_words_are_found_at_their_beginning_and_in_the_singular():
    words = Words(("DJI", "drones", "surveillance cameras"))
    assert words.found_in("a surveillance camera, a drone and an adjiective") == ["surveillance camera", "drone"]
    assert Words(()).found_in("anything") == []


# --- Anything at all --------------------------------------------------------------------------------------------------

ANY = st.text(max_size=300)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(ANY, ANY, ANY, ANY, st.lists(ANY, max_size=3), st.dates())
def test_any_mail_is_decided(index, sender, subject, text, quoted, ids, day):
    odd = mail(
        sender, tuple(ids), subject, text=text, quoted=quoted, references=tuple(ids), about=tuple(ids), sent_on=day,
        sender_name=subject, reply_to=tuple(ids), failed_recipients=tuple(ids), files=tuple(ids),
    )  # fmt: skip
    decision = decide(odd, index)
    assert all(0 <= one.score <= 1 for one in decision.candidates)
    assert decision.request in (None, decision.candidates[0].request if decision.candidates else None)


def test_a_huge_mail_is_looked_at_as_far_as_is_needed(index):
    """Names, tokens and case numbers without end."""
    text = "Starney Borough Council tokentok24 FOI 2021/04711 on 31 August 2021. " * 20_000
    assert decide(mail("foi@starney.org.uk", text=text, quoted=text), index).request == STARNEY
