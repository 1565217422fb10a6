"""Another address for a body whose letter came back: what is known before what is seen before what is guessed."""

import pytest

from askall.asking.addresses import Suggested, other_address
from askall.bodies.records import Body


def body(*emails, domains=("wexbarrow.gov.uk",), website=""):
    place = ("district", "England", "South East")
    return Body(
        "WXB", "Wexbarrow Borough Council", "Wexbarrow", *place, "FOIA", domains=domains, emails=emails, website=website
    )


FOI = "foi@wexbarrow.gov.uk"


def test_another_address_of_the_register_comes_first():
    found = other_address(body(FOI, "info@wexbarrow.gov.uk"), [FOI.upper()], ["a@b.gov.uk"], [])
    assert found == Suggested("info@wexbarrow.gov.uk", "another address of the register")


def test_then_what_the_bounce_names_even_of_another_domain():
    found = other_address(body(FOI), [FOI], ["foi@newcouncil.gov.uk"], ["jane@wexbarrow.gov.uk"])
    assert found == Suggested("foi@newcouncil.gov.uk", "named in the message that came back")


def test_then_where_its_own_mail_came_from_the_information_team_first():
    seen = ["jane@wexbarrow.gov.uk", "wexbarrow@mycase.example.com", "Freedom.Information@mail.wexbarrow.gov.uk"]
    found = other_address(body(FOI), [FOI], [], seen)
    assert found == Suggested("Freedom.Information@mail.wexbarrow.gov.uk", "its mail has come from there")


def test_mail_from_another_domain_says_nothing_of_the_body():
    assert other_address(body(FOI), [FOI], [], ["jane@holmdale.gov.uk"]) == Suggested()


@pytest.mark.parametrize(
    "address", ["noreply@wexbarrow.gov.uk", "do-not-reply@wexbarrow.gov.uk", "postmaster@wexbarrow.gov.uk"]
)
def test_nobody_is_written_to_where_nobody_reads(address):
    assert other_address(body(FOI), [FOI], [address], [address]) == Suggested()


def test_last_of_all_it_is_guessed_and_says_so():
    found = other_address(body("info@wexbarrow.gov.uk"), ["info@wexbarrow.gov.uk"], [], [])
    assert found == Suggested(FOI, "a guess: check it on the body's website", guess=True)
    found = other_address(body(domains=(), website="https://www.wexbarrow.gov.uk/foi"), [], [], [])
    assert (found.address, found.guess) == (FOI, True)


@pytest.mark.parametrize("domain", ["gov.uk", "whatdotheyknow.com", "", "not a domain"])
def test_a_shared_domain_gives_no_guess(domain):
    assert other_address(body(domains=(domain,)), [], [], []) == Suggested()


@pytest.mark.parametrize(
    "address", ["", "x", "a@b", "Jane <jane@wexbarrow.gov.uk>", "a@wexbarrow.gov.uk\nBcc: b@c.uk", "@", "é@x.uk"]
)
def test_what_is_no_address_is_never_suggested(address):
    assert other_address(body(FOI), [FOI], [address], [address]) == Suggested()
