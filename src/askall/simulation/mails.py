"""Mails written out from their plans: text, HTML, files, bounces, as raw bytes. A plan travels to worker processes."""

from html import escape
from textwrap import fill as wrap

from askall.foundation.errors import BadInput
from askall.simulation.letters import Block
from askall.simulation.mime import (
    SYNTHETIC,
    Entity,
    address,
    date_header,
    file_entity,
    header,
    multipart,
    text_entity,
)
from askall.simulation.office import docx_bytes, xlsx_bytes
from askall.simulation.paper import pdf_bytes
from askall.simulation.plans import STUDY_NAME, Attached, MessagePlan, Original

MARK = "SYNTHETIC: written by a simulation; no real council."
WRAPPED = {"webmail": 76, "bare": 72, "study": 0, "outlook": 0, "latin": 70}
# What a mail program wrote before the quoted mail, and where it puts the words of the other.
_INSIDE = frozenset({"original", "wrote"})


def render_message(plan: MessagePlan) -> bytes:
    """The mail as it came over the wire, lines ending in LF. The same plan gives the same bytes."""
    content = _report(plan) if plan.structure in ("bounce", "delay") else _content(plan)
    return Entity((*_headers(plan), *content.headers), content.body).wire()


def _headers(plan: MessagePlan) -> tuple[tuple[str, str], ...]:
    lines = [
        ("Date", date_header(plan.at)),
        ("From", address(*plan.sender)),
        ("To", ", ".join(plan.recipients)),
        ("Subject", header(plan.subject)),
        ("MIME-Version", "1.0"),
        SYNTHETIC,
    ]
    optional = {
        "Message-ID": f"<{plan.message_id}>" if plan.message_id else "",
        "In-Reply-To": f"<{plan.in_reply_to}>" if plan.in_reply_to and plan.structure in ("mail", "auto") else "",
        "References": "\n ".join(f"<{one}>" for one in plan.references[-6:]),
        "Auto-Submitted": {"auto": "auto-replied", "bounce": "auto-replied", "delay": "auto-generated"}.get(
            plan.structure, ""
        ),
        "X-Auto-Response-Suppress": "All" if plan.structure == "auto" else "",
    }
    return (*lines, *((name, value) for name, value in optional.items() if value))


def _content(plan: MessagePlan) -> Entity:
    if plan.carrier == "html":
        body = text_entity(_html(plan), "html", plan.client)
        if plan.client in ("outlook", "webmail"):
            body = multipart("alternative", [text_entity(_plain(plan), "plain", plan.client), body])
    else:
        body = text_entity(_plain(plan), "plain", plan.client)
    if not plan.attachments:
        return body
    files = [file_entity(file.filename, file.kind, _file(file, plan.house)) for file in plan.attachments]
    return multipart("mixed", [body, *files])


def _file(file: Attached, house: int) -> bytes:
    if file.kind == "pdf":
        return pdf_bytes(file, house)
    if file.kind == "docx":
        return docx_bytes(file)
    if file.kind == "xlsx":
        return xlsx_bytes(file)
    raise BadInput(f"The simulation writes no “{file.kind}” files.")


# ---- plain text


def _plain(plan: MessagePlan) -> str:
    width = WRAPPED[plan.client]
    text = "\n".join(_plain_block(block, plan, width) for block in plan.letter.blocks)
    if plan.original and not _is_inside(plan):
        text += "\n" + _plain_original(plan.original, plan.client)
    if plan.disclaimer:
        text += "\n" + "_" * 40 + "\n" + _wrapped(plan.disclaimer, width) + "\n"
    return text


def _plain_block(block: Block, plan: MessagePlan, width: int) -> str:
    if block.kind == "table":
        gap = "\t" if plan.client == "outlook" else " | "
        return "\n".join(gap.join(row) for row in block.rows) + "\n"
    if block.kind == "original":
        return _original_head(plan)
    if block.kind == "wrote":
        return _wrote(plan)
    if block.kind == "cited":
        return "\n".join(f"> {line}" for line in _wrapped(block.text, 70).split("\n"))
    text = _wrapped(block.text, width)
    if block.kind == "mark" and plan.client != "study":
        return f"\n{text}\n"
    if block.kind == "answer" and _is_inside(plan):
        return f"{text}\n"
    return text if block.kind in ("signature", "address", "heading") else f"{text}\n"


def _wrapped(text: str, width: int) -> str:
    if not width:
        return text
    return "\n".join(wrap(line, width, break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))


def _plain_original(original: Original, client: str) -> str:
    if client in ("webmail", "bare"):
        quoted = "\n".join(f"> {line}".rstrip() for line in _wrapped(original.text, 70).split("\n"))
        return f"{_wrote_line(original)}\n{quoted}\n"
    rule = "-----Original Message-----\n" if client == "latin" else ""
    return f"{rule}{_head_of(original)}\n\n{original.text}\n"


