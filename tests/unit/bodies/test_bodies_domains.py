"""Whose mail is it? Public suffixes, shared vendors, and the bodies of a frame."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.domains import DomainIndex, host_of, is_vendor, registered_domain, shared_vendors
from askall.bodies.records import Body
from askall.bodies.register import shipped


@pytest.mark.parametrize(
    ("given_", "domain"),
    [
        ("www.hackney.gov.uk", "hackney.gov.uk"),
        ("foi@Camden.Gov.UK", "camden.gov.uk"),
        ("Freedom of Information <foi@sub.hackney.gov.uk>", "hackney.gov.uk"),
        ("https://my.northtyneside.gov.uk:8080/a@b?x=1", "northtyneside.gov.uk"),
        ("gov.uk", ""),
        ("foi@gov.uk", ""),
        ("uk", ""),
        ("localhost", ""),
        ("x@trust.nhs.uk", "trust.nhs.uk"),
        ("x@board.wales.nhs.uk", "board.wales.nhs.uk"),
        ("wales.nhs.uk", ""),
        ("https://www.carmarthenshire.gov.wales/home", "carmarthenshire.gov.wales"),
        ("www.gwynedd.llyw.cymru", "gwynedd.llyw.cymru"),
        ("a.forms.service.gov.uk", "forms.service.gov.uk"),
        ("service.gov.uk", ""),
        ("moray.gov.uk.", "moray.gov.uk"),
        ("example.org.uk", "example.org.uk"),
        ("foi@münchen.example", "xn--mnchen-3ya.example"),
        ("@", ""),
        ("", ""),
        ("a b@c d", ""),
    ],
)
def test_registered_domain(given_, domain):
    assert registered_domain(given_) == domain


@given(st.text(max_size=300))
def test_registered_domain_takes_any_text(text):
    domain = registered_domain(text)
    assert domain == "" or host_of(text).endswith(domain)
    assert registered_domain(domain) == domain
    DomainIndex(shipped().bodies[:3]).body_for(text)


def council(body_id: str, *domains: str, emails: tuple[str, ...] = ()) -> Body:
    return Body(body_id, body_id, body_id, "district", "England", "x", "FOIA", domains=domains, emails=emails)


def test_each_council_of_the_founding_frame_is_known_by_its_own_domain():
    bodies = shipped().in_force(date(2022, 2, 7))
    index = DomainIndex(bodies)
    shared = {"adur-worthing.gov.uk", "lewes-eastbourne.gov.uk", "southnorfolkandbroadland.gov.uk"}
    for body in bodies:
        for domain in body.domains:
            assert index.body_for(f"foi@mail.{domain}") == (None if domain in shared else body.id)
    assert index.candidates("foi@adur-worthing.gov.uk") == ("ADU", "WOT")


def test_only_bodies_of_the_frame_count():
    old, new = council("old", "merged.gov.uk"), council("new", "merged.gov.uk")
    assert DomainIndex([old, new]).body_for("foi@merged.gov.uk") is None
    assert DomainIndex([old]).body_for("foi@merged.gov.uk") == "old"
    assert DomainIndex([]).body_for("foi@merged.gov.uk") is None


@pytest.mark.parametrize(
    "address", ["hackney@icasework.com", "x@hackney.icasework.com", "a@hackney.onmicrosoft.com", "a@gmail.com"]
)
def test_a_vendor_never_identifies_a_body_by_domain(address):
    index = DomainIndex([council("a", address.rpartition("@")[2])])
    assert index.body_for(address) is None
    assert is_vendor(address)


def test_an_exact_address_wins_over_domains_even_at_a_vendor():
    first = council("a", "shared.gov.uk", emails=("a.foi@shared.gov.uk", "a@icasework.com"))
    second = council("b", "shared.gov.uk", emails=("b.foi@shared.gov.uk",))
    index = DomainIndex([first, second])
    assert index.body_for("FOI <A.FOI@shared.gov.uk>") == "a"
    assert index.body_for("a@icasework.com") == "a"
    assert index.body_for("b@icasework.com") is None
    assert index.body_for("someone@shared.gov.uk") is None


def test_an_address_of_two_bodies_identifies_neither():
    both = [council("a", emails=("foi@joint.gov.uk",)), council("b", "b.gov.uk", emails=("foi@joint.gov.uk",))]
    assert DomainIndex(both).body_for("foi@joint.gov.uk") is None
    assert DomainIndex(both).candidates("foi@joint.gov.uk") == ("a", "b")


def test_the_nearest_domain_wins():
    index = DomainIndex([council("whole", "group.org.uk"), council("part", "part.group.org.uk")])
    assert index.body_for("x@mail.part.group.org.uk") == "part"
    assert index.body_for("x@other.group.org.uk") == "whole"


def test_every_vendor_is_a_domain_and_says_what_it_is():
    assert len(shared_vendors()) > 60
    for domain, what in shared_vendors().items():
        assert host_of(domain) == domain
        assert what.strip()


def test_no_shipped_body_has_a_vendor_for_a_domain():
    assert not [domain for body in shipped().bodies for domain in body.domains if is_vendor(domain)]
