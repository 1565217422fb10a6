"""What is wrong or odd with the letters of a wave, told before any of them goes out."""

import re
from dataclasses import replace
from datetime import date

import pytest

from askall.asking.records import RequestRecord
from askall.bodies.records import Body
from askall.mail.wave import domains_of, wave_of
from askall.study.records import Letter, Protocol, Question

PROTOCOL = Protocol(
    "Cameras",
    date(2022, 2, 7),
    ("The Test Society",),
    (Question("uses", "Does the council use equipment made by Hikvision?"),),
    letters=(
        Letter("FOIA", "Cameras in {body.name}", "Dear {body.name},\n{study.questions}\nYours, {study.contact}"),
        Letter("FOISA", "Cameras", "Dear {body.name},\n{study.questions}\nYours, {study.contact}"),
    ),
    contact="Jane Doe",
)


def request(number, **changed):
    body = Body(
        f"B{number}", f"Body {number} Council", f"Body {number}", "district", "England", "South East", "FOIA",
        domains=(f"body{number}.gov.uk",), emails=(f"foi@body{number}.gov.uk",),
    )  # fmt: skip
    return RequestRecord(number, f"token{number}", "", "cameras", 1, replace(body, **changed))


FIVE = [request(number) for number in range(1, 6)]


def remarks(found):
    return [(one.request.body.id, one.kind) for one in found]


def test_a_sound_wave_has_nothing_to_say():
    found = wave_of([*FIVE, request(6, law="FOISA")], PROTOCOL)
    assert (found.faults, found.odd, found.lacking) == ((), (), ())
    assert found.laws == {"FOIA": 5, "FOISA": 1}
    assert found.letters[0].subject == "Cameras in Body 1 Council"
    assert found.letters[0].recipient == "foi@body1.gov.uk"


@pytest.mark.parametrize(
    ("changed", "kind", "why"),
    [
        ({"emails": ()}, "no address", "no address is known"),
        ({"emails": ("foi at body",)}, "address", "is no mail address"),
        ({"emails": ("föi@body.gov.uk",)}, "address", "before the @"),
        ({"law": "EIR"}, "letter", r"no \[letter.EIR\]"),
        ({"emails": ("foi@gone.gov.uk",)}, "domain", "foi@gone.gov.uk: there is no such domain"),
    ],
)
def test_what_is_wrong_with_one_letter_is_a_fault_of_the_wave(changed, kind, why):
    found = wave_of([*FIVE, request(6, **changed)], PROTOCOL, {"gone.gov.uk": "there is no such domain."})
    assert remarks(found.faults) == [("B6", kind)]
    assert re.search(why, found.faults[0].why)
    assert len(found.lacking) == (kind == "no address")


@pytest.mark.parametrize("field", ["body.postcode", "body.region"])
def test_an_unknown_or_empty_field_stops_the_wave(field):
    letter = Letter("FOIA", "Cameras", f"Dear {{{field}}}")
    found = wave_of([request(1, region="")], replace(PROTOCOL, letters=(letter,)))
    assert remarks(found.faults) == [("B1", "letter")]
    assert field in found.faults[0].why


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"emails": ("foi@body1.gov.uk",), "domains": ("body1.gov.uk",)}, "shared"),
        ({"emails": ("request-123@whatdotheyknow.com",)}, "vendor"),
        ({"emails": ("foi@elsewhere.org.uk",)}, "domain"),
        ({"name": "The " + "Very " * 60 + "Long Council"}, "length"),
    ],
)
def test_odd_ones_out_are_shown_and_stop_nothing(changed, kind):
    found = wave_of([*FIVE, request(6, **changed)], PROTOCOL)
    assert found.faults == ()
    assert ("B6", kind) in remarks(found.odd)


def test_domains_are_asked_for_as_a_name_server_knows_them():
    odd = request(6, emails=("foi@BÜRGER.example",)), request(7, emails=("no address",)), request(8, emails=())
    assert domains_of([*FIVE[:1], *odd]) == {"body1.gov.uk", "xn--brger-kva.example"}
