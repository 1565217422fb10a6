"""Coding in the browser: the same checks as for sheets, nothing half-saved, nothing ever overwritten."""

import re
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from factories.pages import main_text
from factories.studies import STUDY, write_study

from askall.asking import services as asking
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.study import services as studies
from askall.web.coding_form import Shown, fields

YES = "Yes, the council uses Hikvision equipment in its car parks."
COUNT = "The council has 56 cameras made by Hikvision."
WHOLE = {
    "codebook": "1",
    "outcome-value": "answered",
    "outcome-quote": "Please find our response below.",
    "uses_hikvision-value": "yes",
    "uses_hikvision-quote": YES,
    "camera_count-typed": "56",
    "camera_count-quote": COUNT,
    "makes-value": ["Hikvision"],
    "makes-quote": YES,
    "since-value": "not_stated",
}


def said(study):
    """Each person's coding as (request, variable) → values in order."""
    found = {}
    for one in coding.codings(study=study):
        if one.role != "machine":
            found.setdefault((one.request, one.variable), []).append((one.coder, one.role, one.value))
    return found


def sit_down(client, name, blind=""):
    return client.post("/code/who/", {"coder": name, "blind": blind}, follow=True)


def code(client, key, name="anna", page="", follow=False, **given):
    sit_down(client, name)
    return client.post(f"/code/{key}/{page}", WHOLE | given, follow=follow)


def test_a_whole_request_is_coded(client, keys, workspace):
    response = code(client, keys["WXB"], follow=True, **{"uses_hikvision-note": "Car parks only."})
    assert "Wexbarrow Borough Council: 5 answers saved." in main_text(response)
    found = {one.variable: one for one in coding.codings(study=workspace) if one.role == "coder"}
    assert {name: one.value for name, one in found.items()} == {
        "outcome": "answered",
        "uses_hikvision": "yes",
        "camera_count": "56",
        "makes": "Hikvision",
        "since": "not_stated",
    }
    assert {one.coder for one in found.values()} == {"anna"}
    assert found["uses_hikvision"].quotes[0].quote == YES
    assert found["uses_hikvision"].why == "Car parks only."
    assert found["since"].quotes == ()


def test_after_saving_comes_the_next_that_waits(client, keys):
    response = code(client, keys["HLM"], **{name: "" for name in WHOLE if name.endswith(("quote", "value", "typed"))})
    assert response.status_code == 422
    given = {name: "" for name in WHOLE if name not in ("codebook", "outcome-value", "outcome-quote")}
    given["outcome-quote"] = "The council does not use any equipment made by Hikvision."
    response = code(client, keys["HLM"], **given)
    assert response.url == f"/code/{keys['STN']}/"
    page = main_text(client.get(response.url))
    assert "Left open: uses_hikvision, camera_count, makes, since." in page


def test_stay_stays(client, keys):
    assert code(client, keys["WXB"], page="?state=nobody", stay="yes").url == f"/code/{keys['WXB']}/?state=nobody"


def test_the_machines_quote_is_taken_over_with_its_place(client, keys, workspace):
    machine = coding.suggestions(study=workspace)["STN"]["uses_hikvision"]
    response = code(
        client,
        keys["STN"],
        **{name: "" for name in WHOLE if name != "codebook"},
        **{"uses_hikvision-from": "machine"},
    )
    assert "is blank although" in main_text(response)
    given = {name: "" for name in WHOLE if name != "codebook"}
    code(client, keys["STN"], **(given | {"uses_hikvision-value": "yes", "uses_hikvision-from": "machine"}))
    (mine,) = [one for one in coding.codings(study=workspace) if one.role == "coder"]
    assert mine.quotes == machine.quotes
    assert "figures.csv" in mine.quotes[0].label


def test_words_of_ones_own_count_before_a_choice(client, keys, workspace):
    code(client, keys["WXB"], **{"uses_hikvision-from": "machine", "uses_hikvision-quote": "in its car parks"})
    (quote,) = next(
        one for one in coding.codings(study=workspace) if one.coder == "anna" and one.variable == "uses_hikvision"
    ).quotes
    assert quote.quote == "in its car parks"


FAULTS = [
    ({"outcome-value": "perhaps"}, "outcome", "is not an outcome"),
    ({"outcome-value": "refused"}, "outcome", "a refusal needs its law and section"),
    ({"outcome-provisions": "section 31"}, "outcome", "does not say which law"),
    ({"outcome-quote": ""}, "outcome", "needs the words of the body's reply"),
    ({"outcome-quote": "We never wrote this."}, "outcome", "does not stand in what Wexbarrow Borough Council sent"),
    ({"uses_hikvision-value": "maybe"}, "uses_hikvision", "is not an answer to"),
    ({"uses_hikvision-value": ""}, "uses_hikvision", "is blank although “quote” is filled in"),
    ({"uses_hikvision-quote": "1. Does the council use Dahua"}, "uses_hikvision", "does not stand"),
    ({"camera_count-typed": "about fifty"}, "camera_count", "is not a number"),
    ({"camera_count-value": "unclear"}, "camera_count", "cannot both hold"),
    ({"makes-value": ["Hikvision", "Sony"]}, "makes", "is not an answer to"),
    ({"makes-value": ["Hikvision", "unclear"]}, "makes", "stands beside other answers"),
    ({"since-typed": "last June", "since-value": ""}, "since", "is not a date"),
    ({"codebook": "7"}, "", "The questions have changed since this page was opened"),
]


