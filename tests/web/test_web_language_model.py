"""What a language model suggests is shown as that, beside its quote, and hidden from who codes blind."""

import json

from factories.pages import main_text

from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.reading.endpoint import Answered
from askall.study import services as studies

TABLE = '\n[language_model]\nendpoint = "http://127.0.0.1:1/v1"\nmodel = "small"\n'
QUOTE = "Yes, the council uses Hikvision equipment in its car parks."


def says_hikvision(prompt):
    """A model that finds the makes in one letter, and finds the same when it looks again."""
    if prompt.purpose == "look":
        return Answered(json.dumps({"value": ["Hikvision"]}))
    given = {"makes": {"value": ["Hikvision"], "quote": QUOTE}} if QUOTE in prompt.user else {}
    return Answered(json.dumps({"answers": given}))


def with_model(study, folder, now):
    path = folder / "study.toml"
    path.write_text(path.read_text() + TABLE)
    named = studies.save_study(path=path, register=shipped(), by="alice", at=now)
    assert coding.ask_language_model(study=named, at=now, call=says_hikvision).accepted >= 1
    return named


def test_the_coding_page_says_that_a_language_model_suggests_it(client, keys, workspace, tmp_path, now):
    assert "language model" not in main_text(client.get(f"/code/{keys['WXB']}/"))
    with_model(workspace, tmp_path, now)
    shown = main_text(client.get(f"/code/{keys['WXB']}/"))
    assert "A language model suggests Hikvision (where the reader found no answer; read its quote)" in shown
    assert "The language model's quote" in shown
    assert "The machine suggests yes" in shown
    client.post("/code/who/", {"coder": "anna", "blind": "yes"})
    assert "language model" not in main_text(client.get(f"/code/{keys['WXB']}/"))


def test_its_quote_can_be_taken_over(client, keys, workspace, tmp_path, now):
    named = with_model(workspace, tmp_path, now)
    client.post("/code/who/", {"coder": "anna", "blind": ""})
    given = {"codebook": "1", "makes-value": ["Hikvision"], "makes-from": "machine"}
    assert client.post(f"/code/{keys['WXB']}/", given).status_code == 302
    (mine,) = (one for one in coding.codings(study=named) if one.coder == "anna")
    assert mine.quotes[0].quote == QUOTE
