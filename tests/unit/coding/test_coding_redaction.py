"""Redaction: names, direct addresses and telephone numbers go, visibly; figures, references and offices stay."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.coding.redaction import personal_spans, redact, redact_slice
from askall.coding.redaction_contacts import is_direct

NAME, EMAIL, PHONE = "[name removed]", "[e-mail removed]", "[phone removed]"


def after(text: str, keep: tuple[str, ...] = ()) -> str:
    redacted = redact(text, keep).text
    assert redact(redacted, keep).text == redacted
    return redacted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dear Ms Smith,\nThank you", f"Dear {NAME},\nThank you"),
        ("Dear Jane\nThank you", f"Dear {NAME}\nThank you"),
        ("dear jane,\nthanks", f"dear {NAME},\nthanks"),
        ("Hi Jane-Ann O'Neill,", f"Hi {NAME},"),
        ("Good morning Dr van der Berg", f"Good morning {NAME}"),
        ("Page 1 Dear Mr Jones Thank you for your request", f"Page 1 Dear {NAME} Thank you for your request"),
        ("Yours sincerely\n\n\nJane Smith\nInformation Officer", f"Yours sincerely\n\n\n{NAME}\nInformation Officer"),
        ("Yours faithfully,\r\nJ. R. Smith\r\n", f"Yours faithfully,\r\n{NAME}\r\n"),
        ("Kind regards, Jane Smith FOI Officer", f"Kind regards, {NAME} FOI Officer"),
        ("Regards\njane\n", f"Regards\n{NAME}\n"),
        ("Cofion cynnes\nSiân Prŷs\n", f"Cofion cynnes\n{NAME}\n"),
        ("> Many thanks\n> Jane Smith\n", f"> Many thanks\n> {NAME}\n"),
        ("--\nJane Smith\nCouncil House", f"--\n{NAME}\nCouncil House"),
        ("From: Jane Smith\nSent: Monday", f"From: {NAME}\nSent: Monday"),
        ("From: Smith, Jane <jane.smith@town.gov.uk>", f"From: {NAME} <{EMAIL}>"),
        (
            'To: "Jane Smith" <j@town.gov.uk>; FOI Team <foi@town.gov.uk>',
            f'To: "{NAME}" <{EMAIL}>; FOI Team <foi@town.gov.uk>',
        ),
        (
            "On 3 May 2022 at 10:14, Jane Smith <jsmith@x.org> wrote:",
            f"On 3 May 2022 at 10:14, {NAME} <{EMAIL}> wrote:",
        ),
        ("Case officer: Jane Smith\n", f"Case officer: {NAME}\n"),
        ("Please ask for: Miss J Smith", f"Please ask for: {NAME}"),
        ("My name is Jane and I ask", f"My name is {NAME} and I ask"),
        ("Please contact Jane Smith on Monday", f"Please contact {NAME} on Monday"),
        ("as Mr and Mrs Smith told us", f"as {NAME} told us"),
        ("Jane Smith\nSenior Information Governance Officer\n", f"{NAME}\nSenior Information Governance Officer\n"),
        ("Jane Smith – Head of Legal Services", f"{NAME} – Head of Legal Services"),
        ("Ask jane_smith@town.gov.uk: Jane Smith knows", f"Ask {EMAIL}: {NAME} knows"),
    ],
)
def test_names_are_removed_where_a_letter_shows_that_they_are_names(text: str, expected: str) -> None:
    assert after(text) == expected


def test_a_name_known_from_the_signature_is_removed_from_the_sentence() -> None:
    letter = (
        "I, the undersigned Jane  Smith, hold it.\nThe JANE SMITH Library has none.\n\nYours sincerely\nJane Smith\n"
    )
    assert after(letter).count(NAME) == 3
    assert "Smith" not in after(letter)


@pytest.mark.parametrize(
    "text",
    [
        "Dear Sir or Madam",
        "Dear Applicant,",
        "Dear FOI Team",
        "Dear Hackney Council",
        "Hi there,",
        "Yours sincerely\nInformation Governance Team\nTown Hall",
        "Kind regards\nNorthshire County Council",
        "Regards the second question, Hikvision is used.",
        "Thank you for your request of 3 May.\nHikvision cameras are used.",
        "Thanks\nplease find below",
        "From: Freedom of Information\nTo: FOI\nSubject: Cameras",
        "Name: Hikvision\nModel: DS-2CD2042WD",
        "Contact: Customer Services",
        "Please contact Customer Services",
        "Castle Street, Market Square, High Wycombe",
        "Hikvision and Dahua\nUsed in the Town Hall",
        "On behalf of Northshire County Council",
        "MS SQL Server, DR site",
    ],
)
def test_offices_places_and_makers_stay(text: str) -> None:
    assert after(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "Our reference FOI 1306/25, 01/FOI/25/006753/Z, RFI-2240, F2021.08.4687, LW/lmw/FOI.67.21",
        "Reference: 02083563000",
        "FOI ref no. 01632960123",
        "firmware 412 5.1.2600, V5.4.5 build 170123, version 0.1.2.3",
        "We hold 1,560 cameras: 47 static and 9 PTZ, 2.-7. N/A",
        "It cost £1,234,567.89 in 2019/20 and £0.5m since",
        "on 01.02.2021 10:30, 2021-09-21, 01/02/2021, 3 May 2022",
        "SHA 0123456789abcdef0123, DS-2CD2042WD-I, IP 192.168.001.001",
        "012\t45\t678\t90\t12",
        "Fixed: 47 Mobile: 1200 Phone boxes: 12",
        "company number 01234567, UPRN 010033544886",
        "section 31(1)(a) and Regulation 12(4)(b)",
        "20 working days, £450 or 18 hours; 77,000 cameras",
    ],
)
def test_references_versions_counts_money_and_dates_are_never_hit(text: str) -> None:
    assert after(text) == text


@pytest.mark.parametrize(
    "number",
    [
        "020 8356 3000",
        "(020) 8356 3000",
        "0208 356 3000",
        "02083563000",
        "01632 960123",
        "(01632) 960 123",
        "01632-960-123",
        "0114 20 53478",
        "07700 900123",
        "07700900123",
        "0300 123 4567",
        "0800\u00a01114567",
        "+44 20 7946 0958",
        "+44 (0)20 7946 0958",
        "0044 20 7946 0958",
        "+353 1 234 5678",
        "020 8356\n3000",
        "020 8356 3000 ext. 123",
        "01632 960123 (ext 45)",
    ],
)
def test_telephone_numbers_are_removed(number: str) -> None:
    assert after(f"Call {number}, please. We have 5 cameras.") == f"Call {PHONE}, please. We have 5 cameras."


def test_a_label_makes_a_local_number_a_telephone_number() -> None:
    assert after("Tel: 8356 3000\nDDI 356 3001") == f"Tel: {PHONE}\nDDI {PHONE}"


def test_a_count_after_a_telephone_number_stays() -> None:
    assert after("020 8356 3000 5 cameras") == f"{PHONE} 5 cameras"


@pytest.mark.parametrize(
    "address",
    [
        "foi@town.gov.uk",
        "foi.team@town.gov.uk",
        "FOI-Requests@town.gov.uk",
        "freedomofinformation@town.gov.uk",
        "town.foi@town.gov.uk",
        "info@town.gov.uk",
        "customer.services2@town.gov.uk",
        "no-reply@vendor.example",
        "icocasework@ico.org.uk",
    ],
)
def test_an_office_mailbox_stays(address: str) -> None:
    assert after(f"Write to <{address}>.") == f"Write to <{address}>."


@pytest.mark.parametrize(
    "address",
    [
        "jane.smith@town.gov.uk",
        "jsmith@town.gov.uk",
        "J.O'Neill@town.gov.uk",
        "smith@smith.co.uk",
        "jane@foi.town.gov.uk",
        "jane.smith.foi.x@town.gov.uk",
        "siân@cyngor.llyw.cymru",
        "jane.smith (at) town.gov.uk",
        "jane.smith[at]town.gov.uk",
    ],
)
def test_a_persons_mailbox_is_removed(address: str) -> None:
    assert EMAIL in after(f"Write to {address} today")
    assert "town" not in after(f"Write to {address} today").replace(EMAIL, "")


def test_figures_alone_make_no_office() -> None:
    assert is_direct("12345", "town.gov.uk")
    assert not is_direct("foi1", "town.gov.uk")


def test_words_to_keep_are_no_names() -> None:
    text = "Kind regards\nHikvision\n"
    assert after(text) == f"Kind regards\n{NAME}\n"
    assert after(text, keep=("Hikvision",)) == text


def test_spans_are_places_in_the_text_as_received() -> None:
    text = "Dear Ms Smith, call 020 8356 3000 or jane@town.gov.uk"
    spans = personal_spans(text)
    assert [(span.kind, text[span.start : span.end]) for span in spans] == [
        ("name", "Ms Smith"),
        ("phone", "020 8356 3000"),
        ("e-mail", "jane@town.gov.uk"),
    ]


def test_a_slice_shows_no_half_of_a_name() -> None:
    text = "We bought them.\nYours sincerely\nJane Smith\nOfficer"
    spans = personal_spans(text)
    middle = text.index("Smith")
    assert redact_slice(text, spans, 0, middle).endswith(NAME)
    assert redact_slice(text, spans, middle, len(text)) == f"{NAME}\nOfficer"
    assert redact_slice(text, spans, 0, 5) == "We bo"


PIECES = """Dear |Ms |Mr. |Jane |Smith|jane| and |,|\n|\r\n| |  |\t|> |-|(|)|Yours sincerely|Kind regards|Thanks|From: |
To: |Contact: |My name is | wrote:|On 3 May |jane.smith@x.gov.uk|foi@x.gov.uk|<|>|@|x.uk|020 8356 3000|0208|3563000|+44|
 20 |ref |ext 12|Tel: |Officer|Council|Information |47 cameras|£1,234|[name removed]|[e-mail removed]|[phone removed]|
[name| removed]|\ue000|--|;|'|von |J. |\u00a0"""
pieces = st.sampled_from(PIECES.split("|"))


@settings(max_examples=400)
@given(st.lists(pieces, max_size=25).map("".join), st.sampled_from([(), ("Jane",), ("Jane Smith",)]))
def test_redacting_twice_changes_nothing_more(text: str, keep: tuple[str, ...]) -> None:
    after(text, keep)


@given(st.text(max_size=200))
def test_redaction_never_fails_and_takes_out_only_what_it_says(text: str) -> None:
    redacted = redact(text)
    kept = len(text) - sum(span.end - span.start for span in redacted.spans)
    marks = sum(len(f"[{span.kind} removed]") for span in redacted.spans)
    assert len(redacted.text) == kept + marks
    assert all(0 <= span.start < span.end <= len(text) for span in redacted.spans)
