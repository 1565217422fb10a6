"""The shipped register: counts, links, names, and what became of a body."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.bodies.domains import registered_domain
from askall.bodies.frame import frame, later
from askall.bodies.records import Body
from askall.bodies.register import Register, shipped
from askall.foundation.errors import BadInput

COUNTS = Path(__file__).parents[2] / "samples" / "bodies" / "council_counts.csv"
FOUNDING = date(2022, 2, 7)
RECENT = date(2026, 11, 23)


def count_rows():
    with COUNTS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_table_of_counts_is_whole():
    assert len(count_rows()) == 7 * 26
    assert {row["dimension"] for row in count_rows()} == {"nation", "type", "region", "all"}


@pytest.mark.parametrize("row", count_rows(), ids=lambda row: f"{row['date']} {row['value']}")
def test_every_count_is_reproduced(row):
    as_at = date.fromisoformat(row["date"])
    chosen = {"nation": "nations", "type": "types", "region": "regions"}.get(row["dimension"])
    bodies = shipped().select(as_at, **({chosen: [row["value"]]} if chosen else {}))
    assert len(bodies) == int(row["count"])


@pytest.mark.parametrize("as_at", sorted({row["date"] for row in count_rows()}))
def test_the_counts_leave_no_type_or_region_out(as_at):
    for dimension in ("type", "region", "nation"):
        told = {row["value"] for row in count_rows() if row["date"] == as_at and row["dimension"] == dimension}
        assert {getattr(body, dimension) for body in shipped().in_force(date.fromisoformat(as_at))} == told


def test_the_frame_of_the_founding_study():
    asked = frame(shipped(), FOUNDING)
    assert len(asked.bodies) == 398
    assert sum(body.type == "London borough" for body in asked.bodies) == 32
    assert [body.id for body in asked.bodies if body.type == "City of London"] == ["LND"]
    assert {body.law for body in asked.bodies if body.nation == "Scotland"} == {"FOISA"}
    assert {body.law for body in asked.bodies if body.nation != "Scotland"} == {"FOIA"}
    assert len(shipped().in_force(RECENT)) == 382


def test_every_link_resolves_and_every_abolished_body_has_a_successor():
    register = shipped()
    for body in register.bodies:
        assert all(register.get(one).start == body.end for one in body.successors)
        if body.end:
            assert register.successors(body), body.name
            assert register.became(body, body.end)
    assert all(registered_domain(one) == one for body in register.bodies for one in body.domains)


def test_short_names_tell_bodies_apart():
    names = [body.short_name for body in shipped().bodies]
    assert len(names) == len(set(names))


def test_became_follows_several_mergers():
    register = shipped()
    taunton = register.get("TAU")
    assert register.became(taunton, date(2019, 3, 31)) == (taunton,)
    assert [one.id for one in register.became(taunton, FOUNDING)] == ["SWT"]
    assert [one.id for one in register.became(taunton, RECENT)] == ["SMT"]
    assert "TAU" in {one.id for one in register.came_from(register.get("SMT"), date(2018, 1, 1))}
    assert [one.id for one in register.became(register.get("CMA"), RECENT)] == ["CBD", "WAF"]


def test_links_given_on_one_side_only_still_count():
    old = Body("old", "Old", "Old", "x", "Wales", "Wales", "FOIA", end=date(2020, 1, 1))
    new = Body("new", "New", "New", "x", "Wales", "Wales", "FOIA", start=date(2020, 1, 1), predecessors=("old",))
    register = Register("two", (old, new))
    assert register.successors(old) == (new,)
    assert register.became(old, date(2021, 1, 1)) == (new,)


def test_a_ring_of_successors_ends():
    ring = [
        Body(one, one, one, "x", "Wales", "Wales", "FOIA", end=date(2020, 1, 1), successors=(after,))
        for one, after in (("a", "b"), ("b", "a"))
    ]
    assert Register("ring", tuple(ring)).became(ring[0], date(2021, 1, 1)) == ()
    assert later(ring[0], Register("ring", tuple(ring)), date(2021, 1, 1)).count("replaced") == 2


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("London Borough of Hackney", ["HCK"]),
        ("hackney council", ["HCK"]),
        ("Shepway District Council", ["SHE"]),
        ("Western Isles Council", ["ELS"]),
        ("Kings Lynn & West Norfolk", ["KIN"]),
        ("sir ynys mon", ["AGY"]),
        ("Colchester Borough Council", ["COL"]),
        ("Derby City Council", ["DER"]),
        ("Derbyshire", ["DBY"]),
        ("Somerset Council", ["SMT"]),
        ("Somerset County Council", ["SOM"]),
        ("Somerset", ["SMT", "SOM"]),
        ("Atlantis", []),
        ("Council", []),
        ("", []),
    ],
)
def test_bodies_are_found_by_present_former_and_other_names(name, ids):
    assert [body.id for body in shipped().find(name)] == ids


def test_each_body_is_found_by_its_own_name():
    assert all(shipped().find(body.name) == (body,) for body in shipped().bodies)


@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name):
    assert all(isinstance(one, Body) for one in shipped().find(name))


@pytest.mark.parametrize("asked", [{"types": ["borough"]}, {"nations": ["Mercia"]}, {"regions": ["Narnia"]}])
def test_an_unknown_kind_of_body_is_refused_with_the_known_ones(asked):
    with pytest.raises(BadInput, match=r"Known: .*(unitary|Wales)"):
        frame(shipped(), FOUNDING, **asked)


def test_kinds_are_told_apart_by_words_not_case():
    assert len(frame(shipped(), FOUNDING, types=["london borough", " City of London"]).bodies) == 33


def test_a_frame_nobody_is_in_is_refused():
    with pytest.raises(BadInput, match="No body"):
        frame(shipped(), FOUNDING, types=["London borough"], nations=["Wales"])


def test_a_frame_is_the_same_whatever_the_order_of_the_register():
    turned = Register("turned", tuple(reversed(shipped().bodies)))
    assert frame(turned, FOUNDING) == frame(shipped(), FOUNDING)
    assert frame(turned, FOUNDING).sha256 == frame(shipped(), FOUNDING).sha256
    assert frame(turned, RECENT).sha256 != frame(shipped(), FOUNDING).sha256


def test_later_tells_what_became_of_a_body_of_the_frame():
    register = shipped()
    craven, cumbria, adur = register.get("CRA"), register.get("CMA"), register.get("ADU")
    assert later(craven, register, FOUNDING) == ""
    assert later(adur, register, RECENT) == ""
    assert later(craven, register, RECENT) == (
        "Craven District Council was merged with 7 other bodies into North Yorkshire Council on 1 April 2023."
    )
    assert later(cumbria, register, RECENT) == (
        "Cumbria County Council was abolished on 1 April 2023; "
        "its area passed to Cumberland Council and Westmorland and Furness Council."
    )
    both = later(register.get("TAU"), register, RECENT)
    assert "1 April 2019" in both
    assert both.endswith("into Somerset Council on 1 April 2023.")


def test_later_uses_the_register_not_the_frozen_copy():
    register = shipped()
    frozen = Body("CRA", "Craven District Council", "Craven", "district", "England", "Yorkshire", "FOIA")
    assert "merged" in later(frozen, register, RECENT)
    gone = Body("gone", "Gone Council", "Gone", "district", "England", "x", "FOIA", end=date(2020, 1, 1))
    assert later(gone, register, RECENT) == "Gone Council was abolished on 1 January 2020."