def test_a_fault_is_named_at_its_field_and_nothing_is_saved(client, keys, workspace):
    for given, variable, why in FAULTS:
        response = code(client, keys["WXB"], **given)
        page = response.content.decode()
        assert response.status_code == 422
        assert why in main_text(response)
        assert "Nothing was saved" in page
        assert said(workspace) == {}
        if variable:
            link = re.search(rf'<a href="#({variable}-\w+)">', page.split('id="faults"')[1])[1]
            assert f'id="{link}"' in page, "the summary leads to the control"
            assert f'<fieldset class="variable wrong" id="{variable}"' in page
        typed = (WHOLE | given)["uses_hikvision-quote"]
        assert f">{typed}</textarea>" in page, "nothing typed is lost"


def test_all_faults_are_told_at_once(client, keys):
    page = main_text(code(client, keys["WXB"], **{"outcome-value": "refused", "camera_count-typed": "many"}))
    assert "a refusal needs its law and section" in page
    assert "is not a number" in page


def test_our_own_letter_is_no_evidence(client, keys, workspace):
    response = code(client, keys["WXB"], **{"uses_hikvision-quote": "Under the Freedom of Information Act I ask you"})
    assert "does not stand in what" in main_text(response)
    assert said(workspace) == {}


def test_hostile_entries_are_text(client, keys):
    given = {
        "uses_hikvision-quote": "</textarea><script>x</script>",
        "uses_hikvision-note": '"><b>',
        "camera_count-typed": '"><i>',
    }
    page = code(client, keys["WXB"], **given).content.decode()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_nul_in_a_note_is_kept_visible(client, keys, workspace):
    code(client, keys["WXB"], **{"since-note": "odd\x00note"})
    (one,) = [one for one in coding.codings(study=workspace) if one.variable == "since" and one.coder == "anna"]
    assert one.why == "odd\ufffdnote"


def test_a_change_of_mind_is_a_new_coding_and_a_repetition_is_none(client, keys, workspace):
    code(client, keys["WXB"])
    assert "Nothing had changed." in main_text(code(client, keys["WXB"], follow=True))
    page = client.get(f"/code/{keys['WXB']}/").content.decode()
    assert re.search(r'name="uses_hikvision-value" value="yes" checked', page), "what I said stands there"
    assert re.search(r'name="uses_hikvision-from" value="mine" checked', page)
    assert re.search(r'name="camera_count-typed" value="56"', page)
    code(client, keys["WXB"], **{"uses_hikvision-value": "formerly"})
    assert said(workspace)["WXB", "uses_hikvision"] == [("anna", "coder", "yes"), ("anna", "coder", "formerly")]
    assert len(said(workspace)["WXB", "camera_count"]) == 1


def test_coders_do_not_see_each_other_before_they_differ(client, keys):
    code(client, keys["WXB"], **{"uses_hikvision-note": "A thought of mine."})
    sit_down(client, "ben")
    page = main_text(client.get(f"/code/{keys['WXB']}/"))
    assert "anna" not in page
    assert "A thought of mine." not in page


def test_blind_coding_shows_no_suggestion(client, keys):
    sit_down(client, "anna")
    seen = client.get(f"/code/{keys['WXB']}/").content.decode()
    assert "The machine suggests" in seen
    assert "<mark>" in seen
    sit_down(client, "anna", blind="yes")
    hidden = client.get(f"/code/{keys['WXB']}/").content.decode()
    assert "The machine suggests" not in hidden
    assert "<mark>" not in hidden
    assert 'value="machine"' not in hidden


@pytest.mark.parametrize("name", ["", "   ", "machine:reader", " Machine:Other", "x" * 151])
def test_nobody_and_machines_do_not_code(client, name):
    assert "You are researcher" in sit_down(client, name).content.decode().replace('<a href="/code/#who">', "")


