"""Turns: what many answered alike comes first, then what is new, and every request has one place."""

from hypothesis import given
from hypothesis import strategies as st

from askall.coding import turns as module
from askall.coding.turns import Turn, kinds_of, turns
from askall.reading.records import Evidence, Reading, Suggestion
from askall.reading.thread import combine


def test_the_frequent_kind_comes_first_and_then_the_other_one():
    kinds = {1: ("rare",), **dict.fromkeys((2, 3, 4, 7), ("often",)), 5: ("seldom",), 6: ("seldom",)}
    order = turns(kinds, ())
    assert [one.request for one in order] == [2, 5, 3, 1, 6, 4, 7]
    assert order[0] == Turn(2, 3)
    assert order[3] == Turn(1, 0)


def test_what_was_coded_already_waits():
    kinds = {1: ("often",), 2: ("often",), 3: ("often",), 4: ("seldom",), 5: ("seldom",)}
    assert [one.request for one in turns(kinds, {1})] == [4, 2, 5, 3]
    assert turns(kinds, set(kinds)) == ()


def test_kinds_tell_words_of_the_codebook_apart_and_numbers_not():
    def reading(value, count):
        quote = (Evidence("x", 0, 0, 1),)
        answers = (("uses", Suggestion(value, 0.8, quote, why=("so",))), ("count", Suggestion(count, 0.8, quote)))
        return combine([Reading(Suggestion(None, abstained="unclear: two words"), (), answers, ())])

    yes = kinds_of(reading("yes", 12))
    assert yes == ("outcome: unclear", "uses: yes · so", "count: (given)")
    assert yes == kinds_of(reading("yes", "1,300"))
    assert yes != kinds_of(reading("no", 12))


KINDS = st.dictionaries(st.integers(1, 60), st.lists(st.sampled_from("abcdef"), max_size=3, unique=True).map(tuple))


@given(KINDS, st.sets(st.integers(1, 60)), st.integers(0, 8))
def test_every_request_not_coded_has_one_turn_whatever_order_they_come_in(kinds, coded, chosen):
    module_chosen, module.CHOSEN = module.CHOSEN, chosen
    try:
        order = turns(kinds, coded)
        assert sorted(one.request for one in order) == sorted(kinds.keys() - coded)
        assert order == turns(dict(sorted(kinds.items(), reverse=True)), coded)
        assert all(0 <= one.alike < len(kinds) for one in order)
    finally:
        module.CHOSEN = module_chosen
