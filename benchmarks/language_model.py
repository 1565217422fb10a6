"""What the checks on a language model's answers let through, whatever the model: no model is asked.

    askall demo --fast --no-serve --dir DIR
    .venv/bin/python benchmarks/language_model.py DIR

Answers are made of what people decided on a simulated study, and the second look is taken to agree with everything, so
that only the checks by rule are measured: the share taken of right values on people's own quotes, of wrong values on
those same quotes, and of wrong values on any other sentence of the letter. The simulated nation flatters.
"""

import random
import sys
from collections import Counter
from pathlib import Path

from askall.cli.start import open_workspace

DRAWS = 20  # of other sentences for each value


def wrong_values(question, value, draw):
    """Values that a codebook allows and people did not give."""
    if question.kind == "choice":
        return [one for one in question.choices if one != value]
    if question.kind in ("number", "money"):
        right = float(value)
        return [
            one
            for one in (str(int(right) + 1), str(int(right) * 10 + 3), str(draw.randint(1, 90)))
            if float(one) != right
        ]
    if question.kind == "list" and question.choices:
        return [one for one in question.choices if one not in value.split("; ")]
    return []


def main(folder: Path) -> None:
    open_workspace(folder)
    from askall.asking import services as asking
    from askall.coding import services as coding
    from askall.mail import services as mail
    from askall.reading import services as reading
    from askall.reading.alignment import align
    from askall.reading.hiding import hide
    from askall.reading.model_checks import Letter, checked
    from askall.reading.model_pieces import pieces
    from askall.reading.model_prompt import Given
    from askall.reading.passages import passages
    from askall.study import services as studies
    from askall.study.records import MISSING

    study, draw = studies.study(), random.Random(1)
    questions = {one.id: one for one in study.codebook.questions}
    decided = coding.decisions(study=study)
    counted: dict[str, Counter[str]] = {}
    for request in asking.requests(study=study.slug):
        said = [
            one
            for one in decided.get(request.id, {}).values()
            if one.final and one.quotes and one.variable in questions and one.value not in MISSING
        ]
        thread = mail.messages(requests=[request.key]) if said else ()
        ours = next((one.own_text() for one in thread if one.outgoing), "")
        texts_of = reading.texts_of(messages=[one for one in thread if not one.outgoing])
        for texts in texts_of.values():
            found = passages(texts, ours)
            letter = Letter(texts, [hide(one.text, ()) for one in texts], found, align(found))
            whole = [one for piece in pieces([one.text for one in texts], 10**9) for one in piece]
            here = {(one.sha256, one.part) for one in texts}
            for one in said:
                if len(one.quotes) > 1 or (one.quotes[0].sha256, one.quotes[0].part) not in here:
                    continue  # a sum of several places is never one sentence's word
                question, tally = questions[one.variable], counted.setdefault(questions[one.variable].kind, Counter())

                def taken(name, value, quote, question=question, tally=tally, letter=letter, whole=whole):
                    result = checked(question, Given(value, quote), tuple(whole), letter)
                    tally[name] += 1
                    tally[f"{name}: taken"] += not result.why
                    if name == "right":
                        tally[f"why: {result.why[:60]}"] += bool(result.why)

                taken("right", one.value, one.quotes[0].quote)
                wrong = wrong_values(question, one.value, draw)
                for value in wrong:
                    taken("wrong", value, one.quotes[0].quote)
                others = [each.raw for each in found if one.quotes[0].quote not in each.raw]
                for _ in range(DRAWS if others and wrong else 0):
                    taken("elsewhere", draw.choice(wrong), draw.choice(others))
    for kind, tally in counted.items():
        shares = "; ".join(
            f"{name}: {tally[f'{name}: taken']} of {tally[name]} ({100 * tally[f'{name}: taken'] / tally[name]:.1f} %)"
            for name in ("right", "wrong", "elsewhere")
            if tally[name]
        )
        print(f"{kind}: {shares}")
        for why, number in tally.most_common():
            if why.startswith("why: ") and number:
                print(f"    {number} right ones not taken{why[3:]}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
