"""Which page answers which address."""

from django.urls import path, register_converter

from askall.web import (
    bulk,
    chronologies,
    coding,
    confirming,
    files,
    learnt,
    lists,
    outbox,
    overview,
    requests,
    triage,
    triage_lists,
    wave,
    work,
)


class Hash:
    """A SHA-256 in hex."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Hash, "hash")

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("requests/", lists.request_list, name="requests"),
    path("requests/list.csv", lists.as_csv, name="requests_csv"),
    path("requests/keep/", lists.keep, name="keep_list"),
    path("requests/drop/", lists.drop, name="drop_list"),
    path("requests/<int:key>/", requests.request_page, name="request"),
    path("requests/<int:key>/judge/", requests.judge, name="judge_request"),
    path("triage/", triage.triage, name="triage"),
    path("triage/filed/", triage_lists.filed, name="filed"),
    path("triage/aside/", triage_lists.aside, name="aside"),
    path("triage/from/", triage_lists.from_sender, name="from_sender"),
    path("triage/undo/", triage.undo, name="triage_undo"),
    path("triage/<hash:sha256>/", triage.message, name="triaged"),
    path("triage/<hash:sha256>/file/", triage.file, name="file_mail"),
    path("triage/<hash:sha256>/aside/", triage.aside, name="set_aside"),
    path("triage/<hash:sha256>/move/", triage.move, name="move"),
    path("ask/", wave.ask, name="ask"),
    path("ask/open/", wave.open_wave, name="open_wave"),
    path("ask/addresses/", wave.give, name="give_addresses"),
    path("ask/queue/", wave.queue, name="queue_wave"),
    path("work/", work.work, name="work"),
    path("work/confirm/", confirming.confirm, name="confirm"),
    path("work/confirm/judge/", confirming.judge, name="judge"),
    path("work/confirm/otherwise/", confirming.otherwise, name="judge_otherwise"),
    path("work/<slug:kind>/", work.task, name="task"),
    path("work/<slug:kind>/letters/", bulk.preview, name="preview_letters"),
    path("work/<slug:kind>/queue/", bulk.queue, name="queue_letters"),
    path("work/complain/<int:key>/chronology.pdf", chronologies.chronology, name="chronology"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/now/", outbox.now, name="outbox_now"),
    path("outbox/<int:key>/", outbox.letter, name="letter"),
    path("outbox/undo/", outbox.undo, name="undo_letters"),
    path("outbox/pause/", outbox.pause, name="pause"),
    path("outbox/resume/", outbox.resume, name="resume"),
    path("outbox/run/", outbox.run, name="run_sender"),
    path("outbox/settle/", outbox.settle, name="settle_letter"),
    path("outbox/retry/", outbox.retry, name="retry_letters"),
    path("code/", coding.coding_list, name="code"),
    path("code/who/", coding.who, name="who"),
    path("code/learnt/", learnt.learnt_page, name="learnt"),
    path("code/learnt.svg", learnt.drawing, name="learnt_drawing"),
    path("code/<int:key>/", coding.code_page, name="code_request"),
    path("code/<int:key>/settle/", coding.settle_page, name="settle"),
    path("files/<hash:sha256>", files.stored_file, name="file"),
    path("files/<hash:sha256>/<int:number>.png", files.picture, name="picture"),
    path("files/<hash:sha256>/<int:part>/<int:start>-<int:end>.svg", files.outline, name="outline"),
    path("report/", files.report, {"path": ""}, name="report"),
    path("report/<path:path>", files.report),
    path("static/<path:path>", files.static),
]
