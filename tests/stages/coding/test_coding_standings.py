"""How far the coding of each request is: kept in step with the codings, and the same when folded anew."""

from itertools import cycle, product

import pytest
from factories.journeys import CODED, Word, hand_in, request_of, take_in, take_over
from factories.studies import STUDY, addressed, answer, letter, write_mbox, write_study

from askall.asking import services as asking
from askall.asking.models import Standing
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.coding.forms import BEGUN, DISPUTED, DONE
from askall.coding.models import CitedSection, CodedBy, CodingEntry, CodingStanding
from askall.coding.records import Coding, CodingFilters
from askall.coding.services.standings import restate_all
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.study import services as studies

pytestmark = pytest.mark.django_db


def folded():
    """All that is derived, without its own keys."""
    return (
        sorted(CodingStanding.objects.values_list("request_id", "state", "outcome", "settled", "disputes")),
        sorted(CodedBy.objects.values_list("request_id", "coder__username")),
        sorted(CitedSection.objects.values_list("request_id", "section", "provision")),
    )


def listed(study, **filters):
    rows, number = coding.coding_list(study=study, filters=CodingFilters(**filters))
    assert number == len(rows)
    return [one.id for one in rows]


def test_folding_all_again_changes_nothing(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    hand_in(record, tmp_path, now, "ben", CODED | {("HLM", "camera_count"): Word("not_stated")})
    before = folded()
    assert len(before[0]) == 4
    seen = []
    assert restate_all(study=record, progress=seen.append) == 5
    assert seen == [5]
    assert folded() == before


def test_a_list_shows_how_far_each_request_is(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna", {one: CODED[one] for one in CODED if one[0] in ("HLM", "STN")})
    hand_in(record, tmp_path, now, "ben", {("STN", "outcome"): CODED["STN", "outcome"],
                                           ("HLM", "camera_count"): Word("not_stated")})  # fmt: skip
    assert listed(record) == ["GLN", "HLM", "STN", "WXB"], "by name; nobody has heard from Pentrefan"
    assert listed(record, state="nobody") == ["GLN", "WXB"]
    assert listed(record, state="disagreement") == ["HLM"]
    assert listed(record, state="done") == ["STN"]
    assert listed(record, by="ben") == ["HLM", "STN"]
    assert listed(record, not_by="ben") == ["GLN", "WXB"]
    assert listed(record, q="holm") == ["HLM"]
    assert listed(record, q="holm", not_by="ben") == []
    (row,), _ = coding.coding_list(study=record, filters=CodingFilters(state="disagreement"))
    assert (row.coders, row.disputed) == (("anna", "ben"), ("camera_count",))


def test_a_page_of_a_list_knows_how_many_there_are(record):
    rows, number = coding.coding_list(study=record, offset=1, limit=2)
    assert ([one.id for one in rows], number) == (["HLM", "STN"], 4)


def test_what_is_next_goes_round_the_list(record, tmp_path, now):
    key = {body: request_of(record, body).key for body in ("GLN", "HLM", "STN", "WXB")}
    hand_in(record, tmp_path, now, "anna", {("HLM", "outcome"): CODED["HLM", "outcome"]})

    def following(person, after=None, **filters):
        row = coding.next_to_code(study=record, person=person, filters=CodingFilters(**filters), after=after)
        return row and row.id

    assert following("anna") == "GLN"
    assert following("anna", key["GLN"]) == "STN", "she has coded Holmdale"
    assert following("ben", key["GLN"]) == "HLM"
    assert following("ben", key["WXB"]) == "GLN"
    assert following("anna", key["GLN"], q="glen") is None
    assert coding.next_to_settle(study=record) is None
    hand_in(record, tmp_path, now, "ben", {("HLM", "outcome"): Word("not_held", CODED["HLM", "outcome"].quote)})
    assert coding.next_to_settle(study=record).id == "HLM"
    assert coding.next_to_settle(study=record, after=key["HLM"]) is None


def test_the_neighbours_of_a_request_are_those_that_fit(record):
    key = {body: request_of(record, body).key for body in ("GLN", "HLM", "STN", "PNT")}

    def beside(body, **filters):
        found = coding.neighbours(study=record, filters=CodingFilters(**filters), key=key[body])
        return [one and one.id for one in found]

    assert beside("GLN") == [None, "HLM"]
    assert beside("STN") == ["HLM", "WXB"]
    assert beside("PNT") == ["HLM", "STN"], "also of one that is not in the list itself"
    assert beside("STN", q="council") == ["HLM", "WXB"]
    assert beside("STN", q="glenmorra") == ["GLN", None]
    assert coding.neighbours(study=record, filters=CodingFilters(), key=10**9) == (None, None)


def test_sections_are_those_of_the_machine_until_people_have_settled_the_outcome(record, tmp_path, now):
    starney = request_of(record, "STN").key
    assert [(one.section, one.title, one.requests) for one in coding.cited_sections(study=record)] == [
        ("FOIA 31", "Law enforcement", 1)
    ]
    assert coding.citing(study=record, section="FOIA 31") == {starney}
    assert coding.outcomes_so_far(requests=[starney])[starney].settled is False
    other = {("STN", "outcome"): Word("refused", CODED["STN", "outcome"].quote, "FOIA 24; FOIA 12")}
    hand_in(record, tmp_path, now, "anna", other)
    assert coding.citing(study=record, section="FOIA 31") == {starney}, "one coder settles nothing"
    hand_in(record, tmp_path, now, "ben", other)
    assert [one.section for one in coding.cited_sections(study=record)] == ["FOIA 12", "FOIA 24"]
    assert coding.citing(study=record, section="FOIA 31") == frozenset()
    so_far = coding.outcomes_so_far(requests=[starney])[starney]
    assert (so_far.outcome, so_far.provisions, so_far.settled) == ("refused", ("FOIA 24", "FOIA 12"), True)


def test_another_codebook_or_number_of_coders_folds_all_again(coded, tmp_path, now):
    assert coding.coding_progress(study=coded)["complete"] == 4
    three = studies.save_study(
        path=write_study(tmp_path, STUDY.replace("coders = 2", "coders = 3")), register=shipped(), by="alice", at=now
    )
    assert coding.coding_progress(study=three)["begun"] == 4
    changed = STUDY.replace('choices = ["yes", "no", "formerly"]', 'choices = ["uses", "no"]')
    path = write_study(tmp_path, changed.replace('answer = "yes"', 'answer = "uses"'))
    newer = studies.save_study(path=path, register=shipped(), by="alice", at=now)
    assert listed(newer, state="begun") == ["GLN", "WXB"], "their “yes” waits to be coded again"
    assert listed(newer, state="done") == ["HLM", "STN"]


def test_the_first_coding_after_a_change_folds_all_again(coded, tmp_path, now):
    path = write_study(tmp_path, STUDY.replace("coders = 2", "coders = 3"))
    three = studies.save_study(path=path, register=shipped(), by="alice", at=now)
    hand_in(three, tmp_path, now, "clara", {("STN", "outcome"): CODED["STN", "outcome"]})
    states = dict(CodingStanding.objects.values_list("request__body__code", "state"))
    assert states == {"WXB": "begun", "HLM": "begun", "GLN": "begun", "STN": "done"}


def test_what_is_taken_out_of_a_request_is_no_longer_heard_from(record, now):
    (message,) = [one for one in mail.messages(requests=[request_of(record, "HLM").key]) if not one.outgoing]
    mail.move_message(sha256=message.sha256, to_request=None, by="alice", at=now)
    assert listed(record) == ["GLN", "STN", "WXB"]
    progress = coding.coding_progress(study=record)
    assert (progress["heard"], progress["silent"], progress["nobody"]) == (3, 2, 3)


def test_heard_from_are_those_with_mail_of_theirs(tmp_path, store, now):
    """Also a machine's: a person says then that nothing but automatic mail came."""
    take_over(tmp_path, now)
    automatic = answer(4, "foi@pentrefan.gov.uk", "This mailbox is read on weekdays.\n", days=0)
    automatic["Auto-Submitted"] = "auto-replied"
    box = [letter(*one) for one in addressed()] + [automatic]
    take_in(write_mbox(tmp_path / "box.mbox", box), store, now)
    heard = {one.key for one in asking.requests() if one.state.heard}
    assert len(heard) == 1
    assert heard == mail.heard_requests()


def test_a_coding_is_added_without_reading_the_other_requests(record, tmp_path, now, monkeypatch):
    hand_in(record, tmp_path, now, "anna")
    read, starney = [], request_of(record, "STN").key
    known = asking.requests
    monkeypatch.setattr(asking, "requests", lambda **given: read.append(given.get("keys")) or known(**given))
    one = Coding("STN", "uses_hikvision", "unclear", "anna", "coder", 1, now)
    assert coding.save_codings(study=record, codings=[one], by="anna", at=now) == 1
    assert read
    assert all(keys is not None and set(keys) == {starney} for keys in read)
    with pytest.raises(BadInput, match="has no request “WXB-2”"):
        coding.save_codings(study=record, codings=[Coding("WXB-2", *["x"] * 4, 1, now)], by="anna", at=now)
    assert CodingEntry.objects.filter(value="unclear").count() == 1


def test_figures_and_lists_ask_no_more_for_more_requests(coded, now, django_assert_num_queries):
    asking.open_requests(study=coded.slug, wave=2, by="alice", at=now)
    coding.coding_progress(study=coded)
    with django_assert_num_queries(9):
        coding.coding_progress(study=coded)
    with django_assert_num_queries(5):
        coding.coding_list(study=coded)


def test_progress_counts_what_a_look_at_each_request_counts(coded, now, monkeypatch):
    """It counts by what is left out, so that an index can: here every mixture of coded, heard and replied."""
    asking.open_requests(study=coded.slug, wave=2, by="alice", at=now)
    asking.open_requests(study=coded.slug, wave=3, by="alice", at=now)
    coding.coding_progress(study=coded)
    monkeypatch.setattr("askall.coding.services.lists.keep_in_step", lambda study: None)
    states = ("", BEGUN, DISPUTED, DONE)
    stands = ((False, None), (True, None), (True, now.date()))
    told = dict.fromkeys(("heard", "silent", "complete", "begun", "disputed", "nobody", "replies_complete"), 0)
    names = {BEGUN: "begun", DISPUTED: "disputed", DONE: "complete", "": "nobody"}
    CodingStanding.objects.all().delete()
    standings = list(Standing.objects.order_by("request_id"))
    assert len(standings) > len(states) * len(stands)
    for one, (state, (heard, replied)) in zip(standings, cycle(product(states, stands)), strict=False):
        Standing.objects.filter(pk=one.pk).update(heard=heard, first_reply_on=replied)
        if state:
            CodingStanding.objects.create(
                request_id=one.request_id, study_id=coded.key, state=state, settled=True, disputes=state == DISPUTED
            )
        told["heard" if heard else "silent"] += 1
        told[names[state]] += heard
        told["replies_complete"] += state == DONE and replied is not None
    progress = coding.coding_progress(study=coded)
    assert {name: progress[name] for name in told} == told
    assert progress["disagreements"] == told["disputed"]
