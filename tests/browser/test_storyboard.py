"""A night editor's seven scenes in a browser, from a wire's text to a letter."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import renditions
from articles.models import Act, Article, Photo, Seal
from tests import make
from tests.articles.admin import change
from tests.articles.test_beginning import STORY
from tests.articles.test_metadata import with_xmp
from tests.browser.test_photo_desk import file, put_words

TOLD = with_xmp(caption="A road near the town. (AP Photo/Jo Roe)")


@pytest.fixture
def editor(committed):
    return make.user("Editor", display_name="Ada Example")


def done(page):
    expect(page.locator(".messagelist .success").first).to_be_visible()


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_1_a_wire_story_with_a_photo_is_out_without_leaving_the_form(visit, editor):
    make.section(name="World")
    make.contributor(name="dpa", kind="agency")
    page = visit(reverse("admin:articles_article_wire"), staff=editor)
    page.get_by_label("The whole story as the wire sent it").fill(STORY)
    press(page, "Propose its parts")
    press(page, "Take what is ticked into a new story")
    page.locator(".field-section .select2-selection").click()
    page.locator(".select2-search__field").fill("Wor")
    page.locator(".select2-results__option", has_text="World").click()
    page.locator(".field-photos [type=file]").set_input_files([file(TOLD, "told.jpg")])
    room = page.get_by_role("dialog", name="Photos for this story")
    put_words(room.locator("form[data-worded]"), alternative_text="A road")
    room.get_by_role("button", name="Make it the lead photo").click()
    press(page, "Publish")
    done(page)

    story = Article.objects.get()
    assert (story.status, story.dateline) == ("published", "ANBAR")
    renditions.make(Photo.objects.get())
    page.goto(story.get_absolute_url())
    expect(page.locator("h1")).to_contain_text("Two soldiers killed")
    expect(page.locator("figure img").first).to_have_attribute("alt", "A road")
    expect(page.locator("figcaption").first).to_contain_text("AP Photo/Jo Roe")


def test_2_it_is_looked_at_unsaved_and_by_somebody_outside(visit, editor):
    story = make.draft(headline="Before", section=make.section())
    page = visit(change(story), staff=editor)
    page.locator("#id_headline").fill("As typed")
    press(page, "Show it here")
    frame = page.frame_locator("iframe[name=story-preview]")
    expect(frame.locator("h1")).to_have_text("As typed")
    press(page, "As others show it")
    expect(frame.locator(".result .title")).to_have_text("As typed")

    outside = visit(urlsplit(page.locator("#preview-link").input_value()).path)
    expect(outside.locator("h1")).to_have_text("Before")


def test_3_it_is_scheduled_and_stands_in_the_calendar(visit, editor):
    hour = timezone.localtime() + timedelta(hours=2)
    story = make.draft(headline="Due tonight", section=make.section())
    page = visit(change(story), staff=editor)
    page.locator("#id_appear_at_0").fill(f"{hour:%Y-%m-%d}")
    page.locator("#id_appear_at_1").fill(f"{hour:%H:%M:%S}")
    press(page, "Schedule")
    done(page)
    page.goto(f"{reverse('admin:articles_article_calendar')}?week={hour:%Y-%m-%d}")
    expect(page.locator(".entry", has_text="Due tonight")).to_be_visible()
    story.refresh_from_db()
    assert page.goto(story.get_absolute_url()).status == 404


def test_4_two_people_change_the_same_words(visit, editor):
    story = make.draft(body="<p>Two were hurt.</p>", section=make.section())
    hers, his = (
        visit(change(story), staff=one) for one in (editor, make.user("Editor"))
    )
    for page, words in ((hers, "On Monday "), (his, "Police say: ")):
        page.locator(".ProseMirror p").first.click()
        page.keyboard.press("Home")
        page.keyboard.type(words)
        page.locator("[name=_save]").click()
        page.wait_for_load_state()

    done(hers)
    beside = his.locator(".newer")
    expect(beside).to_contain_text("On Monday Two were hurt.")
    expect(his.locator(".ProseMirror")).to_contain_text("Police say: Two were hurt.")


def test_5_a_correction_is_told_to_readers(visit, editor):
    story = make.article(body="<p>Two were hurt.</p>", section=make.section())
    before = story.get_absolute_url(), story.published_at
    page = visit(change(story), staff=editor)
    page.locator("#id_headline").fill("Three were hurt")
    page.locator("#id_correction").fill("It was three, not two.")
    press(page, "Correct")
    done(page)

    page.goto(before[0])
    expect(page.locator("h1")).to_have_text("Three were hurt")
    expect(page.get_by_text("It was three, not two.")).to_be_visible()
    story.refresh_from_db()
    assert (story.get_absolute_url(), story.published_at) == before


def test_6_it_is_taken_back_to_draft_and_put_out_again(visit, editor):
    story = make.article(section=make.section())
    page = visit(change(story), staff=editor)
    for button, status in (("Back to draft", 404), ("Publish", 200)):
        page.goto(change(story))
        press(page, button)
        done(page)
        assert page.goto(story.get_absolute_url()).status == status


def test_7_a_court_letter_comes(visit, editor):
    story = make.article(headline="What a court forbids", section=make.section())
    page = visit(change(story), staff=editor)
    expect(page.get_by_role("button", name="Kill for legal reasons…")).to_have_count(0)

    page = visit(change(story), staff=make.user("Managing editor"))
    page.get_by_role("button", name="Kill for legal reasons…").click()
    page.get_by_label("Reason").fill("A letter of the court.")
    press(page, "Kill for legal reasons")
    done(page)

    assert page.goto(story.get_absolute_url()).status == 410
    expect(page.get_by_text("What a court forbids")).to_have_count(0)
    assert Act.objects.get(act="kill").note == "A letter of the court."
    assert Seal.objects.get().article == story
