"""Three hundred hostile and broken files in one batch: none crashes it, hangs it, eats it up, or passes for read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from askall.documents.limits import DEFAULT_LIMITS

pytestmark = pytest.mark.slow
PROGRAM = Path(__file__).parents[2] / "factories" / "hostile_run.py"


@pytest.fixture(scope="module")
def told():
    """What became of each file, and the largest worker; the batch ends well before one hang's limit per file."""
    done = subprocess.run([sys.executable, PROGRAM], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    *files, cost = map(json.loads, done.stdout.splitlines())
    return files, cost


def test_every_file_of_the_batch_gives_its_document(told):
    files, _ = told
    assert len(files) >= 300
    assert all(one["whole"] for one in files)


def test_nothing_empty_passes_for_read_and_every_warning_is_a_sentence(told):
    files, _ = told
    silent = [one["name"][:40] for one in files if not one["characters"] and not one["warnings"]]
    assert silent == []
    warnings = {warning for one in files for warning in one["warnings"]}
    assert [one for one in warnings if "Traceback" in one or " " not in one or len(one) > 5_500] == []


def test_a_few_files_break_their_process_and_cost_only_themselves(told):
    files, _ = told
    broken = [one["name"] for one in files if any("broke its process" in warning for warning in one["warnings"])]
    assert len(broken) <= 5


def test_no_worker_grows_beyond_a_gigabyte(told):
    _, cost = told
    assert DEFAULT_LIMITS.memory < 1_000_000_000
    assert cost["worker_megabytes"] < 1_000


def test_no_file_of_this_machine_is_drawn_in(told):
    files, _ = told
    assert [one["name"] for one in files if one["secret"]] == []
