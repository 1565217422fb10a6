"""Which folders of a mailbox are looked through, told by their special use (RFC 6154) or by their usual names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from askall.foundation.errors import BadInput

# A view of what stands in other folders, or a folder that can hold no messages.
_PASSED_OVER = frozenset({"\\flagged", "\\important", "\\noselect", "\\nonexistent"})
_ROLES = {"\\trash": "trash", "\\drafts": "drafts", "\\sent": "sent", "\\all": "all", "\\junk": "junk"}
# Where the server names no special use: as mail programs call them, in the languages of the UK and its neighbours.
_NAMES = {
    "trash": "trash|bin|deleted|deleted items|deleted messages|sbwriel|papierkorb|gelöschte elemente|corbeille|cestino"
    "|éléments supprimés|prullenbak|kosz|papelera|elementos eliminados",
    "drafts": "drafts|draft|drafftiau|entwürfe|brouillons|bozze|concepten|borradores|szkice|outbox|blwch allan"
    "|postausgang|boîte d'envoi|unsent messages|templates|scheduled",
    "sent": "sent|sent items|sent mail|sent messages|anfonwyd|gesendet|gesendete elemente|gesendete objekte|envoyés"
    "|éléments envoyés|messages envoyés|posta inviata|verzonden|verzonden items|enviados|elementos enviados|wysłane",
    "junk": "junk|junk e-mail|junk email|spam|bulk mail",
}
_BY_NAME = {name: role for role, names in _NAMES.items() for name in names.split("|")}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as the server names it (`raw`) and as people read it. `role`: inbox, sent, all, junk, trash, drafts
    (the outbox too), "" for any other, "none" where there is nothing to look through."""

    name: str
    raw: bytes
    role: str


def role_of(name: str, delimiter: str, flags: Iterable[str]) -> str:
    """What the folder is for. The server's word goes before the name's."""
    told = [flag.lower() for flag in flags]
    if _PASSED_OVER & set(told):
        return "none"
    for flag in told:
        if flag in _ROLES:
            return _ROLES[flag]
    if name.upper() == "INBOX":
        return "inbox"
    last = name.rpartition(delimiter)[2] if delimiter else name
    return _BY_NAME.get(" ".join(last.casefold().split()), "")


def to_look_through(folders: Sequence[Folder], only: Sequence[str] = ()) -> list[Folder]:
    """What the user sent first, for it teaches which replies to expect; then the inbox, then the rest. Not the trash,
    drafts and what waits to be sent. With `only` the folders of these names, whatever they are for; raises BadInput
    for a name that is none.

    A folder that holds all mail is looked through instead of its parts; junk is not in it (RFC 6154 s.2).
    """
    if only:
        return [_named(one, folders) for one in dict.fromkeys(only)]
    useful = [one for one in folders if one.role not in ("none", "trash", "drafts")]
    if any(one.role == "all" for one in useful):
        return [one for role in ("all", "junk") for one in useful if one.role == role]
    order = {"sent": 0, "inbox": 1, "junk": 3}
    return sorted(useful, key=lambda one: (order.get(one.role, 2), one.name))


def _named(name: str, folders: Sequence[Folder]) -> Folder:
    for one in folders:
        if one.name == name or (name.upper() == "INBOX" and one.role == "inbox"):
            return one
    known = ", ".join(re.sub(r"[^\w /.\[\]-]", "�", one.name)[:60] for one in folders if one.role != "none")
    raise BadInput(f"The mailbox has no folder “{name[:80]}”. It has: {known[:1000]}.")
