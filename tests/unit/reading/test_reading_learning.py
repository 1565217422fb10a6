"""Learning from people's codings: it helps where there is something to learn, and otherwise leaves all as it is."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from askall.reading.leaning import said_above
from askall.reading.learning import FEWEST, FITS, LESS_SURE, Lesson, applied, learn, model_from_json
from askall.reading.records import Evidence, Suggestion

QUOTE = (Evidence("words", 0, 0, 5),)


def suggestion(value, confidence=0.8, why=(), others=()):
    seconds = tuple(Suggestion(other, 0.3, QUOTE) for other in others)
    return Suggestion(value, confidence, QUOTE if value else (), "" if value else "unclear", tuple(why), seconds)


def lessons_where_one_reason_misleads(number):
    """A no that rests on "a sentence speaks of it" is a yes in this study, whatever the reader thinks."""
    found = []
    for at in range(number):
        if at % 3:
            found.append(
                Lesson(f"b{at}", "uses", suggestion("yes", 0.8, ["the answer opens with “yes”"], ["no"]), "yes")
            )
        else:
            found.append(Lesson(f"b{at}", "uses", suggestion("no", 0.75, ["a sentence speaks of it"], ["yes"]), "yes"))
    return found


def test_a_reason_that_misleads_is_unlearnt():
    learnt = learn(lessons_where_one_reason_misleads(60))
    assert learnt.model.way == "choose"
    assert learnt.after.right > learnt.before.right + 15
    new = applied(suggestion("no", 0.75, ["a sentence speaks of it"], ["yes"]), "uses", learnt.model)
    assert (new.value, new.evidence) == ("yes", QUOTE)
    assert [one.value for one in new.others] == ["no"]


def test_a_boastful_reader_learns_modesty():
    lessons = [Lesson(f"b{at}", "uses", suggestion("yes", 0.95), "yes" if at % 10 < 7 else "no") for at in range(100)]
    learnt = learn(lessons)
    assert learnt.model.way == "calibrate"
    seen = applied(suggestion("yes", 0.95), "uses", learnt.model)
    assert seen.value == "yes"
    assert 0.6 < seen.confidence < 0.8
    assert learnt.after.calibration_error < learnt.before.calibration_error / 2


def test_too_few_lessons_teach_nothing_and_neither_does_a_single_body():
    assert learn(lessons_where_one_reason_misleads(FEWEST - 1)).model.way == "none"
    one_body = [Lesson("same", "uses", suggestion("yes"), "no") for _ in range(50)]
    assert learn(one_body).model.way == "none"


def test_ten_lessons_are_enough_to_try():
    tried = dict(learn(lessons_where_one_reason_misleads(FEWEST)).tried)
    assert set(tried) == {"none", "calibrate", "choose"}


def test_it_tells_how_far_it_is_and_what_it_learnt_of_each_question():
    lessons = lessons_where_one_reason_misleads(60)
    lessons += [Lesson(one.body, "has_policy", suggestion("no", 0.9), "no") for one in lessons]
    told = []
    learnt = learn(lessons, progress=told.append)
    assert told == list(range(1, FITS + 1))
    found = {variable: (before, after) for variable, before, after in learnt.by_variable}
    assert list(found) == ["has_policy", "uses"]
    assert [one.right for one in found["has_policy"]] == [60, 60]
    before, after = found["uses"]
    assert after.right > before.right + 15
    assert sum(one.right for one, _ in found.values()) == learnt.before.right


def test_where_no_line_is_drawn_the_reader_is_measured_without_one():
    """A reader that is right though it doubts itself is not made to look worse than it is in use."""
    lessons = [Lesson(f"b{at}", "uses", suggestion("yes", 0.4), "yes") for at in range(40)]
    assert learn(lessons).before.right == 40
    assert learn(lessons, 0.5).before.right == 0
    assert learn(lessons, 0.5).after.right == 40


def test_what_is_right_already_is_left_as_it_is():
    lessons = [Lesson(f"b{at}", "uses", suggestion("yes", 0.9, ["x"], ["no"]), "yes") for at in range(40)]
    learnt = learn(lessons)
    assert learnt.after.right == learnt.before.right == 40
    assert applied(suggestion("yes", 0.9, ["x"], ["no"]), "uses", learnt.model).value == "yes"


def test_below_the_line_it_abstains_and_keeps_what_it_weighed():
    unsure = said_above(suggestion("yes", 0.4, ["x"], ["no"]), 0.5, LESS_SURE)
    assert unsure.value is None
    assert unsure.abstained == LESS_SURE
    assert [one.value for one in unsure.others] == ["yes", "no"]
    assert said_above(suggestion("yes", 0.5), 0.5, LESS_SURE).value == "yes"


def test_a_model_survives_being_kept_and_the_same_lessons_give_the_same():
    learnt = learn(lessons_where_one_reason_misleads(60))
    again = learn(lessons_where_one_reason_misleads(60))
    assert learnt.model == again.model
    kept = model_from_json(json.loads(json.dumps(learnt.model.as_json())))
    some = suggestion("no", 0.75, ["a sentence speaks of it"], ["yes"])
    assert applied(some, "uses", kept) == applied(some, "uses", learnt.model)


VALUES = st.sampled_from(["yes", "no", "formerly", None])
SOME_LESSONS = st.lists(
    st.builds(
        lambda body, value, sure, why, others, decided: Lesson(
            f"b{body}", "uses", suggestion(value, sure, why, [one for one in others if one != value]), decided
        ),
        st.integers(0, 30),
        VALUES,
        st.floats(0.01, 0.99),
        st.lists(st.sampled_from(["a", "b", "c"]), max_size=2, unique=True),
        st.lists(st.sampled_from(["yes", "no"]), max_size=2, unique=True),
        st.sampled_from(["yes", "no", "formerly", ""]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(SOME_LESSONS, st.sampled_from([0.0, 0.3, 0.5, 0.8]))
def test_it_is_never_worse_than_no_learning_on_lessons_it_was_not_taught_by(lessons, line):
    learnt = learn(lessons, line)
    worth = {way: one.right - one.wrong for way, one in learnt.tried}
    assert worth[learnt.model.way] >= worth["none"]
    for one in lessons:
        seen = applied(one.suggestion, one.variable, learnt.model, line)
        assert 0.0 <= seen.confidence <= 1.0
        assert seen.value is None or (seen.confidence >= line and seen.evidence)
