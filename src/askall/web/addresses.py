"""Which page answers which address."""

from django.urls import path

from askall.web import files, overview, requests, triage

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("requests/", requests.request_list, name="requests"),
    path("requests/<int:key>/", requests.request_page, name="request"),
    path("triage/", triage.triage, name="triage"),
    path("triage/<str:sha256>/", triage.move, name="move"),
    path("triage/<str:sha256>/back/", triage.back, name="back"),
    path("files/<str:sha256>", files.stored_file, name="file"),
    path("report/", files.report, {"path": ""}, name="report"),
    path("report/<path:path>", files.report),
    path("static/<path:path>", files.static),
]
