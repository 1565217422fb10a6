"""What the machine has learnt from people's codings, and what that gained."""

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from askall.coding import services as coding
from askall.foundation.workspace import CLOCK
from askall.study import services as studies
from askall.study.records import StudyRecord
from askall.web.coding_form import OUTCOME_QUESTION

SHARES = (
    ("accuracy", "right, of all values people found"),
    ("precision", "right, of all it suggests"),
    ("coverage", "how often it suggests anything"),
)


def learnt_page(request: HttpRequest) -> HttpResponse:
    """The figures before and after, drawn and in a table; on request it learns anew."""
    study = _study(request)
    if study is None:
        return render(request, "web/no_study.html", {"page": "code"})
    if request.method == "POST":
        found = coding.learn_from_codings(study=study, at=CLOCK.now())
        coding.save_suggestions(study=study, at=CLOCK.now())
        notices.success(request, f"Learnt from {found.decisions} values. {found.sentence}")
        return redirect(f"/code/learnt/?study={study.slug}")
    last = coding.learnt(study=study)
    rows = [
        (name, meaning, _percent(last.report["before"][name]), _percent(last.report["after"][name]))
        for name, meaning in (*SHARES, ("calibration_error", "how far off its stated confidence is"))
        if last
    ]
    asked = {"outcome": OUTCOME_QUESTION, **{one.id: one.text for one in study.codebook.questions}}
    told = last.report["questions"] if last else ()
    questions = [(asked.get(one["variable"], one["variable"]), one["before"], one["after"]) for one in told]
    context = {"page": "code", "study": study, "last": last, "rows": rows, "questions": questions}
    return render(request, "web/learnt.html", context)


def drawing(request: HttpRequest) -> HttpResponse:
    """The picture of the last learning: pixels and words of our own making only."""
    study = _study(request)
    last = coding.learnt(study=study) if study else None
    if last is None:
        raise Http404("Nothing was learnt yet.")
    return HttpResponse(last.picture, content_type="image/svg+xml")


def _study(request: HttpRequest) -> StudyRecord | None:
    records, wanted = studies.studies(), request.GET.get("study", "")
    return next((one for one in records if one.slug == wanted), records[0] if records else None)


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
