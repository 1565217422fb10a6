"""Words that an answer rests on, outlined upon the picture of their page, and their page named beside them."""

import re
import xml.etree.ElementTree as ET

import pytest

from askall.documents import services as documents
from askall.documents.records import Place

YES = "Yes, the council uses Hikvision equipment in its car parks."
ADDRESS = re.compile(r'<img class="outline" src="([^"]+)"')


@pytest.mark.parametrize("kind", ["requests", "code"])
def test_the_words_are_outlined_upon_their_page(client, keys, letter, kind):
    page = client.get(f"/{kind}/{keys['HLM']}/").content.decode()
    assert "letter.pdf, page 2</span>" in page
    assert "with words outlined on page 2" in page
    addresses = ADDRESS.findall(page)
    assert addresses
    assert all(address.startswith(f"/files/{letter}/1/") for address in addresses)
    before = page[: page.index(addresses[0])]
    assert re.findall(r'src="([^"]+\.png)"', before)[-1] == f"/files/{letter}/2.png"


def test_an_outline_lies_around_its_words(client, keys, letter):
    text = documents.documents(hashes=[letter])[letter].parts[1].text
    start = text.index(YES)
    response = client.get(f"/files/{letter}/1/{start}-{start + len(YES)}.svg")
    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    (box,) = ET.fromstring(response.content)
    x, y, width, height = (float(box.get(name)) for name in ("x", "y", "width", "height"))
    assert x == pytest.approx(100, abs=10)  # thousandths of the page: 60 of 600 points
    assert y < 1000 * (1 - 680 / 800) < y + height
    assert 400 < width < 700
    assert height < 40


def test_nothing_is_outlined_where_nothing_is_known(client, keys, letter):
    for address in (f"/files/{letter}/7/0-5.svg", f"/files/{letter}/1/900-905.svg"):
        response = client.get(address)
        assert len(ET.fromstring(response.content)) == 0
    assert client.get(f"/files/{'0' * 64}/1/0-5.svg").status_code in (200, 404)


def test_the_cell_is_named_beside_words_from_a_sheet(client, keys, monkeypatch):
    monkeypatch.setattr(
        documents, "where", lambda *, start, end, **asked: (Place(start, end, cell="B2"),) if asked["part"] == 0 else ()
    )
    page = client.get(f"/requests/{keys['STN']}/").content.decode()
    assert re.search(r"figures\.csv, [^<]*, cell B2</span>", page)
