"""What can be done with codings: sheets and forms out and in, the machine's suggestions beside them, lists of how far
they are, agreement, the freeze."""

from askall.coding.services.codings import save_codings, save_suggestions, suggestions
from askall.coding.services.datasets import (
    agreement,
    changed_datasets,
    coded_requests,
    freeze,
    lost_quotes,
    newest_dataset,
)
from askall.coding.services.entry import (
    code_request,
    coding_case,
    export_adjudication,
    export_sheet,
    import_sheet,
    sheet_requests,
)
from askall.coding.services.kept import codings, decisions, stored_texts
from askall.coding.services.known import known_of
from askall.coding.services.language_model import (
    ask_language_model,
    language_model_agreement,
    preview_language_model,
)
from askall.coding.services.learning import LearntRecord, learn_from_codings, learn_if_due, learnt
from askall.coding.services.lists import (
    cited_sections,
    citing,
    coded,
    coding_list,
    coding_progress,
    neighbours,
    next_to_code,
    next_to_settle,
    outcomes_so_far,
    teaches_most,
)
from askall.coding.services.standings import restate_all

__all__ = [
    "LearntRecord",
    "agreement",
    "ask_language_model",
    "changed_datasets",
    "cited_sections",
    "citing",
    "code_request",
    "coded",
    "coded_requests",
    "coding_case",
    "coding_list",
    "coding_progress",
    "codings",
    "decisions",
    "export_adjudication",
    "export_sheet",
    "freeze",
    "import_sheet",
    "known_of",
    "language_model_agreement",
    "learn_from_codings",
    "learn_if_due",
    "learnt",
    "lost_quotes",
    "neighbours",
    "newest_dataset",
    "next_to_code",
    "next_to_settle",
    "outcomes_so_far",
    "preview_language_model",
    "restate_all",
    "save_codings",
    "save_suggestions",
    "sheet_requests",
    "stored_texts",
    "suggestions",
    "teaches_most",
]
