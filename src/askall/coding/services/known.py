"""All that is known of requests for their next letters: what their mail tells, and the sections that people or the
machine found in it."""

from collections.abc import Sequence
from dataclasses import replace

from askall.asking.records import Known
from askall.coding.provisions import NONE_GIVEN
from askall.coding.services.lists import outcomes_so_far
from askall.mail import services as mail

CHUNK = 2000


def known_of(requests: Sequence[int]) -> dict[int, Known]:
    """Request key → what is known of it; for `known=` of asking's work list and drafts."""
    found: dict[int, Known] = {}
    for start in range(0, len(requests), CHUNK):
        keys = requests[start : start + CHUNK]
        outcomes = outcomes_so_far(requests=keys)
        for key, known in mail.known_of(keys).items():
            named = outcomes[key].provisions if key in outcomes else ()
            found[key] = replace(known, provisions=tuple(one for one in named if one != NONE_GIVEN))
    return found
