"""The odd mails of tests/samples/mail: what each must come out as. A file without a row here fails the test."""

from pathlib import Path

import pytest

from askall.mail.parse import parse_message

SAMPLES = Path(__file__).parents[2] / "samples" / "mail"


def read(name):
    return parse_message((SAMPLES / name).read_bytes())


TEXTS = {
    "cp1252_labelled_latin1.eml": "The council’s cameras cost €1,200 each – see “Annex A”. Price in pounds: £1,050.",
    "utf8_with_latin1_footer.eml": "Mae’r camerau yn Nhrefddwr yn costio £300 y mis.\n\nAdded by the gateway: café.",
    "unknown_charset.eml": "We hold nothing – sorry.",
    "bad_encoded_words.eml": "Text.",
    "missing_boundary.eml": "We use 56 cameras.",
    "cut_short.eml": "Please find the letter attached.",
    "junk_headers.eml": "Answer: none.",
    "bare_cr.eml": "We hold this.\nSecond line.",
    "nul_bytes.eml": "We hold 12 cameras.",
    "no_blank_line.eml": "Dear asker,\nthe answer is 12.",
    "format_flowed.eml": "The council uses cameras of several makers, and this sentence runs on over two lines.\n"
    "> Which makers do you use?\nDahua only.\n-- \nInformation Team",
    "uuencoded.eml": "The table is below.\n\n\nEnd of the letter.",
    "alternative_table.eml": "Please see below.\n\nMake\tNumber\nHikvision\t19\nDahua\t4",
    "inline_image.eml": "We do not use these cameras.",
    "names_rfc2231.eml": "Two letters.",
    "forwarded_message.eml": "See the attached mail.",
    "automatic_reply.eml": "I am away until Monday.",
    "case_system.eml": "We hold 19 cameras.",
    "no_mail.eml": "The council holds no such information.\nIt never has.",
    "bounce_dsn.eml": "Your message could not be delivered.",
}
SEGMENTED = {"outlook_reply.eml", "inline_answers.eml", "windows_version.eml"}


def test_every_sample_is_tested_and_explained():
    names = {path.name for path in SAMPLES.glob("*.eml")}
    assert names == TEXTS.keys() | SEGMENTED
    readme = (SAMPLES / "README.md").read_text()
    assert all(f"| {name} |" in readme for name in names)


@pytest.mark.parametrize("name", TEXTS)
def test_text(name):
    assert read(name).text == TEXTS[name]


FILES = {
    "missing_boundary.eml": [("cameras.csv", "text/csv", "mime", False)],
    "cut_short.eml": [("letter.pdf", "application/pdf", "mime", False)],
    "uuencoded.eml": [("cameras.csv", "text/csv", "uuencode", False)],
    "inline_image.eml": [("crest.png", "image/png", "mime", True)],
    "names_rfc2231.eml": [
        ("Ateb i’ch cais.pdf", "application/pdf", "mime", False),
        ("Réponse.doc", "application/rtf", "mime", False),
    ],
    "forwarded_message.eml": [
        ("Numbers of cameras.eml", "message/rfc822", "message", False),
        ("count.csv", "text/csv", "message", False),
    ],
}


@pytest.mark.parametrize("name", FILES)
def test_files(name):
    found = [(one.filename, one.media_type, one.source, one.inline) for one in read(name).attachments]
    assert found == FILES[name]


WARNINGS = {
    "utf8_with_latin1_footer.eml": "some bytes are not",
    "unknown_charset.eml": "Unknown character set “x-martian”",
    "missing_boundary.eml": "boundary between parts is missing",
    "cut_short.eml": "may be cut short",
    "junk_headers.eml": "“this line fell out of another header”",
    "bare_cr.eml": "bare carriage return",
    "no_blank_line.eml": "No blank line",
    "case_system.eml": "auto-generated",
    "no_mail.eml": "No mail headers",
}


@pytest.mark.parametrize("name", sorted(TEXTS.keys() | SEGMENTED))
def test_warnings(name):
    warnings = read(name).warnings
    if name in WARNINGS:
        assert any(WARNINGS[name] in one for one in warnings)
    else:
        assert warnings == ()


def test_headers_survive_their_encoding():
    message = read("bad_encoded_words.eml")
    assert message.sender.name == "Sêr Gwybodaeth é"
    assert [(one.name, one.email) for one in message.to] == [
        ("Study, The", "askers@study.example"),
        ("Smith, Jo", "jo@study.example"),
    ]
    assert message.subject == "Cameras – part two raw £5 and £6 with spaces inside"
    assert read("unknown_charset.eml").subject == "Your request£"


def test_headers_survive_junk():
    message = read("junk_headers.eml")
    assert message.subject == "Junk among headers"
    assert message.date.isoformat() == "2021-09-14T09:12:00+00:00"
    assert message.message_id == "a7@eastmere.example"


AUTOMATIC = {
    "automatic_reply.eml": ("auto_reply", None),
    "bounce_dsn.eml": ("bounce", True),
    "case_system.eml": None,
    "windows_version.eml": None,
}


@pytest.mark.parametrize("name", AUTOMATIC)
def test_automatic(name):
    found = read(name).automatic
    assert (found and (found.kind, found.permanent)) == AUTOMATIC[name]


def test_a_bounce_names_what_it_is_about():
    message = read("bounce_dsn.eml")
    assert message.about == ("q19@study.example",)
    assert message.failed_recipients == ("foi@westmere.example",)


def kinds(name):
    message = read(name)
    return [(one.kind, message.text[one.start : one.end].strip()) for one in message.segments]


def test_answers_between_quoted_lines_are_own():
    found = kinds("inline_answers.eml")
    assert [kind for kind, _ in found] == ["quoted", "own", "quoted", "own", "signature"]
    assert read("inline_answers.eml").own_text().split("\n\n")[:2] == [
        "Hikvision and Axis.",
        "> 50 in all, for about 20,000 pounds.",
    ]


def test_an_unmarked_original_is_quoted_and_stays_reachable():
    found = kinds("outlook_reply.eml")
    assert [kind for kind, _ in found] == ["own", "signature", "quoted"]
    assert found[2][1].endswith("2. How many?\n19")
