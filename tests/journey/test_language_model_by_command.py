"""`askall read --language-model` as a user types it."""

import json
import shutil

import pytest
from factories.commands import askall, objects, query
from factories.model_endpoint import scripted_endpoint
from factories.studies import STUDY, answer, letter, write_mbox, write_study

pytestmark = pytest.mark.embedded

USES = "The installation in the town hall came from Hikvision, and nothing else there ever did."
REPLY = f"Dear Test Society,\n\nThank you for your request.\n\n{USES}\n\nYours sincerely,\nJane Smith\n"
ADDRESS = "foi@wexbarrow.gov.uk"
TABLE = '\n[language_model]\nendpoint = "{url}"\nmodel = "small"\n'
AWAY = TABLE.format(url="https://models.invalid/v1")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A workspace whose one reply the reader gets no answer from."""
    folder = tmp_path_factory.mktemp("prepared")
    write_study(folder)
    write_mbox(folder / "box.mbox", [letter(0, ADDRESS, "Wexbarrow"), answer(0, ADDRESS, REPLY)])
    askall("init", "work", folder=folder)
    askall("study", "import", "study.toml", "-w", "work", folder=folder)
    askall("mail", "import", "box.mbox", "-w", "work", folder=folder)
    return folder


@pytest.fixture
def work(prepared, tmp_path):
    """A copy of it; call it with what stands in study.toml besides."""

    def make(table):
        place = shutil.copytree(prepared, tmp_path / "copy")
        (place / "study.toml").write_text(STUDY + table)
        askall("study", "import", "study.toml", "-w", "work", folder=place)
        return place / "work"

    return make


@pytest.fixture
def endpoint():
    with scripted_endpoint() as one:
        one.reads = {"uses_hikvision": ("yes", USES)}
        yield one


def test_without_a_table_it_is_refused_with_a_sentence(work):
    _, said = askall("read", "--language-model", folder=work(""), status=2)
    assert "has no [language_model] in its study.toml" in said
    assert "Traceback" not in said


def test_a_dry_run_says_what_would_leave_and_sends_nothing(work, endpoint):
    place = work(TABLE.format(url=endpoint.url))
    askall("read", folder=place)
    _, said = askall("read", "--language-model", "--dry-run", folder=place)
    assert "The endpoint is on this computer: nothing leaves it." in said
    assert "1 messages with questions" in said
    assert "1 names" in said or "2 names" in said
    assert "Nothing was sent." in said
    out, _ = askall("read", "--language-model", "--dry-run", "--json", folder=place)
    (found,) = objects(out)
    assert (found["messages"], found["pieces"], found["model"]) == (1, 1, "small")
    assert not endpoint.asked


def test_a_model_here_is_asked_without_a_question(work, endpoint):
    place = work(TABLE.format(url=endpoint.url))
    _, said = askall("read", "--language-model", folder=place)
    assert "1 messages read in 2 calls (0 answered before): 1 values suggested, 0 rejected" in said
    assert query(place, "SELECT count(*) FROM model_calls")[0][0] == 2
    assert "Jane" not in endpoint.wire
    askall("rebuild", folder=place)
    out, _ = askall("read", "--language-model", "--json", folder=place)
    assert objects(out)[0]["calls"] == 0
    assert len(endpoint.asked) == 2


def test_one_elsewhere_is_asked_only_after_a_yes(work):
    place = work(AWAY)
    _, said = askall("read", "--language-model", folder=place, secrets={"ASKALL_MODEL_KEY": "sk-secret"})
    assert "would leave this computer" in said
    assert "Nothing was changed. Add --yes to do it." in said
    assert query(place, "SELECT count(*) FROM model_calls")[0][0] == 0


def test_without_its_key_one_elsewhere_is_not_asked(work):
    secrets = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    _, said = askall("read", "--language-model", "--yes", folder=work(AWAY), status=2, secrets=secrets)
    assert "There is no key for models.invalid: set ASKALL_MODEL_KEY" in said


def test_an_endpoint_that_refuses_ends_with_status_3(work, endpoint):
    endpoint.always = 401
    place = work(TABLE.format(url=endpoint.url))
    _, said = askall("read", "--language-model", folder=place, status=3, secrets={"ASKALL_MODEL_KEY": "sk-secret"})
    assert "does not accept the key (status 401)" in said
    assert "What was answered is kept" in said
    assert "sk-secret" not in said


@pytest.mark.parametrize(
    "arguments", [["--dry-run"], ["--yes"], ["--language-model", "study.toml"], ["--evaluate", "x", "--dry-run"]]
)
def test_flags_that_do_not_go_together_are_refused(prepared, arguments):
    _, said = askall("read", *arguments, folder=prepared, status=2)
    assert "--language-model" in said


def test_an_evaluation_tells_what_the_model_adds(tmp_path, endpoint):
    path = write_study(tmp_path, STUDY + TABLE.format(url=endpoint.url))
    (tmp_path / "reply.txt").write_text(REPLY)
    case = {"id": "one", "law": "FOIA", "files": ["reply.txt"], "answers": {"uses_hikvision": "yes"}}
    (tmp_path / "gold.jsonl").write_text(json.dumps(case) + "\n")
    command = ["read", "--evaluate", "gold.jsonl", "--codebook", path.name, "--json"]
    out, _ = askall(*command, folder=tmp_path)
    assert objects(out)[0]["in_all"]["uses_hikvision"]["right"] == 0
    _, said = askall(*command, "--language-model", "--dry-run", folder=tmp_path)
    assert "Nothing was sent." in said
    assert not endpoint.asked
    out, said = askall(*command, "--language-model", folder=tmp_path)
    assert objects(out)[0]["in_all"]["uses_hikvision"]["right"] == 1
    assert "on this computer: nothing leaves it" in said
    assert "Jane" not in endpoint.wire
    _, said = askall(*command[:3], "--language-model", folder=tmp_path, status=2)
    assert "needs --codebook" in said
    path.write_text(STUDY + AWAY)
    _, said = askall(*command, "--language-model", "--dry-run", folder=tmp_path)
    assert "to models.invalid, names hidden" in said, "and no key is needed to be told so"
