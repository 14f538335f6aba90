import re
from time import sleep

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests import make

SAID = {"comment": "It rained 100% of the week.", "author": "Ada", "email": "a@x.org"}


@pytest.fixture
def story():
    return make.article(headline="Rain on the fair")


def fill(page, **fields):
    for name, value in {**SAID, **fields}.items():
        page.locator(f"#{name}").fill(value)


def send(page):
    page.get_by_role("button", name="Post Comment").click()


def test_reply_moves_the_form_under_the_comment_and_back(visit, story):
    first = make.comment("approved", article=story, author_name="Bo <b>")
    page = visit(story.get_absolute_url())

    page.get_by_role("link", name="Reply to Bo <b>").click()

    form = page.locator(f"#comment-{first.pk} + #respond")
    expect(form.get_by_role("heading")).to_have_text("Leave a Reply to Bo <b>")
    expect(page.locator("#comment")).to_be_focused()
    assert page.locator("[name=parent]").input_value() == str(first.pk)

    page.get_by_role("link", name="Cancel reply").click()

    expect(page.locator(f"#comment-{first.pk} + #respond")).to_have_count(0)
    expect(page.locator("#respond-title")).to_have_text("Leave a Reply")
    expect(page.get_by_role("link", name="Reply to Bo <b>")).to_be_focused()
    assert page.locator("[name=parent]").input_value() == ""


@pytest.mark.parametrize("script", [True, False])
def test_a_reply_is_held_under_its_comment(visit, story, script):
    first = make.comment("approved", article=story, author_name="Bo")
    page = visit(story.get_absolute_url(), java_script_enabled=script)

    page.get_by_role("link", name="Reply to Bo").click()
    expect(page.locator("#respond-title")).to_have_text("Leave a Reply to Bo")
    fill(page)
    send(page)

    expect(page.get_by_role("status")).to_have_text(
        "Your comment is awaiting moderation."
    )
    assert Comment.objects.get(status="held").parent == first


def test_name_and_address_are_remembered_only_when_ticked(visit, story):
    page = visit(story.get_absolute_url())
    kept = "Object.assign({}, localStorage)"

    fill(page)
    send(page)
    page.wait_for_url("**receipt=*")
    assert page.evaluate(kept) == {}

    page.goto(story.get_absolute_url())
    fill(page, comment="Twice.", email="b@x.org")
    page.get_by_label("Save my name and email").check()
    send(page)
    page.wait_for_url("**receipt=*")
    assert list(page.evaluate(kept)) == ["commenter"]
    page.goto(story.get_absolute_url())
    expect(page.locator("#author")).to_have_value("Ada")
    expect(page.locator("#email")).to_have_value("b@x.org")

    page.get_by_label("Save my name and email").uncheck()
    assert page.evaluate(kept) == {}
    assert page.context.cookies() == []


def test_t43_a_double_click_is_one_comment(visit, story):
    page = visit(story.get_absolute_url())
    fill(page)

    page.get_by_role("button", name="Post Comment").dblclick()
    page.wait_for_url("**receipt=*")

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_t33_error_back_and_resend_keep_every_word(visit, story, script):
    page = visit(story.get_absolute_url(), java_script_enabled=script)
    fill(page, email="no address")

    send(page)
    expect(page.locator("#summary")).to_be_visible()
    expect(page.locator("#comment")).to_have_value(SAID["comment"])
    expect(page.locator("#email")).to_have_value("no address")

    page.go_back()
    expect(page.locator("#comment")).to_have_value(SAID["comment"])
    page.locator("#email").fill("ada@example.org")
    send(page)
    page.wait_for_url("**receipt=*")

    assert Comment.objects.count() == 1
    assert page.context.cookies() == []


def test_the_error_summary_leads_to_each_field(visit, story):
    page = visit(story.get_absolute_url())
    fill(page, comment="", author="", email="no address")
    send(page)

    links = page.locator("#summary a")
    expect(links).to_have_count(3)
    for index, name in enumerate(("comment", "author", "email")):
        links.nth(index).click()
        expect(page.locator(f"#{name}")).to_be_focused()
    expect(page).to_have_title(re.compile("^Error: "))


def test_a_reader_of_every_page_is_given_no_cookie(visit, story):
    make.comment("approved", article=story)
    page = visit("/")
    page.get_by_role("link", name=story.headline).first.click()
    page.get_by_role("link", name=story.section.name).first.click()
    page.go_back()
    page.locator(".comment-head a").click()

    assert page.context.cookies() == []


def test_a_page_left_open_says_when_there_are_new_comments(visit, story):
    page = visit("/")
    page.clock.install()
    page.goto(story.get_absolute_url())
    news = page.locator("[data-news]")
    page.clock.run_for(61_000)
    expect(news).to_be_hidden()
    make.comment("approved", article=story, body="A new one.")

    # The next minute begins when the answer of the last has come.
    for _minute in range(5):
        page.clock.run_for(61_000)
        sleep(0.2)

    expect(news).to_have_text("One Comment – show the new ones")
    news.get_by_role("link").click()
    expect(page.get_by_text("A new one.")).to_be_visible()


def test_light_or_dark_is_remembered_without_a_cookie(visit, story):
    page = visit("/", color_scheme="dark")
    switch = page.get_by_role("button", name="Dark")
    expect(switch).to_have_attribute("aria-pressed", "true")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(ground) == "rgb(20, 23, 26)"

    switch.click()
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.goto(story.get_absolute_url())

    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert page.context.cookies() == []
    plain = visit("/", java_script_enabled=False)
    expect(plain.get_by_text("Dark", exact=True)).to_be_hidden()


def test_the_last_front_page_is_read_without_a_network(watch, visit, story):
    page = visit("/", service_workers="allow")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("caches.match('/').then(Boolean)")
    make.article(headline="Came in later")
    page.reload()
    expect(page.get_by_role("link", name="Came in later")).to_be_visible()
    kept = "caches.match('/').then((a) => a.text()).then((t) => t.includes('in later'))"
    page.wait_for_function(kept)

    page.context.set_offline(True)
    page.goto("/")

    expect(page.get_by_role("link", name="Came in later")).to_be_visible()
    watch.faults = [fault for fault in watch.faults if "DISCONNECTED" not in fault]
