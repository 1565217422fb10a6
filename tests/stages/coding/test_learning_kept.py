"""Learning in the database: from final codings only, for requests that nobody has coded, and when it is time."""

import pytest
from factories.journeys import CODED, Word, coded_study, hand_in, read_all, request_of, take_in, take_over
from factories.studies import STUDY, mailbox_messages, write_mbox

from askall.coding import services as coding
from askall.coding.models import LearntModel, TeachingTurn
from askall.coding.records import Coding
from askall.coding.services.learnt import VERSION
from askall.reading.learning import CALIBRATE, Model
from askall.team.records import MACHINE_READER

pytestmark = pytest.mark.django_db


def keep(study, now, model):
    """A model as if it had been learnt."""
    LearntModel.objects.create(
        study_id=study.key,
        codebook_id=study.codebook_key,
        reader=VERSION,
        decisions=10,
        at=now,
        model=model.as_json(),
        report={},
        picture="",
    )


MODEST = Model(CALIBRATE, 1.0, (("all", -2.0),))


def test_it_learns_from_final_values_and_tells_what_that_gained(coded, now):
    found = coding.learn_from_codings(study=coded, at=now)
    assert found.decisions >= 10
    assert found.report["bodies"] == 4
    before, after = found.report["before"], found.report["after"]
    assert before["right"] + before["wrong"] + before["abstained"] + before["left_open"] == found.decisions
    assert after["right"] - after["wrong"] >= before["right"] - before["wrong"]
    assert found.picture.startswith("<svg")
    assert coding.learnt(study=coded).report == found.report


def test_before_anybody_has_coded_there_is_nothing_to_learn(record, now):
    assert coding.learn_if_due(study=record, at=now) is None
    assert coding.learnt(study=record) is None


def test_each_persons_coding_teaches_and_where_two_disagree_none_does(record, tmp_path, now):
    hand_in(record, tmp_path, now, "anna")
    alone = coding.learn_if_due(study=record, at=now)
    assert alone.decisions == len(CODED)
    other = CODED | {("HLM", "camera_count"): Word("3", "There are 0 cameras made by Hikvision.")}
    hand_in(record, tmp_path, now, "ben", other)
    assert coding.learn_from_codings(study=record, at=now).decisions == len(CODED) - 1


def test_the_machine_teaches_itself_nothing(record, now):
    assert coding.save_suggestions(study=record, at=now) == 0, "read_all has saved them"
    assert coding.learn_from_codings(study=record, at=now).decisions == 0


def test_each_question_has_its_figures_and_they_add_up(coded, now):
    report = coding.learn_from_codings(study=coded, at=now).report
    assert [one["variable"] for one in report["questions"]] == ["outcome", "camera_count", "uses_hikvision"]
    for side in ("before", "after"):
        assert sum(one[side]["right"] for one in report["questions"]) == report[side]["right"]


def test_it_is_measured_by_the_line_that_the_study_draws(tmp_path, store, now):
    """A study that lets the machine say nothing unless it is certain has no right and no wrong words of it."""
    certain = coded_study(tmp_path, store, now, STUDY + "\n[reading]\nabstain_below = 1.0\n")
    before = coding.learn_from_codings(study=certain, at=now).report["before"]
    assert before["right"] == before["wrong"] == 0
    assert before["abstained"] + before["left_open"] == len(CODED)


def test_it_learns_again_only_when_there_is_more_to_learn_from(coded, now):
    assert coding.learn_if_due(study=coded, at=now) is not None
    assert coding.learn_if_due(study=coded, at=now) is None


def test_what_was_learnt_is_used_where_nobody_has_coded(record, now):
    before = coding.suggestions(study=record)
    keep(record, now, MODEST)
    after = coding.suggestions(study=record)
    assert after.keys() == before.keys()
    for request, words in after.items():
        assert all(word.confidence < before[request][name].confidence for name, word in words.items())


def test_the_machines_word_on_a_coded_request_is_not_what_its_coders_taught_it(coded, now):
    before = coding.suggestions(study=coded)
    keep(coded, now, MODEST)
    assert coding.suggestions(study=coded) == before


def test_agreement_is_that_of_the_reader_alone_whatever_was_learnt_when(coded, now):
    """Also where what was learnt had said otherwise of a request before anybody coded it."""
    _, alone = coding.agreement(study=coded)
    request, version = request_of(coded, "WXB"), coded.codebook.version
    learnt = Coding(request.id, "uses_hikvision", "unclear", MACHINE_READER, "machine", version, now)
    assert coding.save_codings(study=coded, codings=[learnt], by=MACHINE_READER, at=now) == 1
    assert coding.agreement(study=coded)[1] == alone


def test_another_codebook_forgets_what_was_learnt(coded, now):
    coding.learn_from_codings(study=coded, at=now)
    LearntModel.objects.update(reader="reader 0, learner 0")
    assert coding.learnt(study=coded) is None


def test_the_request_whose_turn_it_is_teaches_most(record, now):
    coding.save_suggestions(study=record, at=now)
    order = list(TeachingTurn.objects.order_by("turn").values_list("request_id", flat=True))
    found = coding.teaches_most(study=record)
    assert found.key == order[0]
    assert coding.teaches_most(study=record, after=found.key).key == order[1]
    assert len(order) == 4, "the silent one has nothing to teach"


def test_whoever_was_coded_teaches_nothing_more(record, tmp_path, now):
    first = coding.teaches_most(study=record)
    hand_in(record, tmp_path, now, "anna", {key: word for key, word in CODED.items() if key[0] == first.id})
    assert coding.teaches_most(study=record).key != first.key, "also before the order is worked out anew"
    coding.save_suggestions(study=record, at=now)
    assert not TeachingTurn.objects.filter(request_id=first.key).exists()


def test_the_order_is_the_same_when_worked_out_anew(record, now):
    columns = ("request_id", "turn", "alike")
    before = sorted(TeachingTurn.objects.values_list(*columns))
    TeachingTurn.objects.all().delete()
    coding.save_suggestions(study=record, at=now)
    assert sorted(TeachingTurn.objects.values_list(*columns)) == before != []


def test_nothing_is_left_that_could_teach_when_all_is_coded(coded):
    assert coding.teaches_most(study=coded) is None


def test_what_is_less_sure_than_the_study_asks_for_is_not_suggested(tmp_path, store, now):
    strict = take_over(tmp_path, now, STUDY + "\n[reading]\nabstain_below = 0.95\n")
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(strict, store, now)
    words = coding.suggestions(study=strict)[request_of(strict, "WXB").id]
    assert strict.protocol.abstain_below == 0.95
    assert all(word.confidence >= 0.95 for word in words.values())
