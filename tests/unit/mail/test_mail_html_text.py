"""HTML as text: nothing runs together, nothing shown is lost, whatever the page is like."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.mail.html_text import html_to_text, rough_words


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p class=MsoNormal>One<o:p></o:p></p><p class=MsoNormal>Two</p>", "One\nTwo"),
        ("One<br>Two<br><br>Three", "One\nTwo\n\nThree"),
        ("<div>One<br></div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("Hik<b>vision</b> and <i> Axis </i>.", "Hikvision and Axis ."),
        ("10<sup>th</sup>&nbsp;May &pound;5 &#8211; &#150;", "10th\xa0May £5 – –"),
        (
            "<table><tr><td>Hikvision</td><td>Yes</td></tr><tr><td>Dahua</td><td>No</td></tr></table>",
            "Hikvision\tYes\nDahua\tNo",
        ),
        (
            "<table><tr><th>Make</th><th>In use</th><th>Number</th><tr><td>Axis<td><td>4</table>",
            "Make\tIn use\tNumber\nAxis\t\t4",
        ),
        ("<table><tr><td><p>Q1</p><p>How many?</p></td><td><p>19</p></td></tr></table>", "Q1 How many?\t19"),
        ("<table><tr><td><p>Dear asker,</p><p>We hold 19.</p></td></tr></table>", "Dear asker,\n\nWe hold 19."),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "a\tb\nc"),
        ("<ul><li>One</li><li><p>Two</p></li></ul>", "- One\n- Two"),
        ("<ol start=3><li>One<li>Two<ol type=a><li>sub</ol></ol>after", "3. One\n4. Two\na. sub\n\nafter"),
        ("<ol type=i><li>One<li value=4>Two</ol>", "i. One\niv. Two"),
        ('See <a href="https://x.example/a">our page</a>.', "See our page <https://x.example/a>."),
        ('<a href="http://www.x.example/">www.x.example</a>', "www.x.example"),
        ('<a href="mailto:foi@x.example?subject=y">Write</a> <a href="#top">top</a>', "Write <foi@x.example> top"),
        ('<a href="javascript:alert(1)">Click</a>', "Click"),
        ("Write to <foi@x.example> please", "Write to <foi@x.example> please"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("<head><title>t</title><style>p{}</style></head><script>x()</script>Shown", "Shown"),
        ('<div style="DISPLAY: none">Preheader</div><p hidden>no</p>Shown', "Shown"),
        ("<!-- comment --><!--[if mso]>mso<![endif]-->Shown<![if !x]>too<![endif]>", "Showntoo"),
        ("<pre>a  b\n  c</pre>", "a\xa0\xa0b\n\xa0\xa0c"),
        ("above<hr>below", f"above\n{'_' * 32}\nbelow"),
        ('<p>Answer.</p><blockquote type="cite">You asked<br>this</blockquote>', "Answer.\n\n> You asked\n> this"),
        ("<blockquote>The Act says so.</blockquote>", "The Act says so."),
        ("<noscript>Shown without script</noscript>", "Shown without script"),
        ("</html>after<p>the end", "after\n\nthe end"),
        ("null\x00byte", "nullbyte"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_pages(html, text):
    assert html_to_text(html) == text


def test_deep_nesting_is_read():
    assert html_to_text("<div>" * 50_000 + "The answer") == "The answer"
    assert html_to_text("<table><tr><td>" * 5_000 + "The answer") == "The answer"
    assert html_to_text("<blockquote type=cite>" * 5_000 + "The answer").endswith("> The answer")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_never_raises(html):
    html_to_text(html)
    rough_words(html)


TAGS = [
    "p",
    "div",
    "span",
    "td",
    "tr",
    "table",
    "li",
    "ul",
    "b",
    "a href=x",
    "blockquote type=cite",
    "br",
    "/td",
    "/p",
    "/table",
    "/div",
]
NODES = st.one_of(
    st.sampled_from(TAGS).map("<{}>".format), st.from_regex(r"w[a-z0-9]{2,6}", fullmatch=True).map(" {} ".format)
)


@settings(max_examples=300, deadline=None)
@given(st.lists(NODES, max_size=30))
def test_every_word_shown_comes_out_in_order(nodes):
    """Whatever the tags around them, and however unbalanced. Cells a broken table puts elsewhere are still there."""
    html = "".join(nodes)
    words = re.findall(r" (w[a-z0-9]+) ", html)
    found = re.findall(r"\bw[a-z0-9]+", html_to_text(html))
    assert sorted(found) == sorted(words)
