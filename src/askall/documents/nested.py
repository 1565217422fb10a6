"""Files packed in files: zips, 7z archives, gzips. Each member is read by its content, within the limits of all."""

import io
import zlib

from askall.documents.draft import Draft
from askall.documents.packed import Members, inflate

GZIP_WINDOW = 16 + zlib.MAX_WBITS
MACINTOSH = "__MACOSX/"  # copies of icons and tags beside the real files
LEFTOVERS = {"desktop.ini", "thumbs.db", ".ds_store", "ehthumbs.db", "icon\r"}  # what systems leave in folders


def read_zip(content: bytes, draft: Draft) -> None:
    """Each member's parts, labelled “letter.docx › document”."""
    for name, member in Members(content, draft).files():
        if not _is_left_over(name):
            draft.read_within(name, member)


def read_seven(content: bytes, draft: Draft) -> None:
    """As `read_zip`, of a .7z. What a member says of its size is checked before anything is unpacked."""
    import py7zr  # with its codecs as large as all other readers together, and seldom needed

    with py7zr.SevenZipFile(io.BytesIO(content)) as archive:
        if archive.needs_password():
            draft.warn("The archive is locked with a password.")
            return
        wanted: list[str] = []
        for one in archive.list():
            if one.is_directory or _is_left_over(one.filename):
                continue
            if len(wanted) == draft.limits.members:
                draft.warn(f"There are more than {draft.limits.members:,} files inside; the rest is left out.")
                break
            draft.unpacked(one.uncompressed)
            wanted.append(one.filename)
        unpacked = py7zr.io.BytesIOFactory(draft.limits.unpacked)
        archive.extract(targets=wanted, factory=unpacked)
    for name in wanted:
        if name in unpacked.products:
            draft.read_within(name, unpacked.products[name].read())


def _is_left_over(name: str) -> bool:
    """Whether a system wrote this file for itself: nobody sent it, and nobody would look at it."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    return name.startswith(MACINTOSH) or stem.startswith("._") or stem.lower() in LEFTOVERS


def read_gzip(content: bytes, draft: Draft) -> None:
    """The one file inside."""
    inside = inflate(content, draft, GZIP_WINDOW)
    if not inside:
        draft.warn("The packed file is damaged; nothing could be unpacked.")
        return
    draft.read_within("unpacked", inside)
