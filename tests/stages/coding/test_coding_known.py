"""What is known of a request for its next letter: its mail, and the sections that were found in it."""

import pytest
from factories.journeys import coded_study, request_of

from askall.coding import services as coding

pytestmark = pytest.mark.django_db


def test_the_sections_of_a_refusal_stand_beside_what_the_mail_tells(tmp_path, store, now, django_assert_num_queries):
    record = coded_study(tmp_path, store, now)
    keys = [request_of(record, code).key for code in ("STN", "WXB")]
    with django_assert_num_queries(5):
        found = coding.known_of(keys)
    refused, answered = (found[key] for key in keys)
    assert refused.provisions == ("FOIA 31(1)(a)",)
    assert refused.reply_to == "foi@starney.gov.uk"
    assert answered.provisions == ()
    assert coding.known_of([]) == {}