def test_the_list_says_how_far_each_request_is(client, keys):
    def rows(**given):
        page = client.get("/code/", given).content.decode().split("<tbody>")[1].split("</tbody>")[0]
        return {
            re.search(r"/code/(\d+)/", row)[1]: main_text_of(row) for row in page.split("<tr>")[1:] if "/code/" in row
        }

    def main_text_of(row):
        return " ".join(re.sub(r"<[^>]+>", " ", row).split())

    assert len(rows()) == 4, "Pentrefan has sent nothing to code"
    assert all("Nobody has coded it" in row for row in rows().values())
    code(client, keys["WXB"])
    assert "Waits for another coder anna" in rows()[str(keys["WXB"])]
    assert list(rows(state="begun")) == [str(keys["WXB"])]
    assert len(rows(state="nobody")) == 3
    assert list(rows(mine="yes")) == [str(keys["WXB"])]
    assert len(rows(mine="no", q="council")) == 3
    code(client, keys["WXB"], "ben")
    assert "Done anna, ben" in rows()[str(keys["WXB"])]
    code(client, keys["WXB"], "ben", **{"uses_hikvision-value": "formerly"})
    assert "Coders disagree anna, ben uses_hikvision Settle" in rows()[str(keys["WXB"])]


def test_a_disagreement_is_settled(client, keys, workspace):
    code(client, keys["WXB"])
    code(client, keys["WXB"], "ben", **{"uses_hikvision-value": "formerly", "uses_hikvision-quote": "in its car parks"})
    sit_down(client, "carol")
    page = client.get(f"/code/{keys['WXB']}/settle/")
    shown = main_text(page)
    assert re.search(r"anna : yes", shown)
    assert re.search(r"ben : formerly", shown)
    assert "camera_count" not in shown, "only what they differ on"
    given = {"codebook": "1", "uses_hikvision-value": "yes", "uses_hikvision-from": "coder-0"}
    response = client.post(f"/code/{keys['WXB']}/settle/", given, follow=True)
    assert "1 answer saved" in main_text(response)
    decision = coding.decisions(study=workspace)["WXB"]["uses_hikvision"]
    assert (decision.state, decision.value, decision.quotes[0].quote) == ("adjudicated", "yes", YES)
    assert decision.coders == ("anna", "ben", "carol")
    assert "settled" in main_text(client.get(f"/requests/{keys['WXB']}/"))


def test_settling_what_one_coded_is_warned_of(client, keys):
    code(client, keys["WXB"])
    code(client, keys["WXB"], "ben", **{"uses_hikvision-value": "formerly"})
    assert "You coded this request yourself." in main_text(client.get(f"/code/{keys['WXB']}/settle/"))
    assert "There is nothing to settle" in main_text(client.get(f"/code/{keys['HLM']}/settle/"))


def test_a_form_of_old_questions_is_not_saved_under_new_ones(client, keys, workspace, tmp_path, now):
    source = STUDY.replace("How many cameras made by Hikvision", "How many Hikvision cameras")
    studies.save_study(path=write_study(tmp_path, source), register=shipped(), by="alice", at=now)
    response = code(client, keys["WXB"])
    assert "The questions have changed" in main_text(response)
    assert said(workspace) == {}


def test_a_silent_request_has_nothing_to_quote(client, keys, workspace):
    response = code(client, keys["PNT"])
    assert "has sent nothing in which" in main_text(response)
    given = {name: "" for name in WHOLE if name != "codebook"} | {"outcome-value": "no_reply"}
    assert code(client, keys["PNT"], **given).status_code == 302
    assert said(workspace)["PNT", "outcome"] == [("anna", "coder", "no_reply")]


@pytest.fixture
def unsure_case(keys, workspace):
    """A case whose outcome the machine leaves open though it leans to one, and where it guesses an answer."""
    (request,) = asking.requests(study=workspace.slug, keys=[keys["WXB"]])
    case = coding.coding_case(study=workspace, request=request)
    word = case.suggested["uses_hikvision"]
    leans = replace(case.suggested["outcome"], value="partly_answered")
    return replace(case, suggested={"uses_hikvision": replace(word, guess=True, confidence=0.66)}, leaning=leans)


def shown_fields(case, blind=False):
    return {
        one.variable: render_to_string("web/field.html", {"field": one})
        for one in fields(Shown(case, "anna", "coder", blind=blind))
    }


def test_a_guess_is_called_one(unsure_case):
    told = shown_fields(unsure_case)["uses_hikvision"]
    assert "guesses <strong>yes</strong>" in told
    assert "66 % sure; nothing says it outright" in told


def test_what_the_outcome_leans_to_is_shown_with_its_words_and_not_suggested(unsure_case):
    told = shown_fields(unsure_case)["outcome"]
    assert "suggests" not in told
    assert "it may be <strong>partly answered</strong>" in told
    assert "What the machine hesitates over: <q>" in told
    assert 'value="partly_answered" selected' not in told


def test_who_codes_blind_sees_no_leaning(unsure_case):
    told = shown_fields(unsure_case, blind=True)
    assert "partly answered</strong>" not in told["outcome"]
    assert "hesitates" not in told["outcome"]
    assert "guesses" not in told["uses_hikvision"]
