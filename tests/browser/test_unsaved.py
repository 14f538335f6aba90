"""Two people at one story, a lost connection, and a window that is shut too early."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Unsaved
from tests import make
from tests.articles.admin import change
from tests.browser.conftest import session_of


@pytest.fixture
def story(committed):
    return make.draft(headline="As it was", section=make.section())


def type_headline(page, words):
    page.locator("#id_headline").click()
    page.locator("#id_headline").fill(words)


def not_the_words(route):
    """A connection that is good for a word and not for many."""
    is_long = "unsaved=1" in route.request.post_data
    route.abort() if is_long else route.continue_()


def test_each_sees_the_other_write_and_what_was_typed_is_offered_again(
    visit, story, watch
):
    ada = make.user("Editor", display_name="Ada Example")
    bo = make.user("Editor", display_name="Bo Example")
    hers = visit(change(story), staff=ada)
    his = visit(change(story), staff=bo)
    expect(his.locator("[data-here]")).to_contain_text("Ada Example")

    type_headline(hers, "Typed and not saved")
    expect(hers.locator("[data-said]")).to_contain_text("is kept, and not saved")
    expect(his.locator("[data-here]")).to_contain_text("(is writing)", timeout=20_000)
    hers.goto(change(story))

    assert watch.warned == 1
    hers.get_by_role("button", name="Show it on the form").click()
    expect(hers.locator("#id_headline")).to_have_value("Typed and not saved")


def test_what_is_typed_without_a_connection_is_offered_once_there_is_one(
    visit, story, watch
):
    page = visit(change(story), staff=make.user("Editor"))
    page.context.set_offline(True)
    type_headline(page, "Typed on a train")
    expect(page.locator("[data-said]")).to_contain_text("No connection")
    watch.faults.clear()
    page.close(run_before_unload=False)

    again = page.context.new_page()
    page.context.set_offline(False)
    again.route("**/unsaved/", not_the_words)
    with again.expect_response("**/unsaved/"):
        again.goto(change(story))
    assert not Unsaved.objects.exclude(words={}).exists()
    watch.faults.clear()
    again.unroute("**/unsaved/")
    again.goto(reverse("admin:articles_article_changelist"))
    again.goto(change(story))

    expect(again.get_by_role("button", name="Show it on the form")).to_be_visible()
    assert Unsaved.objects.get().words["headline"] == ["Typed on a train"]


def test_what_came_from_a_wire_is_not_lost_before_it_is_saved(visit, committed, watch):
    page = visit(staff=make.user("Editor"))
    proposed = ["Propose its parts"]
    for pressed in (proposed, [*proposed, "Take what is ticked"]):
        page.goto(reverse("admin:articles_article_wire"))
        page.get_by_label("The whole story as the wire").fill("A head\n\nIts words.")
        for name in pressed:
            with page.expect_navigation():  # the next page with its scripts
                page.get_by_role("button", name=name).click()
        page.get_by_role("link", name="Home").click()
        expect(page).to_have_url(re.compile(f"{reverse('admin:index')}$"))
        assert watch.warned == len(pressed)
    assert Unsaved.objects.get().words["headline"] == ["A head"]


def test_what_is_typed_after_the_sign_in_ended_is_kept_by_another_sign_in(
    visit, story, watch, address
):
    ada = make.user("Editor")
    page = visit(change(story), staff=ada)
    Session.objects.all().delete()
    type_headline(page, "Typed late at night")
    expect(page.locator("[data-said]")).to_contain_text("You are signed out")
    assert not Unsaved.objects.exclude(words={}).exists()

    page.context.clear_cookies()  # to sign in makes new ones, the form's token too
    page.context.add_cookies([session_of(ada, address)])

    expect(page.locator("[data-said]")).to_contain_text("is kept, and not saved")
    assert Unsaved.objects.get().words["headline"] == ["Typed late at night"]
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert Article.objects.get().headline == "Typed late at night"
    watch.faults.clear()
