"""Editing, replying and marking a ground: with keys only, by touch, without script."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision, Ground, Guideline
from tests import make

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def moderator():
    return make.user("Moderator", username="mona", display_name="Mona Ray")


@pytest.fixture
def held():
    story = make.article(headline="Rain on the fair")
    words = ("First words.", "It rained. You are a fool.", "Third words.")
    return [make.comment(article=story, body=body) for body in words]


def card(page, comment):
    return page.locator(f"#comment-{comment.pk}")


def now(comment):
    return Comment.objects.get(pk=comment.pk)


def test_keys_alone_edit_a_comment_and_take_it_back(visit, moderator, held):
    page = visit("/desk/", staff=moderator)
    page.keyboard.press("j")

    page.keyboard.press("e")
    field = page.get_by_label("Its words")
    expect(field).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("It rained.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".notice")).to_contain_text("The new words stand")
    expect(card(page, held[1])).to_be_focused()
    assert now(held[1]).body == "It rained."
    page.keyboard.press("z")
    expect(page.locator(".notice")).to_contain_text("the earlier words stand")
    assert now(held[1]).body == held[1].body


def test_keys_alone_reply_to_a_held_one_and_take_both_back(visit, moderator, held):
    page = visit("/desk/", staff=moderator)

    page.keyboard.press("r")
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("Thank you.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator(".notice")).to_contain_text("Your reply shows")
    assert now(held[0]).status == "approved"
    page.keyboard.press("z")
    expect(page.locator(".notice")).to_contain_text("Taken back")
    assert now(held[0]).status == "held"
    assert Comment.objects.get(staff=moderator).withdrawn_at


def test_keys_alone_choose_a_sentence_as_the_ground(visit, moderator, held):
    page = visit("/desk/", staff=moderator)
    page.keyboard.press("j")

    page.keyboard.press("g")
    field = card(page, held[1]).get_by_label("Words that are the ground")
    expect(field).to_be_focused()
    sentences = "list => [...list.options].map(option => option.value)"
    offered = card(page, held[1]).locator("datalist").evaluate(sentences)
    assert offered == ["It rained.", "You are a fool."]
    page.keyboard.type("You are a fool.")
    page.keyboard.press("Enter")
    expect(card(page, held[1]).get_by_label("under")).to_be_focused()
    page.keyboard.press("1")

    expect(card(page, held[1])).to_have_count(0)
    expect(card(page, held[2])).to_be_focused()
    assert Ground.objects.get().words_in(held[1].body) == "You are a fool."


def test_capitals_decide_on_the_ticked_ones(visit, moderator, held):
    page = visit("/desk/", staff=moderator)

    page.keyboard.press("Shift+X")
    expect(page.locator("[data-ticked]")).to_have_text("3")
    page.keyboard.press("x")
    page.keyboard.press("Shift+D")
    page.keyboard.press("3")

    expect(page.locator(".notice")).to_have_text("2 comments decided.")
    third = Guideline.objects.filter(is_active=True)[2]
    assert {made.guideline for made in Decision.objects.all()} == {third}
    assert now(held[0]).status == "held"


@pytest.mark.parametrize("script", [True, False])
def test_a_thumb_edits_and_replies_on_a_phone(visit, moderator, held, script):
    page = visit("/desk/", staff=moderator, java_script_enabled=script, **PHONE)

    card(page, held[1]).get_by_role("link", name="Edit").tap()
    page.get_by_label("Its words").fill("It rained.")
    page.get_by_role("button", name="Save the words").tap()
    expect(page.locator(".notice")).to_contain_text("The new words stand")
    card(page, held[1]).get_by_text("the earlier words").tap()
    expect(card(page, held[1]).locator("del")).to_contain_text("You are a fool.")

    card(page, held[2]).get_by_role("link", name="Reply").tap()
    page.get_by_label("Your reply").fill("Thank you.")
    page.get_by_role("button", name="Approve it and publish").tap()
    expect(page.locator(".notice")).to_contain_text("Your reply shows")
    assert now(held[2]).status == "approved"


def test_without_script_a_ground_is_typed_and_keys_are_switched(visit, moderator, held):
    page = visit("/desk/", staff=moderator, java_script_enabled=False)
    expect(page.locator(".desk-acts kbd").first).to_be_hidden()

    card(page, held[1]).locator(".desk-more-about summary").click()
    card(page, held[1]).get_by_label("Words that are the ground").fill("a fool")
    card(page, held[1]).get_by_role("button", name="Reject").click()
    expect(card(page, held[1])).to_have_count(0)
    assert Ground.objects.get().words_in(held[1].body) == "a fool"

    page.get_by_role("button", name="Keys").click()
    page.get_by_role("button", name="Switch single keys off").click()
    expect(page.locator(".notice")).to_contain_text("Single keys do nothing now")


@pytest.mark.parametrize("script", [True, False])
def test_all_of_one_author_are_decided_from_a_card(visit, moderator, held, script):
    page = visit("/desk/", staff=moderator, java_script_enabled=script)

    card(page, held[0]).locator(".desk-more-about summary").click()
    card(page, held[0]).get_by_role("button", name="Decide on all from").click()
    expect(page.get_by_text("3 comments from this address wait.")).to_be_visible()
    page.get_by_role("button", name="All 3 are spam").click()

    expect(page.locator(".notice")).to_have_text("3 comments decided.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-card]")).to_have_count(3)
