"""Messages that no person wrote, told by their structure only: never by words that an answer might contain.

"412 5.1.2600" in an answer is a Windows version and "your mailbox is full" may be quoted: only headers, the fixed
machine-readable parts, and the fixed form of a mail server's own notices count.

`Auto-Submitted: auto-generated` alone is *not* taken for automatic: the case systems of many bodies mark every
letter they send that way, real answers included (RFC 3834 s.5 allows it for any mail without a person at the keyboard).
It is told as a warning. `X-Auto-Response-Suppress` alone says only that no automatic answer is wanted.
"""

import re
from collections.abc import Iterator

from askall.mail.decoding import western
from askall.mail.headers import Headers, header_end, read_block
from askall.mail.mime_tree import Part
from askall.mail.parameters import parse_message_ids
from askall.mail.records import Address, Automatic

# What Exchange and others put before the subject of an automatic reply, in the languages met in the UK's inboxes.
SUBJECT = re.compile(
    r"(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response|answer)|out[- ]of[- ](?:the[- ])?office(?: auto-?reply)?"
    r"|ateb awtomatig|ymateb awtomatig|allan o'r swyddfa|automatische antwort|abwesenheitsnotiz|réponse automatique"
    r"|respuesta automática|risposta automatica|automatisch antwoord|resposta automática)\s*:",
    re.I,
)
DAEMONS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon)@|^(?:mailer-daemon|postmaster)$", re.I)
YES_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply")
STATUS_FIELD = re.compile(r"^(action|status|final-recipient|original-message-id)[ \t]*:[ \t]*([^\n]*)", re.I | re.M)
# qmail writes plain text, but always this (the "QSBMF" form of 1997).
QMAIL = re.compile(rb"\s*Hi\. This is the .{1,120}? program at |\s*Hi\. This is the qmail-send program", re.S)
QMAIL_COPY = b"--- Below this line is a copy of the message."
STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RECEIPT_PARTS = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
RETURNED_PARTS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})


def detect(root: Part, subject: str, sender: Address, warnings: list[str]) -> Automatic | None:
    """What kind of automatic message this is, with the reasons; None if a person, or a case system on a person's
    behalf, wrote it."""
    found = _report(root) or _server_notice(root, sender) or _auto_reply(root.headers, subject)
    if not found:
        _tell_generated(root.headers, warnings)
    return found


def _report(root: Part) -> Automatic | None:
    """A report in machine-readable form: RFC 3464 delivery status, RFC 8098 disposition (a read receipt)."""
    kind = root.parameters.get("report-type", "").lower()
    leaves = {part.media_type: part for part in root.leaves()} if root.media_type == "multipart/report" else {}
    if kind == "disposition-notification" or RECEIPT_PARTS & leaves.keys():
        return Automatic("receipt", None, ("multipart/report with a disposition notification (RFC 8098)",))
    if kind != "delivery-status" and not STATUS_PARTS & leaves.keys():
        return None
    return _delivery(list(_status_fields(root)), "multipart/report with a delivery status (RFC 3464)")


def _status_fields(root: Part) -> Iterator[tuple[str, str]]:
    for part in root.leaves():
        if part.media_type in STATUS_PARTS | RECEIPT_PARTS:
            for name, value in STATUS_FIELD.findall(western(part.content([])).replace("\r", "")):
                yield name.lower(), value.strip()


def _delivery(fields: list[tuple[str, str]], reason: str) -> Automatic:
    """Failed beats delayed beats delivered, when one report speaks of several recipients."""
    actions = {value.lower().partition(" ")[0] for name, value in fields if name == "action"}
    classes = {value[:1] for name, value in fields if name == "status"}
    reasons = (reason, *(f"{name.title()}: {value}" for name, value in fields if name in ("action", "status")))[:9]
    if "failed" in actions or (not actions and "5" in classes):
        return Automatic("bounce", "5" in classes if classes & {"4", "5"} else None, reasons)
    if "delayed" in actions or (not actions and "4" in classes):
        return Automatic("delay", None, reasons)
    if actions & {"delivered", "relayed", "expanded"}:
        return Automatic("receipt", None, reasons)
    return Automatic("bounce", None, reasons)


def _server_notice(root: Part, sender: Address) -> Automatic | None:
    """A mail server's notice in its own words: an empty envelope sender or Exim's and Exchange's own headers, from
    the server's own address; or qmail's fixed form."""
    headers = root.headers
    is_daemon = bool(DAEMONS.search(sender.email) or DAEMONS.search(sender.name.strip()))
    is_returned = headers.raw("return-path").replace(" ", "") == "<>"
    first = next(root.leaves())
    body = first.content([]) if is_daemon or is_returned else b""
    if QMAIL.match(body) and QMAIL_COPY in body:
        return Automatic("bounce", True, ("a notice in qmail's fixed form",))
    if headers.has("x-failed-recipients") and (is_daemon or is_returned):
        return Automatic("bounce", True, ("X-Failed-Recipients from a mail server",))
    if headers.has("x-ms-exchange-message-is-ndr"):
        return Automatic("bounce", None, ("marked by Exchange as a non-delivery report",))
    if is_daemon and is_returned:
        return Automatic("bounce", None, ("empty envelope sender, sent by a mail server",))
    return None


def _auto_reply(headers: Headers, subject: str) -> Automatic | None:
    reasons = []
    if _submitted(headers) == "auto-replied":
        reasons.append("Auto-Submitted: auto-replied (RFC 3834)")
    reasons += [f"header {name}" for name in YES_HEADERS if headers.has(name) and headers.raw(name).lower() != "no"]
    if headers.raw("precedence").lower() in ("auto_reply", "auto-reply"):
        reasons.append("Precedence: auto_reply")
    found = SUBJECT.match(subject)
    if found:
        reasons.append(f"the subject begins with “{found[0]}”")
    return Automatic("auto_reply", None, tuple(reasons)) if reasons else None


def _submitted(headers: Headers) -> str:
    return re.split(r"[;(\s]", headers.raw("auto-submitted"), maxsplit=1)[0].lower()


def _tell_generated(headers: Headers, warnings: list[str]) -> None:
    if _submitted(headers) in ("auto-generated", "auto-notified"):
        warnings.append(
            f"Sent by a system (Auto-Submitted: {_submitted(headers)}), as case systems do with real answers too: "
            "treated as a letter."
        )


def returned_message(root: Part) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For a bounce, delay or receipt: the ids of the message it is about, and the recipients it names."""
    ids: list[str] = []
    recipients = [address.strip().lower() for address in root.headers.raw("x-failed-recipients").split(",")]
    for name, value in _status_fields(root):
        if name == "original-message-id":
            ids.extend(parse_message_ids(value))
        elif name == "final-recipient":
            recipients.append(value.rpartition(";")[2].strip(" <>").lower())
    for part in root.leaves():
        if part.media_type in RETURNED_PARTS:
            content = part.content([])
            headers, _ = read_block(content[: header_end(content, 0, len(content))[0]], [])
            ids.extend(parse_message_ids(headers.raw("message-id")))
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(one for one in recipients if "@" in one))
