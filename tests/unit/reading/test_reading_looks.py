"""What the marks of a document say of its words: struck and deleted ones are not read, colour tells answers apart."""

from hypothesis import given
from hypothesis import strategies as st

from askall.reading.looks import said
from askall.reading.read import read
from askall.reading.records import Span, Text
from askall.study.records import Question

USES = Question("uses", "Does the council use Larkvision cameras?", "choice", ("yes", "no"), ("Larkvision",))
COUNT = Question("count", "How many Larkvision cameras are there?", "number", (), ("Larkvision",))


def marked(text, *marks):
    return Text("letter", text, "x", marks=tuple(Span(kind, text.index(words), text.index(words) + len(words)) for kind, words in marks))  # fmt: skip # noqa: E501


def answers_to(text, *questions):
    return dict(read([text], questions, "FOIA").answers)


def test_what_was_struck_or_taken_out_is_not_the_bodys_word():
    plain = "Dear Ms Poe\n1. Does the council use Larkvision cameras?\nYes No\nYours sincerely\n"
    assert answers_to(marked(plain, ("struck", "Yes ")), USES)["uses"].value == "no"
    tracked = "1. How many Larkvision cameras are there?\nThere are 47 56 Larkvision cameras.\n"
    assert answers_to(marked(tracked, ("deleted", "47 ")), COUNT)["count"].value == 56


def test_a_page_header_says_nothing():
    text = "We do not hold this\nDear Ms Poe\nThe council uses 56 Larkvision cameras in its car parks.\n"
    assert read([marked(text, ("header", "We do not hold this"))], (), "FOIA").outcome.value == "answered"


def test_answers_told_apart_by_colour_alone():
    text = (
        "Your request:\nWhich maker supplies the cameras?\nLarkvision and two others, bought from a reseller\n"
        "How many Larkvision cameras are there?\n56, all of them in libraries\nYours sincerely\n"
    )
    plain = answers_to(marked(text), COUNT)["count"]
    told = answers_to(
        marked(
            text,
            ("colour", "Larkvision and two others, bought from a reseller"),
            ("colour", "56, all of them in libraries"),
        ),
        COUNT,
    )["count"]
    assert told.value == 56
    assert told.evidence[0].quote == "56, all of them in libraries"
    assert plain.value in (None, 56)


@given(st.lists(st.tuples(st.sampled_from(["deleted", "struck", "bold"]), st.integers(0, 60), st.integers(0, 60))))
def test_what_is_left_covers_all_that_was_not_taken_out_once(marks):
    given_marks = [Span(kind, min(pair), max(pair)) for kind, *pair in marks]
    left = said([Span("own", 0, 30), Span("quoted", 30, 60)], given_marks)
    gone = {at for one in given_marks if one.kind != "bold" for at in range(one.start, one.end)}
    covered = [at for span in left for at in range(span.start, span.end)]
    assert covered == sorted(set(range(60)) - gone)
    assert all(span.kind == ("own" if span.end <= 30 else "quoted") for span in left)
