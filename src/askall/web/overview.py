"""The first page: where the study stands."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from askall.asking import services as asking
from askall.coding import services as coding
from askall.mail import services as mail
from askall.study import services as studies

STATE_NAMES = {
    "prepared": "not sent yet",
    "waiting": "waiting for an answer",
    "received": "mail received, not read yet",
    "replied": "replied",
    "clarification_asked": "clarification asked",
    "fee_asked": "fee asked",
    "undeliverable": "undeliverable",
    "review": "review requested",
    "withdrawn": "withdrawn",
}


def overview(request: HttpRequest) -> HttpResponse:
    """Each study of the workspace in numbers, and what is to be done next."""
    listed = []
    for study in studies.studies():
        requests = asking.requests(study=study.slug)
        states = Counter(one.state.name for one in requests)
        listed.append(
            {
                "title": study.protocol.title,
                "slug": study.slug,
                "as_at": study.protocol.as_at,
                "questions": study.codebook.questions,
                "version": study.codebook.version,
                "requests": len(requests),
                "states": [(name, STATE_NAMES.get(name, name), number) for name, number in states.most_common()],
                "progress": coding.coding_progress(study=study),
            }
        )
    synthetic = any(one.protocol.synthetic for one in studies.studies())
    context = {"page": "overview", "studies": listed, "mail": mail.counts(), "synthetic": synthetic}
    return render(request, "web/overview.html", context)
