"""What a language model is given of a text, and what its answers must stand up to: the pure part."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.foundation.quoting import places
from askall.reading.alignment import align
from askall.reading.hiding import hide
from askall.reading.model_checks import LONGEST_QUOTE, Letter, checked, same_value, value_of
from askall.reading.model_pieces import Slice, pieces
from askall.reading.model_prompt import Given, answers_in, look_in, looking_prompt, reading_prompt
from askall.reading.model_reading import ModelJob, Reply, read_by_model
from askall.reading.passages import passages
from askall.reading.records import Text
from askall.study.records import LanguageModel, Question

USES = Question("uses", "Does the council use equipment made by Larkvision?", "choice", ("yes", "no", "formerly"), ("Larkvision",))  # fmt: skip # noqa: E501
COUNT = Question("count", "How many cameras made by Larkvision?", "number", (), ("Larkvision",))
MONEY = Question("cost", "How much was paid for Larkvision cameras?", "money", (), ("Larkvision",))
DAY = Question("until", "When does the contract with Larkvision end?", "date", (), ("Larkvision",))
MAKES = Question("makes", "Which makes are used?", "list", (), ("makes",))
WORDS = Question("who", "Who installed the Larkvision cameras?", "text", (), ("Larkvision",))
STANCE = Question("stance", "Will the council buy Larkvision?", "choice", ("ruled out", "undecided"), ("Larkvision",))
REASON = Question("reason", "Why was Larkvision given up?", "choice", ("human_rights", "security", "something else"), ("Larkvision",))  # fmt: skip # noqa: E501
FACES = Question("faces", "Is facial recognition used?", "choice", ("yes", "no"), ("facial recognition",))
MODEL = LanguageModel("http://127.0.0.1:1/v1", "small")

paragraphs = st.lists(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=80)
    | st.sampled_from(["Yes.", "1. How many?", "a\tb", "", " "]),
    max_size=30,
).map("\n".join)


@given(st.lists(paragraphs, max_size=4), st.integers(20, 400))
def test_every_character_of_every_text_lies_in_a_piece(texts, length):
    seen = [[False] * len(text) for text in texts]
    for piece in pieces(texts, length):
        assert 0 < sum(map(len, piece)) <= length
        for one in piece:
            for at in range(one.start, one.end):
                seen[one.part][at] = True
    assert all(map(all, seen))


@given(st.integers(1, 4000), st.integers(500, 3000))
def test_a_text_without_any_gap_is_not_cut_off_either(size, length):
    found = pieces(["x" * size], length)
    assert max(one.end for piece in found for one in piece) == size
    assert all(sum(map(len, piece)) <= length for piece in found)


def test_short_texts_share_a_piece_and_long_ones_overlap_by_a_sentence():
    assert pieces(["One.", "Two."], 100) == [(Slice(0, 0, 4), Slice(1, 0, 4))]
    text = " ".join(f"Sentence number {n} stands here." for n in range(40))
    found = pieces([text], 300)
    for (before,), (after,) in pairwise(found):
        assert after.start < before.end
        assert text[after.start :].startswith("Sentence"), "each begins with a whole sentence"
        assert text[: before.end].rstrip().endswith("here."), "and ends with one"


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_hidden_places_lead_back(text, cuts):
    edges = sorted({min(one, len(text)) for one in cuts})
    holes = [(start, end, "[x]") for start, end in zip(edges[::2], edges[1::2], strict=False) if end > start]
    hidden = hide(text, holes)
    for start, end, _ in holes:
        at = next(left for left, _, begin, _ in hidden.holes if begin == start)
        assert hidden.original(at, at + 3) == (start, end)
        assert hidden.hidden(start, end) == "[x]"
    assert hidden.original(0, len(hidden.text)) == (0, len(text))
    assert hidden.hidden(0, len(text)) == hidden.text
    free = [at for at in range(len(text)) if not any(start <= at < end for start, end, _ in holes)]
    for at in free:
        assert hidden.hidden(at, at + 1) == text[at]


def test_a_figure_is_not_found_inside_a_longer_one():
    assert places("56 cameras made by them", "156 cameras made by them") == []
    assert places("yes", "Yes. yes. eyes") == [(5, 8)]


def letter_of(text, asked=""):
    texts = (Text("message", text, "a" * 64),)
    found = passages(texts, asked)
    return Letter(texts, [hide(text, ())], found, align(found))


def judged(question, value, quote, text, asked=""):
    letter = letter_of(text, asked)
    return checked(question, Given(value, quote), (Slice(0, 0, len(text)),), letter)


def why(question, value, said):
    text = f"Dear Sir,\n\nThank you for your request.\n\n{said}\n\nYours sincerely\n"
    return judged(question, value, said, text).why


@pytest.mark.parametrize(
    ("question", "value", "said"),
    [
        (USES, "yes", "The council uses Larkvision in its car parks."),
        (USES, True, "The council uses Larkvision in its car parks."),
        (USES, "no", "The council does not use Larkvision."),
        (USES, "formerly", "Larkvision cameras were removed in 2020."),
        (COUNT, 56, "There are 56 Larkvision cameras."),
        (COUNT, "1,560", "There are 1,560 Larkvision cameras."),
        (COUNT, "about 12".removeprefix("about "), "There are about 12 Larkvision cameras."),
        (COUNT, 0, "None of the cameras is from Larkvision."),
        (MONEY, "£1,250.50", "The Larkvision cameras cost £1,250.50 in all."),
        (DAY, "2024-03-31", "The contract with Larkvision ends on 31 March 2024."),
        (MAKES, ["Axis", "Larkvision"], "The makes in use are Axis and Larkvision."),
        (WORDS, "Starling Security Ltd", "The Larkvision cameras were put up by Starling Security Ltd."),
        (STANCE, "ruled out", "The council has ruled Larkvision out."),
        (REASON, "human_rights", "Larkvision was given up out of concern for human rights."),
        (REASON, "something else", "Larkvision was given up out of boredom."),
        (FACES, "yes", "Facial recognition is used at two sites."),
    ],
)
def test_what_stands_in_the_words_is_taken(question, value, said):
    assert why(question, value, said) == ""


@pytest.mark.parametrize(
    ("question", "value", "said", "reason"),
    [
        (USES, "yes", "The council does not use Larkvision.", "reads “no”"),
        (USES, "no", "The council uses Larkvision in its car parks.", "reads “yes”"),
        (USES, "yes", "Larkvision cameras were removed in 2020.", "reads “formerly”"),
        (USES, "yes", "Some of the cameras may be Larkvision.", "reads “hedged”"),
        (COUNT, 57, "There are 56 Larkvision cameras.", "cannot be read"),
        (COUNT, 56, "There are 156 Larkvision cameras.", "cannot be read"),
        (COUNT, 56, "There are more than 56 Larkvision cameras.", "cannot be read"),
        (COUNT, 2020, "The Larkvision cameras came in 2020.", "cannot be read"),
        (COUNT, "many", "There are many Larkvision cameras.", "no value of the codebook"),
        (COUNT, float("nan"), "There are many Larkvision cameras.", "no value of the codebook"),
        (MONEY, 1250, "There are 1250 Larkvision cameras.", "cannot be read"),
        (DAY, "2024-03-30", "The contract with Larkvision ends on 31 March 2024.", "cannot be read"),
        (DAY, "31 March 2024", "The contract with Larkvision ends on 31 March 2024.", "no value of the codebook"),
        (MAKES, ["Axis", "Dahua"], "The makes in use are Axis and Larkvision.", "“Dahua” does not stand"),
        (WORDS, "a local firm", "The Larkvision cameras were put up by Starling Ltd.", "does not stand in the quote"),
        (STANCE, "ruled out", "The council has not ruled out Larkvision.", "denies"),
        (REASON, "human_rights", "No, there is no plan to give Larkvision up.", "no word for “human_rights”"),
        (FACES, "yes", "Yes, we use it at two sites.", "does not say what it speaks of"),
    ],
)
def test_what_does_not_stand_in_the_words_is_not(question, value, said, reason):
    assert reason in why(question, value, said)


def test_part_of_a_sentence_is_judged_and_kept_as_the_whole_of_it():
    said = "It is not true that the council uses Larkvision."
    found = judged(USES, "yes", "the council uses Larkvision", f"Dear Sir,\n\n{said}\n")
    assert "reads “no”" in found.why
    assert found.evidence.quote == said


def test_the_words_of_the_request_are_no_evidence_but_may_stand_above_the_answer():
    asked = "1. Does the council use equipment made by Larkvision?"
    text = f"Dear Sir,\n\nPlease find our response below.\n\n{asked}\nYes.\n\n2. When?\nIn May.\n"
    alone = judged(USES, "yes", asked, text, asked)
    assert "not the body's own answer" in alone.why
    both = judged(USES, "yes", f"{asked}\nYes.", text, asked)
    assert both.why == ""
    assert both.evidence.quote == text[both.evidence.start : both.evidence.end]
    assert both.evidence.quote.endswith("Yes.")
    paired = judged(USES, "yes", "Yes.", text, asked)
    assert paired.why == "", "it stands under the question that asks this"
    assert paired.evidence.quote == f"{asked.removeprefix('1. ')}\nYes.", "which is kept with it"
    stray = judged(USES, "yes", "In May.", text, asked)
    assert stray.why == "the quote does not say what it speaks of"


def test_quoted_mail_is_no_evidence():
    text = "We have passed this on.\n\nFrom: A\nSent: today\nTo: B\n\nWe use Larkvision in all car parks.\n"
    assert "not the body's own answer" in judged(USES, "yes", "We use Larkvision in all car parks.", text).why


def test_a_page_is_no_quote():
    text = "Larkvision is used. " * 200
    assert "no evidence but a text" in judged(USES, "yes", text.strip(), text).why
    assert len(text) > LONGEST_QUOTE


def test_a_quote_must_lie_in_the_piece_that_was_read():
    text = "We use Larkvision.\n\nWe use Axis too."
    letter = letter_of(text)
    found = checked(USES, Given("yes", "We use Larkvision."), (Slice(0, 20, len(text)),), letter)
    assert found.why == "the quote does not stand in the text"


def test_values_are_compared_as_the_codebook_writes_them():
    assert value_of(COUNT, "1,560") == "1560"
    assert same_value(COUNT, "1560", 1560.0)
    assert same_value(USES, "yes", "YES")
    assert same_value(MAKES, "Axis; Dahua", ["dahua", "axis"])
    assert not same_value(USES, "yes", None)


KEYS = st.sampled_from(["answers", "uses", "count", "value", "quote"])
odd_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
).map(json.dumps)


@given(st.text(max_size=200) | odd_json)
def test_no_answer_of_a_model_breaks_the_reading(said):
    text = "We use Larkvision. There are 56 Larkvision cameras."
    job = ModelJob((Text("m", text, "a" * 64),), (USES, COUNT, MAKES, DAY), "")
    found = read_by_model(job, MODEL, lambda _: (), lambda _: Reply(said))
    for _, one in found.reading.answers:
        for each in one.evidence:
            assert text[each.start : each.end] == each.quote
    answers_in(said, [USES])
    look_in(said)


def test_a_piece_that_brings_nothing_costs_only_itself():
    text = "\n\n".join(["We use Larkvision in the north."] + [f"Line {n} of the report is long." for n in range(40)])
    job, calls = ModelJob((Text("m", text, "a" * 64),), (USES,), ""), []
    good = json.dumps({"answers": {"uses": {"value": "yes", "quote": "We use Larkvision in the north."}}})

    def ask(prompt):
        calls.append(prompt)
        if prompt.purpose == "look":
            return Reply('{"value": "yes"}')
        return Reply(good) if len(calls) == 1 else Reply("", "the line is down", failed=True)

    found = read_by_model(job, LanguageModel("http://127.0.0.1:1/v1", "small", piece=500), lambda _: (), ask)
    assert dict(found.reading.answers)["uses"].value == "yes"
    assert not found.complete
    assert {one.why for one in found.looks} == {"", "the line is down"}


def test_the_prompt_gives_questions_choices_and_guidance_and_the_look_names_no_value():
    guided = Question("uses", "Is it used?", "choice", ("yes", "no"), ("Larkvision",), (), "Leased ones count.")
    prompt = reading_prompt([guided, COUNT], "We ask you.", ["The reply."])
    for word in ("[uses]", "[count]", '["yes", "no"]', "Leased ones count.", "We ask you.", "The reply."):
        assert word in prompt.user
    look = looking_prompt(guided, "It is used.")
    assert "It is used." in look.user
    assert "We ask you." not in look.user
    assert prompt.sha256 != look.sha256
