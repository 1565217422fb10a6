"""What can be done with reading: suggest outcomes and answers for filed messages, and hand suggestions on; have a
language model read what the reader abstained from."""

from askall.reading.services.calls import ModelCosts, model_costs
from askall.reading.services.kept import (
    READER_VERSION,
    apply_rules,
    forget_readings,
    read_messages,
    readings,
    texts_of,
)
from askall.reading.services.model import (
    ModelRun,
    Preview,
    forget_model_readings,
    model_readings,
    preview_model,
    read_with_model,
)

__all__ = [
    "READER_VERSION",
    "ModelCosts",
    "ModelRun",
    "Preview",
    "apply_rules",
    "forget_model_readings",
    "forget_readings",
    "model_costs",
    "model_readings",
    "preview_model",
    "read_messages",
    "read_with_model",
    "readings",
    "texts_of",
]
