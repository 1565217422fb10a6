"""Stored files, and the published report. Received files are never shown as pages: they are handed out as downloads, or
as pictures drawn of them."""

from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.static import serve

from askall.coding.records import Quote
from askall.documents import services as documents
from askall.foundation.errors import AskallError
from askall.foundation.files import FileStore
from askall.foundation.work import Parallel
from askall.web.outlines import outline_of
from askall.web.threads import PICTURES

DRAWERS = Parallel(workers=1)
DRAWING = Lock()
"""One page at a time: a page that eats all it may leaves the rest of the machine alone."""
STATIC = Path(__file__).parent / "static"
REPORT_POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; base-uri 'none'"


def stored_file(request: HttpRequest, sha256: str) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The bytes as received, under their hash, as a download."""
    if settings.WORKSPACE is None:
        raise Http404
    try:
        content = FileStore(settings.WORKSPACE.files).get(sha256)
    except AskallError as error:
        raise Http404(str(error)) from error
    headers = {"Content-Disposition": f'attachment; filename="{sha256[:16]}"'}
    return HttpResponse(content, content_type="application/octet-stream", headers=headers)


def picture(request: HttpRequest, sha256: str, number: int) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """A page of a stored file as a picture: pixels drawn by us, nothing that was received."""
    if settings.WORKSPACE is None or not 1 <= number <= PICTURES:
        raise Http404
    store, folder = FileStore(settings.WORKSPACE.files), settings.WORKSPACE.pictures
    try:
        with DRAWING:
            png = documents.picture(sha256=sha256, number=number, store=store, folder=folder, work=DRAWERS)
    except AskallError as error:
        raise Http404(str(error)) from error
    if png is None:
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return HttpResponse(png, content_type="image/png", headers=headers)


def cells_of(quotes: Iterable[Quote]) -> dict[Quote, str]:
    """The cells in which quotes from sheets stand, such as "B4"; nothing of quotes from other files."""
    listed = {(one.sha256, one.part, one.start, one.end): one for one in quotes}
    if settings.WORKSPACE is None or not listed:
        return {}
    store, folder = FileStore(settings.WORKSPACE.files), settings.WORKSPACE.pictures
    try:
        found = documents.cells(quotes=listed, store=store, folder=folder, work=DRAWERS)
    except AskallError:  # a file that is damaged is told of elsewhere
        return {}
    return {listed[key]: cell for key, cell in found.items()}


def outline(request: HttpRequest, sha256: str, part: int, start: int, end: int) -> HttpResponse:  # noqa: ARG001
    """Boxes around the words of a quote, to lie upon the picture of their page; none where nothing is known."""
    if settings.WORKSPACE is None:
        raise Http404
    store, folder = FileStore(settings.WORKSPACE.files), settings.WORKSPACE.pictures
    try:
        with DRAWING:
            places = documents.where(
                sha256=sha256,
                part=part,
                start=start,
                end=end,
                store=store,
                folder=folder,
                work=DRAWERS,
                recognised=settings.WORKSPACE.recognised,
            )
    except AskallError as error:
        raise Http404(str(error)) from error
    headers = {"Cache-Control": "private, max-age=86400"}
    return HttpResponse(outline_of([one.box for one in places if one.box]), "image/svg+xml", headers=headers)


def report(request: HttpRequest, path: str) -> HttpResponseBase:
    """The static report, as it lies in the workspace."""
    root = settings.WORKSPACE.report if settings.WORKSPACE else None
    if root is None or not (root / "index.html").is_file():
        return render(request, "web/no_report.html", {"page": "report"}, status=404)
    response = serve(request, path or "index.html", document_root=str(root))
    response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


def static(request: HttpRequest, path: str) -> FileResponse | HttpResponseBase:
    """Our own style sheet."""
    return serve(request, path, document_root=str(STATIC))
