"""What the machine has learnt, on a page: before, on request, and afterwards."""

from factories.journeys import CODED, hand_in
from factories.pages import main_text

from askall.coding import services as coding


def test_before_anything_is_coded_it_says_so(client, workspace):
    page = client.get("/code/learnt/")
    assert "From the tenth value that people give on" in main_text(page)
    assert client.get("/code/learnt.svg").status_code == 404


def test_it_learns_on_request_and_shows_what_that_gained(client, workspace, tmp_path, now):
    hand_in(workspace, tmp_path, now, "anna")
    page = client.post("/code/learnt/", follow=True)
    assert coding.learnt(study=workspace) is not None
    text = main_text(page)
    assert "The reader alone" in text
    assert "What happened to the request in the end?" in text, "each question has its row"
    coded = {variable for _, variable in CODED} - {"outcome"}
    assert all(one.text in text for one in workspace.codebook.questions if one.id in coded)
    drawing = client.get("/code/learnt.svg")
    assert drawing["Content-Type"] == "image/svg+xml"
    assert b"<title" in drawing.content


def test_the_coding_page_offers_what_teaches_most(client, workspace):
    page = client.get("/code/")
    text = main_text(page)
    assert "teaches the machine most" in text
    link = page.content.decode().split('/?order=teaches"')[0].rpartition('href="')[2]
    assert client.get(f"{link}/?order=teaches").status_code == 200
