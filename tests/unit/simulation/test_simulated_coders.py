"""The simulated coders quote what they code, slip at the stated rate, and adjudication mends every slip."""

from collections.abc import Iterable
from email import message_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.coding.records import Quote
from askall.documents.extract import extract
from askall.reading.records import Text
from askall.simulation.coders import ERROR_RATE, Casefile, Coder, decide, locate, settle, two_coders
from askall.simulation.letters import Letter, Statement
from askall.simulation.outgoing import protocol
from askall.simulation.reenactment import Simulation
from askall.study.records import Question

QUESTIONS = tuple(
    Question(one["id"], one["text"], one["kind"], tuple(one.get("choices", ()))) for one in protocol()["question"]
)


def _text(letter: Letter, name: str) -> Text:
    lines = (line for block in letter.blocks for line in (block.text, *("\t".join(row) for row in block.rows)))
    return Text("body", "\n".join(lines), name)


@pytest.fixture(scope="module")
def casefiles(simulation: Simulation) -> list[Casefile]:
    texts: dict[str, list[Text]] = {one.body: [] for one in simulation.requests}
    for mail in simulation.mails:
        if mail.truth.request and not mail.truth.outgoing:
            letters = [mail.plan.letter, *(file.letter for file in mail.plan.attachments)]
            texts[mail.truth.request] += [_text(one, f"{mail.truth.sha256}.{n}") for n, one in enumerate(letters)]
    return [
        Casefile(one, simulation.statements[one.body], tuple(reversed(texts[one.body])), QUESTIONS, {})
        for one in simulation.requests
    ]


def _all_quotes(case: Casefile, decisions: Iterable[object]) -> list[Quote]:
    return [quote for one in decisions for quote in one.quotes]  # type: ignore[attr-defined]


def test_a_faultless_reader_finds_the_truth(casefiles: list[Casefile]) -> None:
    for case in casefiles:
        told = {one.variable: one for one in decide(case)}
        if case.truth.outcome == "no_reply":
            assert [one.value for one in told.values()] == ["no_reply"]
            continue
        assert told["outcome"].value == case.truth.outcome
        assert told["outcome"].provisions == case.truth.provisions
        assert {name: one.value for name, one in told.items() if name != "outcome"} == dict(case.truth.answers)


def test_every_positive_answer_has_a_verbatim_quote(casefiles: list[Casefile]) -> None:
    for coder in two_coders(1):
        for case in casefiles:
            by_file = {text.sha256: text.text for text in case.texts}
            for one in coder.code(case):
                assert one.quotes or one.value in ("not_stated", "unclear", "not_applicable", "no_reply"), one
                for quote in one.quotes:
                    assert by_file[quote.sha256][quote.start : quote.end] == quote.quote


def test_coders_slip_at_about_the_stated_rate_and_never_together(casefiles: list[Casefile]) -> None:
    first, second = two_coders(1)
    slips = [0, 0]
    number = 0
    for case in casefiles:
        right = decide(case)
        wrong = [
            {one.variable for one, truly in zip(coder.code(case), right, strict=True) if one.value != truly.value}
            for coder in (first, second)
        ]
        assert not wrong[0] & wrong[1]
        slips = [slips[0] + len(wrong[0]), slips[1] + len(wrong[1])]
        number += len(right)
    assert number > 2000
    for count in slips:
        assert 0.5 * ERROR_RATE < count / number < 1.5 * ERROR_RATE


def test_adjudication_mends_every_slip(casefiles: list[Casefile]) -> None:
    first, second = two_coders(3)
    differences = 0
    for case in casefiles:
        one, other = first.code(case), second.code(case)
        settled = {decision.variable: decision for decision in settle(case, one, other)}
        final = [settled.get(decision.variable, decision) for decision in one]
        assert [(last.variable, last.value) for last in final] == [(d.variable, d.value) for d in decide(case)]
        differences += len(settled)
    assert differences > 50


