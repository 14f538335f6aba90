"""What readers type is shown as they typed it, wherever it is shown."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests import make

VECTORS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(2)>",
    "<svg onload=alert(3)>",
    '"><svg/onload=alert(4)>',
    "' onfocus='alert(5)' autofocus='",
    '" onmouseover="alert(6)" x="',
    '<blockquote cite="\n" onfocus="alert(7)" tabindex=0 autofocus>',
    '<!--<img src="--><img src=x onerror=alert(8)//">',
    "</textarea><script>alert(9)</script>",
    "</title><script>alert(10)</script>",
    "<a href=javascript:alert(11)>press</a>",
    "javascript:alert(12)",
    "data:text/html,<script>alert(13)</script>",
    "http://x.org/'onclick=alert(14)//",
    'http://x.org/"onclick="alert(15)',
    "<iframe srcdoc='<script>alert(16)</script>'>",
    "<math><mi//xlink:href='data:x,<script>alert(17)</script>'>",
    "\u2028</script><script>alert(18)</script>",
    "{{7*7}}{% load x %}${alert(19)}",
    "<style>@import'javascript:alert(20)';</style>",
    "&lt;script&gt;alert(21)&lt;/script&gt;",
    "<details open ontoggle=alert(22)>",
)
MADE = (
    "script, img, svg, iframe, math, style, details:not([class]), [onclick], [onfocus]"
)
ENDS = {"bypass_csp": True}


@pytest.fixture
def story():
    return make.article()


def typed(vector):
    """As a browser keeps it in a field of one line."""
    return vector.replace("\n", "").replace("\u2028", "")[:200]


def quiet(page, place):
    """Nothing that was typed became an element; a dialog fails the test by itself."""
    page.wait_for_timeout(100)
    expect(page.locator(place).locator(MADE)).to_have_count(0)


def test_t01_public_comments_show_it_literally(visit, story):
    for vector in VECTORS:
        make.comment("approved", article=story, body=vector, author_name=typed(vector))

    page = visit(story.get_absolute_url(), **ENDS)

    quiet(page, ".thread")
    expect(page.locator(".comment-body")).to_have_count(len(VECTORS))
    for body, vector in zip(
        page.locator(".comment-body").all_inner_texts(), VECTORS, strict=True
    ):
        assert body.split() == vector.replace("\u2028", "\n").split()
    schemes = page.locator(".comment-body a").evaluate_all(
        "a => a.map(a => a.protocol)"
    )
    assert set(schemes) == {"http:"}


def test_t02_the_desk_shows_it_literally(visit, story, monkeypatch):
    monkeypatch.setattr("comments.views.desk.queue.PER_PAGE", len(VECTORS))
    for vector in VECTORS:
        make.comment(article=story, body=vector, author_name=typed(vector))

    page = visit("/desk/", staff=make.user("Moderator"), **ENDS)

    quiet(page, ".cards")
    expect(page.locator("[data-card]")).to_have_count(len(VECTORS))
    page.locator("[data-card]").first.get_by_role("button", name="Spam").click()
    quiet(page, "#main .notice")


@pytest.mark.parametrize("vector", VECTORS[::3])
def test_t03_receipt_and_error_page_show_it_literally(visit, story, vector):
    page = visit(story.get_absolute_url(), **ENDS)
    page.locator("#comment").fill(vector)
    page.locator("#author").fill(typed(vector))
    page.locator("#email").fill(vector.replace("\n", "")[:100])
    page.get_by_role("button", name="Post Comment").click()

    expect(page.locator("#summary")).to_be_visible()
    quiet(page, "#respond")
    expect(page.locator("#author")).to_have_value(typed(vector))
    page.locator("#email").fill("a@example.org")
    page.get_by_role("button", name="Post Comment").click()

    expect(page.locator(".own")).to_be_visible()
    quiet(page, ".own")
    assert Comment.objects.count() == 1
