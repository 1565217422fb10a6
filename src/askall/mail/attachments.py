"""Every file that comes with a message, and every file inside those: mails in mails, winmail.dat, zips."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from askall.foundation.files import hash_of
from askall.mail.archives import MOST_BYTES, zip_members
from askall.mail.body import is_text
from askall.mail.headers import header_end, read_block
from askall.mail.media_types import OUTLOOK, media_type_of
from askall.mail.mime_tree import Part, split_message
from askall.mail.outlook import msg_to_mail, tnef_members
from askall.mail.parameters import file_name, parse_parameters
from askall.mail.records import Attachment

# A mail in a mail in a zip in a mail …: deeper than this is listed but not opened.
DEEPEST = 8
MOST_FILES = 10_000
TNEF_NAME = "winmail.dat"
HEAD = 65_536


@dataclass(slots=True)
class Collector:
    """Attachments of one message in order, with one budget of bytes for everything that is unpacked."""

    warnings: list[str]
    found: list[Attachment] = field(default_factory=list)
    budget: int = MOST_BYTES

    def add_part(self, part: Part, cited: frozenset[str], source: str = "mime", depth: int = 0) -> None:
        """A leaf of a message that is no text. `cited`: content ids that the message's pages show."""
        disposition, parameters = parse_parameters(part.headers.raw("content-disposition"), self.warnings)
        name = file_name(parameters.get("filename", "") or part.parameters.get("name", ""))
        content_id = part.headers.raw("content-id").strip("<> ")
        inline = disposition == "inline" or (disposition != "attachment" and content_id in cited)
        declared = part.media_type if part.headers.has("content-type") else ""
        self.add(name, declared, part.content(self.warnings), inline=inline, source=source, depth=depth)

    def add(
        self, name: str, declared: str, content: bytes, *, source: str, inline: bool = False, depth: int = 0
    ) -> None:
        """One file, and what is inside it."""
        if len(self.found) >= MOST_FILES:
            self.warnings.append(f"More than {MOST_FILES} files: the rest is not listed.")
            return
        media_type = media_type_of(content, name, declared) or "application/octet-stream"
        is_message = media_type in ("message/rfc822", "message/global", OUTLOOK)
        if is_message:
            source = "message" if source == "mime" else source
            name = name or _name_by_subject(content)
        self.found.append(Attachment(name, media_type, len(content), hash_of(content), inline, source, content))
        is_tnef = media_type == "application/ms-tnef" or name.lower() == TNEF_NAME
        if not (is_message or is_tnef or media_type == "application/zip"):
            return
        if depth >= DEEPEST or self.budget <= 0:
            self.warnings.append(f"“{name}” is packed too deep in other files: it is listed but was not opened.")
        elif is_message:
            self._open_message(content, media_type, depth + 1)
        elif is_tnef:
            self._open(tnef_members(content, self.warnings), "tnef", depth + 1)
        else:
            self._open(zip_members(content, self.warnings, self.budget), "archive", depth + 1)

    def _open(self, members: Iterable[tuple[str, bytes]], source: str, depth: int) -> None:
        for name, content in members:
            self.budget -= len(content)
            self.add(name, "", content, source=source, depth=depth)

    def _open_message(self, content: bytes, media_type: str, depth: int) -> None:
        mail = msg_to_mail(content, self.warnings) if media_type == OUTLOOK else content
        if mail is None:
            return
        self.budget -= len(mail)
        leaves = list(split_message(mail, self.warnings).leaves())
        for number, part in enumerate(leaves):
            if not is_text(part, is_first=number == 0):
                self.add_part(part, frozenset(), source="message", depth=depth)


def _name_by_subject(content: bytes) -> str:
    """A forwarded mail bears no name; people know it by its subject."""
    headers, _ = read_block(content[: header_end(content, 0, min(len(content), HEAD))[0]], [])
    subject = headers.text("subject").replace("/", "-").strip()
    return f"{subject[:120]}.eml" if subject else ""
