"""The twin has the real nation's shape and none of its names."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from askall.bodies.csv_file import parse_register
from askall.bodies.register import shipped
from askall.simulation.nation import AS_AT, GENERIC, make_nation
from askall.simulation.reenactment import Simulation

seeds = st.integers(min_value=0, max_value=10_000)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3 and word not in GENERIC}


def _real_names() -> list[str]:
    return [
        name
        for body in shipped().bodies
        for name in (body.name, body.short_name, *body.former_names, *body.other_names)
    ]


@settings(max_examples=4, deadline=None)
@given(seeds)
def test_the_twin_has_the_shape_of_the_real_nation(seed: int) -> None:
    real = Counter((one.nation, one.region, one.type, one.law) for one in shipped().bodies if one.in_force(AS_AT))
    twin = Counter((one.nation, one.region, one.type, one.law) for one in make_nation(seed).asked)
    assert twin == real
    assert sum(twin.values()) == 398


@settings(max_examples=4, deadline=None)
@given(seeds)
def test_no_invented_name_is_or_holds_a_real_one(seed: int) -> None:
    real_names = {name.lower() for name in _real_names()}
    real_words = {word for name in real_names for word in _words(name)}
    real_ids = {body.id.lower() for body in shipped().bodies}
    for body in make_nation(seed).bodies:
        assert body.short_name.lower() not in real_names
        assert body.name.lower() not in real_names
        assert not _words(body.short_name) & real_words, body.short_name
        assert body.id.lower() not in real_ids
        assert not body.gss


def test_names_ids_domains_and_addresses_are_unique(simulation: Simulation) -> None:
    bodies = simulation.nation.bodies
    for values in (
        [body.id for body in bodies],
        [body.name for body in bodies],
        [body.short_name for body in bodies],
        [body.domains for body in bodies],
        [body.emails for body in bodies],
    ):
        assert len(set(values)) == len(bodies)


def test_every_domain_is_reserved_for_examples(simulation: Simulation) -> None:
    for body in simulation.nation.bodies:
        assert body.id.startswith("syn-")
        assert all(domain.endswith(".example") for domain in body.domains)
        assert all(email.endswith("@" + body.domains[0]) for email in body.emails)
        assert body.website.endswith(".example/")


def test_the_same_seed_gives_the_same_nation_and_another_seed_another() -> None:
    assert make_nation(5).bodies == make_nation(5).bodies
    assert make_nation(5).bodies != make_nation(6).bodies


def test_later_mergers_stand_in_the_register_but_not_in_the_frame(simulation: Simulation) -> None:
    nation = simulation.nation
    ending = [body for body in nation.asked if body.end]
    assert len(ending) == sum(1 for body in shipped().bodies if body.in_force(AS_AT) and body.end)
    assert len(nation.partners) == 4
    for body in ending:
        assert all(nation.by_id[one].start == body.end for one in body.successors)
    for absorbed, leading in nation.partners.items():
        assert nation.by_id[absorbed].successors == nation.by_id[leading].successors


def test_the_twin_of_the_refusing_borough_is_a_london_borough(simulation: Simulation) -> None:
    assert simulation.nation.ruled_out.type == "London borough"


def test_the_nation_can_be_written_and_read_as_a_register(simulation: Simulation) -> None:
    read = parse_register(simulation.nation_csv(), "nation.csv")
    assert read.bodies == simulation.nation.bodies
    assert "SYNTHETIC" in simulation.nation.register.name
