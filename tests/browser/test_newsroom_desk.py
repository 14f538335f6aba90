"""The newsroom as an editor uses it: checks, buttons, the front page's order."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles import arranging, colleagues, planning
from articles.models import Article, Link, PlannedChange
from tests import make
from tests.articles.admin import ADD, change
from tests.browser.axe import faults

# Beside a field, where a row is taken hold of.
EDGE = {"x": 3, "y": 12}
FRONT = reverse("admin:articles_article_front")


@pytest.fixture
def stories():
    section = make.section(name="Region")
    return [
        make.article(
            headline=f"Headline {name}",
            section=section,
            published_at=timezone.now() - timedelta(hours=hours),
        )
        for hours, name in enumerate("ABC", start=1)
    ]


def leads(page):
    return page.locator("[data-lead] a").all_inner_texts()


def test_what_is_typed_is_checked_beside_the_form_and_leads_to_its_field(visit):
    story = make.draft(section=make.section())
    page = visit(change(story), staff=make.user("Editor"))
    page.locator("#id_headline").fill("H" * 120)
    page.get_by_role("button", name="Check what is on the form").click()

    concern = page.get_by_role("link", name="The headline has 120 characters")
    concern.click()

    expect(page.locator("#id_headline")).to_be_focused()
    assert Article.objects.get(pk=story.pk).headline == story.headline


def test_a_story_is_begun_and_goes_its_way_without_script(visit):
    section, editor = make.section(), make.user("Editor")
    page = visit(ADD, staff=editor, java_script_enabled=False)
    page.locator("#id_headline").fill("Without script")
    page.locator("#id_body").fill("Its words.")
    page.get_by_role("combobox", name="Section").select_option(section.name)
    page.get_by_role("button", name="Save and continue editing").click()
    story = Article.objects.get(headline="Without script", section=section)
    for button, status in (
        ("Hand in for review", "in_review"),
        ("Publish", "published"),
        ("Withdraw", "withdrawn"),
        ("Back to draft", "draft"),
    ):
        page.goto(change(story))
        page.get_by_role("button", name=button, exact=True).click()
        expect(page.locator(".messagelist .success").first).to_be_visible()
        assert Article.objects.get(pk=story.pk).status == status


def test_enter_in_a_field_of_a_story_that_is_out_publishes_nothing(visit, stories):
    page = visit(change(stories[0]), staff=make.user("Editor"))
    page.locator("#id_headline").fill("Half a headl")
    page.locator("#id_headline").press("Enter")

    expect(page.get_by_text("press the button that says whether")).to_be_visible()
    assert Article.objects.get(pk=stories[0].pk).headline == "Headline A"


def test_the_front_page_is_ordered_by_keys_and_by_drag_with_a_preview(visit, stories):
    editor = make.user("Editor")
    arranging.arrange([story.pk for story in stories], seen=[], by=editor)
    page = visit(FRONT, staff=editor)
    shown = page.frame_locator("iframe")
    expect(shown.get_by_text("Headline A").first).to_be_visible()

    page.get_by_role("link", name="Headline C").press("Alt+ArrowUp")
    assert leads(page) == ["Headline A", "Headline C", "Headline B"]
    rows = page.locator("[data-lead]")
    rows.nth(2).drag_to(rows.nth(0), target_position={"x": 5, "y": 2})
    assert leads(page) == ["Headline B", "Headline A", "Headline C"]
    expect(shown.locator("article h2").first).to_have_text("Headline B")

    page.get_by_role("button", name="Save this order").click()

    expect(page.locator(".messagelist .success").first).to_be_visible()
    a, b, c = (story.pk for story in stories)
    assert arranging.order() == [b, a, c]


def test_names_over_a_story_are_put_in_order_by_keys_and_by_drag(visit, stories):
    names = [make.contributor(name=name) for name in ("Ada", "Bo", "Cem")]
    for position, name in enumerate(names):
        stories[0].bylines.create(contributor=name, position=position)
    page = visit(change(stories[0]), staff=make.user("Editor"))
    rows = page.locator("#bylines-group tr.has_original")
    rows.nth(2).locator("[name$=-position]").press("Alt+ArrowUp")
    held = rows.first.locator("td.field-position")
    held.drag_to(rows.nth(2).locator("td.field-position"), source_position=EDGE)
    page.get_by_role("button", name="Save a typing error").click()

    expect(page.locator(".messagelist .success").first).to_be_visible()
    order = [byline.contributor.name for byline in stories[0].bylines.all()]
    assert order == ["Cem", "Ada", "Bo"]


def test_axe_finds_nothing_on_the_pages_of_editors(visit, stories):
    managing = make.user("Managing editor")
    story = stories[0]
    colleagues.write(story, "A note.", by=managing)
    planned = PlannedChange(
        article=story, content={"headline": "Other"}, base_version=story.version,
        at=timezone.now() + timedelta(days=1), by=managing,
    )  # fmt: skip
    planning.plan(planned)
    make.article(
        section=story.section,
        lead_photo=make.photo(rights_end=timezone.now()),
        published_at=timezone.now() + timedelta(hours=1),
    )
    Link.objects.create(label="Elsewhere", url="https://example.org/", place="social")
    page, found = visit("/admin/", staff=managing, bypass_csp=True), []
    acting = reverse("admin:articles_article_act", args=["kill"])
    paths = (
        reverse("admin:articles_article_changelist"),
        change(story),
        change(make.draft(section=story.section)),
        f"{acting}?story={story.pk}",
        reverse("admin:articles_article_calendar"),
        FRONT,
        reverse("admin:articles_article_wire"),
        reverse("admin:articles_article_planned", args=[story.pk]),
        reverse("admin:articles_article_revisions", args=[story.pk]),
        reverse("admin:articles_publishingpolicy_change", args=[1]),
        reverse("admin:articles_publication_change", args=[1]),
    )
    for scheme, width in (("light", 1280), ("dark", 820)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            page.goto(path)
            found += [
                (path, scheme, width, fault["id"], fault["nodes"][0]["html"])
                for fault in faults(page)
            ]
    assert found == []
