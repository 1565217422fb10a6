"""[language_model] of study.toml: off where it is missing, and every fault a sentence that shows no key."""

import pytest
from factories.studies import STUDY, write_study

from askall.foundation.errors import InputFaults
from askall.study.records import LanguageModel
from askall.study.study_file import read_study

LOCAL = '[language_model]\nendpoint = "http://127.0.0.1:8080/v1/"\nmodel = "small"\n'


def read(tmp_path, table):
    return read_study(write_study(tmp_path, STUDY + table)).language_model


def test_off_where_the_table_is_missing(tmp_path):
    assert read(tmp_path, "") is None


def test_what_is_left_out_has_its_usual_value(tmp_path):
    found = read(tmp_path, LOCAL)
    assert found == LanguageModel("http://127.0.0.1:8080/v1", "small")
    assert found.hide_names
    assert found.key_variable == "ASKALL_MODEL_KEY"


def test_everything_may_be_told(tmp_path):
    table = """[language_model]
endpoint = "https://models.example.org/v1"
model = "large"
key_variable = "MODELS_KEY"
price_input = 0.15
price_output = 1
piece = 3000
timeout = 30
hide_names = false
"""
    assert read(tmp_path, table) == LanguageModel(
        "https://models.example.org/v1", "large", "MODELS_KEY", 0.15, 1.0, 3000, 30, hide_names=False
    )


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.0.1", "[::1]"])
def test_plain_http_reaches_this_computer(tmp_path, host):
    assert read(tmp_path, LOCAL.replace("127.0.0.1", host)).endpoint == f"http://{host}:8080/v1"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("127.0.0.1", "models.example.org", "use https"),
        ("127.0.0.1", "192.168.1.4", "use https"),
        ("127.0.0.1", "localhost.example.org", "use https"),
        ("http://127", "ftp://127", "no address such as"),
        ("8080", "80800000", "no address such as"),
        ("http://127", "http://me:sk-secret@127", "give only its address"),
        ("/v1/", "/v1?key=sk-secret", "give only its address"),
        ('endpoint = "http://127.0.0.1:8080/v1/"\n', "", "“endpoint” is missing"),
        ('model = "small"\n', "", "“model” is missing"),
        ('model = "small"', 'model = ""', "“model” is empty"),
        ("model =", 'key_variable = "sk-secret"\nmodel =', "name of an environment variable"),
        ("model =", 'api_key = "sk-secret"\nmodel =', "unknown key “api_key”"),
        ("model =", 'price_input = "cheap"\nmodel =', "price of a million tokens"),
        ("model =", "price_output = -1\nmodel =", "price of a million tokens"),
        ("model =", "price_output = nan\nmodel =", "price of a million tokens"),
        ("model =", "piece = 10\nmodel =", "at least 500"),
        ("model =", "piece = 9000000\nmodel =", "at most 200000"),
        ("model =", "timeout = 0\nmodel =", "at least 1"),
        ("model =", 'hide_names = "yes"\nmodel =', "true or false"),
    ],
)
def test_faults_name_their_line_and_show_no_key(tmp_path, old, new, said):
    assert old in LOCAL
    with pytest.raises(InputFaults) as caught:
        read(tmp_path, LOCAL.replace(old, new))
    sentence = str(caught.value)
    assert said in sentence
    assert "line " in sentence
    assert "sk-secret" not in sentence
