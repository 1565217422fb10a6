"""A real model at a real server: what is scripted elsewhere is spoken here as it is spoken in the world.

Run with ASKALL_MODEL_PYTHON, a Python that has llama-cpp-python[server], and ASKALL_MODEL_FILE, a model in GGUF.
However small the model: it is answered, understood or refused with a reason, and nothing that it makes up is suggested.
"""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from factories.journeys import read_all, take_in, take_over
from factories.needed import opt_in
from factories.studies import STUDY, answer, letter, write_mbox

from askall.coding import services as coding
from askall.reading.models import ModelCall, ModelReading

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PYTHON, MODEL = os.environ.get("ASKALL_MODEL_PYTHON", ""), os.environ.get("ASKALL_MODEL_FILE", "")
LETTERS = {
    "WXB": "The installation in the town hall came from Hikvision, and nothing else there ever did.",
    "HLM": "The register kept under the name Hikvision now at last stands at 56.",
}
ADDRESSES = {"WXB": "foi@wexbarrow.gov.uk", "HLM": "foi@holmdale.gov.uk"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a llama.cpp server that reads with the given model."""
    opt_in(PYTHON and MODEL, "a real language model: set ASKALL_MODEL_PYTHON and ASKALL_MODEL_FILE to run this.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "llama_cpp.server", "--model", MODEL, "--host", "127.0.0.1", "--port", str(port)]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen([*command, "--n_ctx", "4096"], stdout=out, stderr=out, start_new_session=True)
        try:
            _wait(process, f"http://127.0.0.1:{port}/v1", log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait(process, url, log):
    for _ in range(240):
        if process.poll() is not None:
            pytest.fail(f"The server ended with {process.returncode}:\n{log.read_text(errors='replace')[-2000:]}")
        try:
            with urlopen(f"{url}/models", timeout=5):
                return
        except OSError:
            time.sleep(0.5)
    pytest.fail("The server does not answer.")


def test_a_real_model_is_asked_answers_and_invents_nothing(server, tmp_path, store, now):
    table = f'\n[language_model]\nendpoint = "{server}"\nmodel = "{Path(MODEL).name}"\ntimeout = 300\n'
    record = take_over(tmp_path, now, STUDY + table)
    mails = []
    for number, (body, said) in enumerate(LETTERS.items()):
        mails.append(letter(number, ADDRESSES[body], body))
        text = f"Dear Test Society,\n\nThank you for your request.\n\n{said}\n\nYours sincerely,\nJane Smith\n"
        mails.append(answer(number, ADDRESSES[body], text))
    take_in(write_mbox(tmp_path / "box.mbox", mails), store, now)
    read_all(record, store, now)

    run = coding.ask_language_model(study=record, at=now)
    rows = list(ModelCall.objects.order_by("pk"))
    looks = [one for row in ModelReading.objects.all() for one in row.result["looks"]]
    print(f"\n{run}\n" + "\n".join(f"{one.purpose} {one.seconds:.1f} s {one.fault} {one.answer[:300]}" for one in rows))
    print("\n".join(f"{one['outcome']} {one['question']} {one['value'][:40]!r} {one['why']}" for one in looks))

    assert run.messages == len(LETTERS)
    assert (run.failed, run.stopped) == (0, "")
    assert all(one.tokens_in and one.tokens_out and one.seconds > 0 for one in rows)
    texts = coding.stored_texts(study=record)
    for request, words in coding.suggestions(study=record).items():
        for word in words.values():
            for quote in word.quotes:
                stored = texts[request][quote.sha256, quote.part].text
                assert stored[quote.start : quote.end] == quote.quote
    decided = [one for each in coding.decisions(study=record).values() for one in each.values()]
    assert not [one for one in decided if one.final]
    again = coding.ask_language_model(study=record, at=now)
    assert (again.messages, again.calls) == (0, 0), "what was answered is not asked again"
