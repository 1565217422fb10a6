"""Whole letters from councils: answers, refusals, acknowledgements and all that lies between, as blocks."""

from askall.simulation.answering import items, lay_out
from askall.simulation.letters import IN_MAIL, Block, Case, Letter, Statement
from askall.simulation.phrases import choose, fill, fragments


def answer_letter(
    case: Case, answers: dict[str, str], provisions: tuple[str, ...] = (), lead: str = "", outcome: str = "answered"
) -> Letter:
    """A letter that answers, with the number of cameras kept back where `provisions` are given.

    `lead` stands before the answers: an apology, a review's finding, a note for whom the letter speaks. It carries
    the outcome where `outcome` is a review's.
    """
    case.said = []
    replaced = {"camera_count": withheld(case, provisions, "what_count")} if provisions else {}
    said = items(case, answers, replaced)
    answer_blocks = lay_out(case, said)
    reasons = _reasons(case, provisions)
    words = lead if outcome == "review_overturned" else replaced.get("camera_count", "")
    case.said.append(Statement("outcome", outcome, words or case.said[0].text, "" if words else case.said[0].after))
    if case.house.layout in IN_MAIL:  # the signature comes first, the answers follow in the original below
        blocks = [*_head(case), *_paragraphs(case.say("inside_notes"), lead), *_tail(case), *answer_blocks, *reasons]
    else:
        opening = _paragraphs(case.say("openings"), lead)
        blocks = [*_head(case), *opening, *_echo(case), *answer_blocks, *reasons, *_tail(case)]
    return Letter(tuple(blocks), tuple(case.said))


def refusal_letter(case: Case, path: str, provisions: tuple[str, ...]) -> Letter:
    """A letter that gives nothing: refused, refused again on review, neither confirmed nor denied, or not held."""
    if path == "refused":
        words = withheld(case, provisions, "what_all")
    else:
        key = {"review_upheld": "upheld", "neither": "neither", "not_held": "not_held"}[path]
        words = _from_refusals(case, key, section=_sections(provisions))
    outcome = {"neither": "neither_confirm_nor_deny"}.get(path, path)
    blocks = [
        *_head(case),
        *_paragraphs(case.say("openings")),
        *_echo(case, whole=True),
        Block("answer", words),
        *(_reasons(case, provisions) if path != "not_held" else ()),
        *_tail(case),
    ]
    return Letter(tuple(blocks), (Statement("outcome", outcome, words),))


def note(case: Case, key: str, outcome: str = "", **more: str) -> Letter:
    """A short letter of one fragment: an acknowledgement, a request for clarification, a holding reply."""
    words = case.say(key, **more)
    said = (Statement("outcome", outcome, words),) if outcome else ()
    blocks = (*_head(case, short=True), Block("paragraph", words), *_signature(case), _mark(case))
    return Letter(blocks, said)


def cover_note(case: Case) -> Letter:
    """The mail around an attached letter."""
    key = "sheet_notes" if case.house.carrier == "xlsx" else "cover_notes"
    return Letter(
        (Block("paragraph", case.house.greeting), Block("paragraph", case.say(key)), *_signature(case), _mark(case))
    )


def withheld(case: Case, provisions: tuple[str, ...], what: str) -> str:
    """The sentence that keeps something back under these provisions, such as ("FOIA 31(1)(a)", "FOIA 24(1)")."""
    kept = choose(case.rng, fragments("refusals"), what, case.body.law)
    sections = _sections(provisions)
    key = {"12(1)": "cost", "14(1)": "vexatious", "17(1)": "not_held_count"}.get(sections, "verbs")
    return _from_refusals(case, key, what=kept, What=kept[0].upper() + kept[1:], section=sections)


def review_finding(case: Case, provisions: tuple[str, ...]) -> str:
    """What a review says when it sets the first decision aside."""
    return _from_refusals(case, "overturned", section=_sections(provisions))


def _from_refusals(case: Case, key: str, **more: str) -> str:
    table = fragments("refusals")
    return fill(choose(case.rng, table, key, case.body.law), case.fields | more)


def _sections(provisions: tuple[str, ...]) -> str:
    return " and ".join(one.split(" ", 1)[1] for one in provisions)


def _reasons(case: Case, provisions: tuple[str, ...]) -> list[Block]:
    why = fragments("refusals")["why"]
    texts = [case.rng.choice(why[section]) for one in provisions if (section := one.split(" ", 1)[1]) in why]
    if texts and case.rng.random() < 0.7:
        texts.append(_from_refusals(case, "public_interest"))
    return _paragraphs(*texts)


def _paragraphs(*texts: str) -> list[Block]:
    return [Block("paragraph", text) for text in texts if text]


def _head(case: Case, short: bool = False) -> list[Block]:
    blocks: list[Block] = []
    if case.house.carrier in ("pdf", "docx") and not short:
        address = (case.body.name, case.fields["team"], f"Civic Centre, {case.body.short_name}", case.fields["today"])
        blocks += [Block("address", line) for line in address]
    if short or case.rng.random() < 0.8:
        blocks.append(Block("reference", fill(case.house.reference_line, case.fields)))
    greeting = (
        case.say("greetings_welsh") if case.body.nation == "Wales" and case.rng.random() < 0.5 else case.house.greeting
    )
    return [*blocks, Block("paragraph", greeting)]


def _echo(case: Case, whole: bool = False) -> list[Block]:
    if case.house.rights_first:
        return [Block("small", case.say("duty_notes")), *_echoed(case, whole)]
    return _echoed(case, whole)


def _echoed(case: Case, whole: bool) -> list[Block]:
    """The request's own words as one block, where the house gives them so."""
    if (case.house.echo == "items" and not whole) or case.house.echo == "none":
        return []
    lines = [Block("question", f"{number}. {asked}") for number, (_, asked) in enumerate(case.questions, 1)]
    return [Block("heading", case.say("echo_intro")), *lines]


def _tail(case: Case) -> list[Block]:
    blocks = [Block("small", case.say(key)) for key in case.house.tail]
    if case.rng.random() < 0.25:
        blocks.insert(case.rng.randint(0, len(blocks)), Block("small", case.say("duty_notes")))
    return [*blocks, *_signature(case), _mark(case)]


def _signature(case: Case) -> list[Block]:
    closing = "Cofion / Regards" if case.body.nation == "Wales" and case.house.number % 3 == 0 else case.house.closing
    lines = [closing]
    if case.house.signs in ("officer", "both"):
        lines.append(case.fields["officer"])
    if case.house.signs in ("team", "both"):
        lines.append(case.fields["team"])
    return [Block("signature", line) for line in [*lines, case.body.name]]


def _mark(case: Case) -> Block:
    return Block("mark", case.say("synthetic_lines"))