def test_nothing_is_coded_from_letters_that_were_not_filed(casefiles: list[Casefile]) -> None:
    case = next(one for one in casefiles if one.truth.path == "plain")
    unseen = Casefile(case.truth, case.statements, (), QUESTIONS, {})
    assert decide(unseen) == ()


def test_a_coder_who_sees_only_the_acknowledgement_codes_that(
    simulation: Simulation, casefiles: list[Casefile]
) -> None:
    case = next(
        one
        for one in casefiles
        if one.truth.path == "plain" and any(said.value == "acknowledged" for said in one.statements)
    )
    words = next(said.text for said in case.statements if said.value == "acknowledged")
    only = Casefile(case.truth, case.statements, (Text("body", words, "f"),), QUESTIONS, {})
    told = {one.variable: one.value for one in decide(only)}
    assert told["outcome"] == "acknowledged"
    assert told["uses_hikvision"] == "not_stated"


def test_a_right_suggestion_lends_its_quotes_and_a_wrong_one_does_not(casefiles: list[Casefile]) -> None:
    case = next(one for one in casefiles if one.truth.answer("uses_hikvision") == "yes")
    quote = Quote(case.texts[0].sha256, 0, "body", 0, 4, case.texts[0].text[:4])
    for value, taken in (("yes", True), ("no", False)):
        suggested = {"uses_hikvision": (value, (quote,))}
        with_help = Casefile(case.truth, case.statements, case.texts, QUESTIONS, suggested)
        decision = next(one for one in decide(with_help) if one.variable == "uses_hikvision")
        assert decision.value == "yes"
        assert (decision.quotes == (quote,)) is taken


def test_answers_are_found_in_the_files_themselves(simulation: Simulation) -> None:
    mails = [mail for mail in simulation.mails if mail.plan.attachments][:40]
    assert {mail.plan.attachments[0].kind for mail in mails} == {"pdf", "docx", "xlsx"}
    for mail in mails:
        message = message_from_bytes(mail.raw)
        (name, content) = next(
            (p.get_filename(), p.get_payload(decode=True)) for p in message.walk() if p.get_filename()
        )
        texts = [Text(part.label, part.text, "f", number) for number, part in enumerate(extract(content, name).parts)]
        for said in mail.plan.attachments[0].letter.statements:
            assert any(locate(said, text) for text in texts), (said, mail.plan.attachments[0].kind)


def test_a_bare_answer_is_found_behind_its_own_question() -> None:
    first, second = "Does the council have any cameras made by Hikvision?", "Does it have any that were made by Dahua?"
    echo = f"1. {first}\n2. {second}\n\nPlease find the answers of the council below, each under its own question.\n"
    text = Text("body", f"{echo}> 1. {first.replace('by ', 'by' + chr(10) + '> ')}\nYes\n> 2. {second}\nNo", "f")
    quote = locate(Statement("uses_dahua", "no", "No", second), text)
    assert quote is not None
    assert quote.start == len(text.text) - 2
    yes = locate(Statement("uses_hikvision", "yes", "Yes", first), text)
    assert yes is not None
    assert yes.quote == "Yes"
    assert locate(Statement("uses_dahua", "yes", "Yes", second), text) is None


@given(st.lists(st.sampled_from(["There", "are", "56", "cameras", "(all", "fixed)."]), min_size=1), st.data())
def test_broken_lines_do_not_hide_an_answer(words: list[str], data: st.DataObject) -> None:
    gaps = st.sampled_from([" ", "\n", "\r\n", "  ", "\t"])
    broken = "".join(word + data.draw(gaps) for word in words)
    text = Text("page 1", "Before: " + broken + "after", "f")
    quote = locate(Statement("camera_count", "56", " ".join(words)), text)
    assert quote is not None
    assert text.text[quote.start : quote.end] == quote.quote
    assert quote.quote.split() == words


def test_the_rate_is_a_choice() -> None:
    assert not any(Coder("x", 1, 0.0).slips(str(n), "outcome") for n in range(200))
    assert all(Coder("x", 1, 1.0).slips(str(n), "outcome") for n in range(200))
