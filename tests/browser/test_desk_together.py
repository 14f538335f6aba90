"""Two moderators at one desk, in two browsers."""

import pytest
from playwright.sync_api import expect

from tests import make


@pytest.fixture
def pair():
    return [make.user("Moderator", username=name) for name in ("mona", "otto")]


@pytest.fixture
def held():
    story = make.article(headline="Rain on the fair")
    words = ("First words", "You are a fool, sir.", "Third " * 400)
    return [make.comment(article=story, body=body) for body in words]


def card(page, comment):
    return page.locator(f"#comment-{comment.pk}")


def test_a_screen_follows_what_a_colleague_looks_at_and_decides(visit, pair, held):
    first, second = (visit("/desk/", staff=who) for who in pair)

    claim = card(second, held[0]).locator("[data-claim]")
    expect(claim).to_have_text("mona is looking at this.", timeout=15_000)
    expect(second.locator("[data-names]")).to_have_text("mona")

    first.keyboard.press("a")
    gone = card(second, held[0]).locator("[data-gone]")
    expect(gone).to_have_text("mona decided: “Approved”.", timeout=15_000)
    expect(card(second, held[0]).get_by_role("button", name="Approve")).to_be_disabled()
    expect(second.locator("[data-waiting]")).to_have_text("2")
    expect(card(second, held[0]).locator(".comment-body")).to_be_hidden(timeout=15_000)
    second.keyboard.press("j")
    expect(card(second, held[1])).to_be_focused()


def test_marked_words_become_the_ground_of_a_rejection(visit, pair, held):
    page = visit("/desk/", staff=pair[0])
    page.keyboard.press("j")
    page.evaluate(
        """id => getSelection().setBaseAndExtent(
          ...[0, 14].flatMap((at) => [
            document.querySelector(`#comment-${id} .comment-body p`).firstChild, at,
          ]))""",
        held[1].pk,
    )

    page.keyboard.press("d")
    page.keyboard.press("1")
    expect(card(page, held[1])).to_have_count(0)
    page.goto("/desk/?queue=decided")

    card(page, held[1]).locator(".desk-more-about summary").click()
    expect(card(page, held[1]).locator("q")).to_have_text("You are a fool")


def test_a_long_text_unfolds_by_key_and_help_lists_the_keys(visit, pair, held):
    page = visit("/desk/", staff=pair[0])
    text = card(page, held[2]).locator(".comment-body")
    folded = text.bounding_box()["height"]
    page.keyboard.press("j")
    page.keyboard.press("j")

    page.keyboard.press("o")
    assert text.bounding_box()["height"] > folded * 2
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(card(page, held[2])).to_have_count(1)


@pytest.mark.parametrize("script", [True, False])
def test_one_at_a_time_makes_room_for_the_next(visit, pair, held, script):
    page = visit("/desk/one/", staff=pair[0], java_script_enabled=script)

    card(page, held[0]).get_by_role("button", name="Approve").click()
    expect(card(page, held[1])).to_be_visible()
    page.get_by_role("link", name="Leave it for later").click()
    expect(card(page, held[2])).to_be_visible()
    card(page, held[2]).get_by_role("button", name="Spam").click()

    page.get_by_role("link", name="Back to the first").click()
    expect(card(page, held[1])).to_be_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_whole_list_is_decided_and_taken_back(visit, pair, held, script):
    page = visit("/desk/", staff=pair[0], java_script_enabled=script)

    page.get_by_text("Decide on all of this list (3)").click()
    page.get_by_role("button", name="Approve all").click()
    expect(page.get_by_text("3 comments become “Approved”.")).to_be_visible()
    page.get_by_role("button", name="Yes, all 3").click()
    expect(page.locator(".notice")).to_have_text("3 comments decided.")
    page.get_by_role("button", name="Undo").click()

    expect(page.locator(".notice")).to_contain_text("Taken back")
    expect(page.locator("[data-card]")).to_have_count(3)
