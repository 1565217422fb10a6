"""Letters with cases of their own: Welsh beside English and alone, Scottish ones, reviews, and a thread of ten."""

import pytest

from askall.reading.read import read
from askall.reading.records import Text
from askall.reading.thread import combine
from askall.study.records import Question

USES = Question(
    "uses", "Does the council use Larkvision cameras?", "choice", ("yes", "no", "formerly"), ("Larkvision",)
)
COUNT = Question("count", "How many Larkvision cameras are there?", "number", (), ("Larkvision",))


def reading_of(letter, law="FOIA"):
    found = read([Text("letter", letter, "x")], (USES, COUNT), law)
    quotes = [one for _, told in found.answers for one in told.evidence] + list(found.outcome.evidence)
    assert all(letter[one.start : one.end] == one.quote for one in quotes)
    return found


def values(found):
    return {name: told.value for name, told in found.answers}


def provisions(found):
    return [f"{one.law} {one.section}" for one in found.provisions]


BOTH_TONGUES = """Annwyl Ms Poe / Dear Ms Poe

Diolch am eich cais am wybodaeth. Ceir ein hymateb isod.
Thank you for your request for information. Our response is set out below.

1. A yw'r cyngor yn defnyddio camerâu Larkvision? / Does the council use Larkvision cameras?

Ydy, mae'r cyngor yn defnyddio camerâu Larkvision mewn dau faes parcio.
Yes, the council uses Larkvision cameras in two car parks.

2. Faint o gamerâu Larkvision sydd? / How many Larkvision cameras are there?

Mae 14 o gamerâu Larkvision.
There are 14 Larkvision cameras.

3. Ble maent? / Where are they?

Mae'r wybodaeth hon wedi'i heithrio o dan adran 31(1)(a) o Ddeddf Rhyddid Gwybodaeth 2000.
This information is exempt under section 31(1)(a) of the Freedom of Information Act 2000.

Os ydych yn anfodlon â'r ymateb hwn, gallwch ofyn am adolygiad mewnol.
If you are dissatisfied with this response you may ask for an internal review.

Yn gywir / Yours sincerely
"""
WELSH = """Annwyl Ms Poe

Diolch am eich cais am wybodaeth.

1. A yw'r cyngor yn defnyddio camerâu Larkvision?

Nac ydy. Nid yw'r cyngor yn defnyddio unrhyw gamerâu Larkvision.

2. Ble mae'r camerâu eraill?

Mae'r wybodaeth hon wedi'i heithrio o dan adran 31(1)(a).

Os ydych yn anfodlon, gallwch ofyn am adolygiad mewnol neu gwyno wrth y Comisiynydd Gwybodaeth.

Yn gywir
A. Clerk
"""


def test_welsh_and_english_in_one_letter_say_one_thing():
    found = reading_of(BOTH_TONGUES)
    assert found.outcome.value == "partly_answered"
    assert values(found) == {"uses": "yes", "count": 14}
    assert provisions(found) == ["FOIA 31(1)(a)"]


def test_a_letter_in_welsh_alone():
    found = reading_of(WELSH)
    assert found.outcome.value == "partly_answered"
    assert values(found)["uses"] == "no"
    assert provisions(found) == ["FOIA 31(1)(a)"]


def test_not_held_in_welsh():
    letter = "Annwyl Ms Poe\n\nDiolch am eich cais.\n\nNid yw'r cyngor yn dal y wybodaeth hon.\n\nYn gywir\n"
    assert reading_of(letter).outcome.value == "not_held"


@pytest.mark.parametrize(
    ("words", "outcome", "cited"),
    [
        ("The Council does not hold this information and gives notice under section 17 of FOISA.", "not_held", "17"),
        ("The information is withheld under section 39(1) of FOISA (health and safety).", "refused", "39(1)"),
        ("In terms of section 18 of FOISA the Council neither confirms nor denies that it holds any.",
         "neither_confirm_nor_deny", "18"),
        ("The cost would exceed £600, so section 12(1) of FOISA applies and we refuse it.", "refused", "12(1)"),
    ],
)  # fmt: skip
def test_scottish_letters(words, outcome, cited):
    rights = (
        "You may ask for a review under section 20 of the Act, and then appeal to the Scottish Information "
        "Commissioner under section 47."
    )
    found = reading_of(f"Dear Ms Poe\n\nThank you for your request.\n\n{words}\n\n{rights}\n\nA. Clerk\n", "FOISA")
    assert found.outcome.value == outcome
    assert provisions(found) == [f"FOISA {cited}"]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("I uphold the original decision to withhold the information under section 31(1)(a).", "review_upheld"),
        ("I have decided to uphold your complaint. The information is attached.", "review_overturned"),
        ("Your complaint is partially upheld: the number of cameras should have been disclosed.", "review_overturned"),
    ],
)
def test_review_decisions(words, outcome):
    begun = "I have completed the internal review of our response to your request."
    letter = f"Dear Ms Poe\n\n{begun}\n\n{words}\n\nA. Clerk\n"
    assert reading_of(letter).outcome.value == outcome


TEN = (
    ("Thank you for your request. We will respond within 20 working days.", "acknowledged"),
    ("Could you please clarify which buildings you mean?", "clarification_asked"),
    ("Thank you for your clarification. We will respond by 4 May 2022.", "acknowledged"),
    ("We need further time to consider the public interest and will respond by 1 June 2022.", "acknowledged"),
    ("We apologise for the delay in replying. Your request is still being considered.", "acknowledged"),
    ("We do not hold the information you asked for.", "not_held"),
    ("We have received your request for an internal review and aim to respond within 20 working days.", "acknowledged"),
    ("I have completed the internal review. I uphold your complaint. The council uses 14 Larkvision cameras.",
     "review_overturned"),
    ("Please find attached the list of sites. Some addresses are withheld under section 31(1)(a) of the Act.",
     "partly_answered"),
    ("Thank you for your e-mail. We have nothing to add.", None),
)  # fmt: skip


def test_a_thread_of_ten_messages_keeps_its_history_and_its_last_word():
    readings = [reading_of(f"Dear Ms Poe\n\n{words}\n\nYours sincerely\nA. Clerk\n") for words, _ in TEN]
    for number, (_, outcome) in enumerate(TEN[:9]):
        assert readings[number].outcome.value == outcome, number
    thread = combine(readings)
    assert thread.outcome.suggestion.value == "partly_answered"
    assert thread.outcome.message == 8
    assert len(thread.history) == 10
    told = dict(thread.answers)["uses"]
    assert (told.suggestion.value, told.message) == ("yes", 7)