def _head_of(original: Original) -> str:
    sent = original.at.strftime("%d %B %Y %H:%M")
    return f"From: {original.sender}\nSent: {sent}\nTo: {original.to}\nSubject: {original.subject}"


def _wrote_line(original: Original) -> str:
    return f"On {original.at.strftime('%a, %d %b %Y at %H:%M')}, {original.sender} wrote:"


def _original_head(plan: MessagePlan) -> str:
    return f"\n{_head_of(plan.original)}\n" if plan.original else f"\n-----Original Message-----\nFrom: {STUDY_NAME}\n"


def _wrote(plan: MessagePlan) -> str:
    return f"\n{_wrote_line(plan.original)}" if plan.original else f"\n{STUDY_NAME} wrote:"


def _is_inside(plan: MessagePlan) -> bool:
    return any(block.kind in _INSIDE for block in plan.letter.blocks)


# ---- HTML, as mail programs write it


def _html(plan: MessagePlan) -> str:
    blocks = "\n".join(_html_block(block, plan) for block in plan.letter.blocks)
    parts = [blocks]
    if plan.original and not _is_inside(plan):
        parts.append(_html_original(plan.original))
    if plan.disclaimer:
        parts.append(f"<hr><p style='font-size:8.0pt;color:gray'>{escape(plan.disclaimer)}</p>")
    style = "<style>p.MsoNormal{margin:0cm;font-family:Calibri,sans-serif}</style>" if plan.client == "outlook" else ""
    return f"<html><head>{style}</head><body lang=EN-GB>\n{''.join(parts)}\n</body></html>\n"


def _html_block(block: Block, plan: MessagePlan) -> str:
    text = escape(block.text).replace("\n", "<br>")
    if block.kind == "table":
        return _html_table(block.rows)
    if block.kind == "original":
        return _html_head(plan.original)
    if block.kind == "wrote":
        return f"<div>{escape(_wrote(plan))}</div>"
    if block.kind == "cited":
        return f"<blockquote style='border-left:1px solid #ccc'>{text}</blockquote>"
    if plan.client == "webmail":
        return f"<div>{text}</div><div><br></div>"
    looks = {
        "heading": "<b>{}</b>",
        "answer": "<span style='color:#1F497D'>{}</span>",
        "question": "<i>{}</i>",
        "small": "<span style='font-size:9.0pt'>{}</span>",
    }
    return f"<p class=MsoNormal>{looks.get(block.kind, '{}').format(text)}<o:p></o:p></p>"


def _html_table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f"<td valign=top><p class=MsoNormal>{escape(cell)}</p></td>" for cell in row) for row in rows)
    return f"<table border=1 cellspacing=0>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def _html_head(original: Original | None) -> str:
    lines = _head_of(original).split("\n") if original else [f"From: {STUDY_NAME}"]
    shown = "<br>".join(
        f"<b>{name}:</b> {escape(value)}" for name, _, value in (line.partition(": ") for line in lines)
    )
    return f"<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal>{shown}</p></div>"


def _html_original(original: Original) -> str:
    text = escape(original.text).replace("\n", "<br>")
    return f"{_html_head(original)}<p class=MsoNormal>{text}</p>"


# ---- reports of mail systems, RFC 3464


def _report(plan: MessagePlan) -> Entity:
    failed = plan.structure == "bounce"
    recipient, *more = (block.text for block in plan.letter.blocks if block.kind == "paragraph")
    action, status = ("failed", "5.1.1") if failed else ("delayed", "4.4.1")
    said = (
        f"Your message could not be delivered to {recipient}: there is no such mailbox."
        if failed
        else f"Your message to {recipient} has not been delivered yet. It will be tried again."
    )
    words = "\n\n".join((said, *more, MARK)) + "\n"
    diagnostic = "smtp; 550 5.1.1 User unknown" if failed else "smtp; 451 4.4.1 No answer from host"
    per_message = f"Reporting-MTA: dns; {plan.sender[1].split('@')[1]}\nArrival-Date: {date_header(plan.at)}\n\n"
    per_recipient = (
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n"
    )
    sent = (
        f"Message-ID: <{plan.in_reply_to}>\nDate: {date_header(plan.at)}\nTo: {recipient}\nFrom: {plan.recipients[0]}\n"
    )
    return multipart(
        "report",
        [
            text_entity(words, "plain", "bare"),
            Entity((("Content-Type", "message/delivery-status"),), (per_message + per_recipient).encode()),
            Entity((("Content-Type", "text/rfc822-headers"),), sent.encode()),
        ],
        "; report-type=delivery-status",
    )
