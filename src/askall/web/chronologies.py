"""The chronology that goes to a regulator with a complaint, as a PDF to look at and as a file of the letter."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from askall.asking.records import Attached
from askall.coding import services as coding
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail
from askall.study import services as studies
from askall.web.paging import request_or_404

PDF = "application/pdf"


@require_GET
def chronology(request: HttpRequest, key: int) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The PDF of one request, as a download."""
    record = request_or_404(key)
    try:
        file = chronology_of(key, record.study, record.id, uk_date(CLOCK.now()))
    except BadInput as error:
        raise Http404(str(error)) from error
    headers = {"Content-Disposition": f'attachment; filename="{file.filename}"'}
    return HttpResponse(file.content, content_type=file.media_type, headers=headers)


def chronology_of(key: int, study: str, name: str, today: date) -> Attached:
    """The same to go with a letter. Raises BadInput if no letter of the request has gone out."""
    provisions = coding.known_of([key])[key].provisions
    content = mail.complaint_pack(study=studies.study(slug=study), request=key, today=today, provisions=provisions)
    return Attached(f"chronology-{name}.pdf", PDF, content)
