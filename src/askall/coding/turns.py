"""The order in which requests teach the machine most: frequent ways of answering first, each new one before more of
what was coded already.

A request is described by its kinds: for each thing asked, what the reader suggests and why. Coding one teaches about
all that share its kinds, and less each time a kind has been coded before. How unsure the reader is plays no part: on
the simulated nation an order by doubt taught less than chance until fifty bodies were coded, for it shows
the machine the odd letters only (`benchmarks/learning_order.py`).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from askall.coding.needs import OUTCOME
from askall.reading.records import Suggestion
from askall.reading.thread import ThreadReading

CHOSEN = 300  # turns worked out one after the other; all others follow as they then stand

Kinds = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The request to be coded in this place, and how many others, coded by nobody, answer one thing in the same way."""

    request: int
    alike: int


def kinds_of(combined: ThreadReading) -> Kinds:
    """What the reader sees of each thing asked: its word, or why it has none, and its reasons."""
    told = ((OUTCOME, combined.outcome), *combined.answers)
    return tuple(kind_of(variable, one.suggestion) for variable, one in told)


def kind_of(variable: str, suggestion: Suggestion) -> str:
    """Words of a codebook as they are; a number, a date or a list is just something given."""
    value = suggestion.value
    if value is None:
        said = suggestion.abstained.partition(":")[0]
    else:
        said = value if isinstance(value, str) and not any(one.isdigit() for one in value) else "(given)"
    return " · ".join([f"{variable}: {said}", *suggestion.why])


def turns(kinds: Mapping[int, Kinds], coded: Collection[int]) -> tuple[Turn, ...]:
    """Every request that is not coded, in the order in which they teach most. The same requests give the same order.

    Greedy, as is within 63 % of the best choice for sums of this form (Nemhauser, Wolsey and Fisher 1978); a request's
    worth only falls as others are coded, so most need not be looked at again (Minoux 1978).
    """
    often = Counter(kind for some in kinds.values() for kind in some)
    known = Counter(kind for request, some in kinds.items() if request in coded for kind in some)
    waiting = Counter(kind for request, some in kinds.items() if request not in coded for kind in some)
    same: dict[Kinds, list[int]] = defaultdict(list)
    for request in sorted(kinds, reverse=True):
        if request not in coded:
            same[kinds[request]].append(request)

    def worth(some: Kinds) -> float:
        return sum(math.log1p(often[kind]) / (1 + known[kind]) for kind in some) / max(1, len(some))

    def turn(request: int, some: Kinds) -> Turn:
        return Turn(request, max((waiting[kind] for kind in some), default=1) - 1)

    order: list[Turn] = []
    heap = [(-worth(some), requests[-1], some) for some, requests in same.items()]
    heapify(heap)
    while heap and len(order) < CHOSEN:
        stated, request, some = heappop(heap)
        now = -worth(some)
        if now > stated and heap and (now, request) > heap[0][:2]:
            heappush(heap, (now, request, some))
            continue
        order.append(turn(same[some].pop(), some))
        known.update(some)
        if same[some]:
            heappush(heap, (-worth(some), same[some][-1], some))
    rest = sorted((-worth(some), request, some) for some, requests in same.items() for request in requests)
    return (*order, *(turn(request, some) for _, request, some in rest))
