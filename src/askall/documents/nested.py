"""Files packed in files: zips and gzips. Each member is read by its own content, within the limits of the whole."""

import zlib

from askall.documents.draft import Draft
from askall.documents.packed import Members, inflate

GZIP_WINDOW = 16 + zlib.MAX_WBITS
MACINTOSH = "__MACOSX/"  # copies of icons and tags beside the real files


def read_zip(content: bytes, draft: Draft) -> None:
    """Each member's parts, labelled “letter.docx › document”."""
    for name, member in Members(content, draft).files():
        if not name.startswith(MACINTOSH):
            draft.read_within(name, member)


def read_gzip(content: bytes, draft: Draft) -> None:
    """The one file inside."""
    inside = inflate(content, draft, GZIP_WINDOW)
    if not inside:
        draft.warn("The packed file is damaged; nothing could be unpacked.")
        return
    draft.read_within("unpacked", inside)
