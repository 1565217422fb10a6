"""Stored files, and the published report. Received files are never shown as pages: they are handed out as downloads."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.static import serve

from askall.foundation.errors import AskallError
from askall.foundation.files import FileStore

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
