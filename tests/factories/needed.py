"""Real parts that a test needs and a machine may lack."""

import os

import pytest

REQUIRE_ALL = os.environ.get("ASKALL_REQUIRE_ALL") == "1"


def need(available, what):
    """Skip loudly where a real part is missing; fail where everything is required."""
    if available:
        return
    if REQUIRE_ALL:
        pytest.fail(f"{what} is required (ASKALL_REQUIRE_ALL=1) and is not here.")
    pytest.skip(f"{what} is not here.")


def opt_in(available, what):
    """Skip loudly what only somebody who set it up runs, also where everything else is required: the one exception is
    a real language model, whose server takes about ten minutes to build (docs/language-models.md)."""
    if not available:
        pytest.skip(f"OPT-IN, NOT RUN: {what}")
