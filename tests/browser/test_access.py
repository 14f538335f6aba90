"""axe finds nothing, and nothing needs sideways scrolling, on any kind of page."""

import pytest
from playwright.sync_api import expect

from articles.models import Page, Publication, Tagging
from comments import editing, tokens
from comments.models import Comment, Proof, WatchList
from tests import make
from tests.browser.axe import EVERY_RULE, OF_COLOURS, faults

NARROWEST = 320
# How it is looked at: the media, the width, and by which rules. In the reader's own
# colours a page is the dark one of that width, but for its colours.
LOOKS = (
    ({"color_scheme": "light", "forced_colors": "none"}, NARROWEST, EVERY_RULE),
    ({"color_scheme": "light", "forced_colors": "none"}, 1280, EVERY_RULE),
    ({"color_scheme": "dark", "forced_colors": "none"}, 390, EVERY_RULE),
    ({"color_scheme": "dark", "forced_colors": "active"}, 390, OF_COLOURS),
)
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
STAFF = (
    "/desk/",
    "/desk/one/",
    "/desk/?queue=reported&language=en",
    "/desk/watch/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/password/change/",
    "/accounts/logout/",
    "/accounts/reauthenticate/",
)


@pytest.fixture
def story():
    writer = make.contributor(name="Ada Example")
    story = make.article(headline="A very long headlineword about Donaudampfschiffe")
    story.bylines.create(contributor=writer, position=1)
    first = make.comment("approved", article=story, body="Words.\n\nhttp://x.org/a?b")
    make.comment("approved", article=story, parent=first, author_name="أحمد")
    for number in range(3):
        make.article(headline=f"Another {number}", section=story.section)
    return story


def check(page, place):
    """Narrow and wide, light, dark and in the reader's own colours."""
    found = []
    for media, width, rules in LOOKS:
        page.emulate_media(**media)
        page.set_viewport_size({"width": width, "height": 900})
        for fault in faults(page, rules):
            nodes = [node["target"] for node in fault["nodes"]]
            found.append((place, media, width, fault["id"], nodes))
        if (beyond := page.evaluate(SIDEWAYS)) > 0:
            found.append((place, media, width, "sideways", beyond))
    return found


def addresses(story):
    writer = story.bylines.get().contributor
    asked = make.comment(article=story)
    Proof.objects.create(comment=asked)
    topic = make.topic(slug="the-sea", description="All that is salt.")
    Tagging.objects.create(article=story, topic=topic)
    day = story.first_published_on
    return [
        "/",
        story.section.get_absolute_url(),
        story.get_absolute_url(),
        "/by/",
        writer.get_absolute_url(),
        "/topics/",
        "/topics/the-sea/",
        "/archive/",
        f"/{day:%Y}/",
        f"/{day:%Y/%m}/",
        f"/{day:%Y/%m/%d}/",
        "/search/?q=headlineword",
        "/corrections/",
        "/guidelines/",
        Page.objects.create(
            title="Imprint", slug="imprint", body="<p>We.</p>"
        ).get_absolute_url(),
        f"/comments/prove/{tokens.for_proof(asked.pk)}/",
        f"/comments/status/{tokens.status_for(asked.pk)}/",
        "/nowhere/at/all/",
        "/accounts/login/",
        "/accounts/password/reset/",
    ]


def test_pages_of_readers_and_of_sign_in(visit, story):
    page, found = visit("/", bypass_csp=True), []

    for path in addresses(story):
        page.goto(path)
        found += check(page, path)

    assert found == []


@pytest.mark.parametrize(("language", "word"), [("ar", "الميناء"), ("ckb", "بەندەر")])
def test_pages_from_right_to_left(visit, language, word):
    Publication.objects.update(language=language)
    section = make.section(name=word, language=language)
    story = make.article(headline=f"{word} {word}", language=language, section=section)
    make.comment("approved", article=story, author_name="Zoë", body=word)
    page, found = visit("/", bypass_csp=True), []

    for path in (
        *("/", section.get_absolute_url(), story.get_absolute_url()),
        *(f"/search/?q={word}", "/archive/", "/guidelines/"),
    ):
        page.goto(path)
        assert page.locator("html").get_attribute("dir") == "rtl"
        found += check(page, path)

    assert found == []


def send(page, **words):
    for name, said in {"author": "Ada", "email": "a@x.org", **words}.items():
        page.locator(f"#{name}").fill(said)
    with page.expect_navigation() as sent:
        page.get_by_role("button", name="Post Comment").click()
    return sent.value.status


def test_refused_comment_and_receipt(visit, story):
    page = visit(story.get_absolute_url(), bypass_csp=True)

    page.get_by_role("button", name="Post Comment").click()
    expect(page.locator("#summary")).to_be_visible()
    found = check(page, "error summary")
    send(page, comment="Hm.")
    expect(page.locator(".own")).to_be_visible()
    found += check(page, "receipt")
    for words, status in (("Hm, and at once again.", 429), ("Hm.", 409)):
        page.goto(story.get_absolute_url())
        # A form that no other was sent from: as from a page read long ago.
        page.locator("[name=token]").evaluate("token => { token.value = '' }")
        assert send(page, comment=words) == status
        found += check(page, status)

    assert found == []


def test_pages_of_staff(visit, story):
    make.user("Moderator", username="mona")
    page, found = visit("/accounts/login/", bypass_csp=True), []
    page.get_by_label("Login").fill("mona")
    page.get_by_label("Password", exact=True).fill("secret")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/desk/")

    found += check(page, "empty desk")
    make.comment(article=story, body="W" * 300, email=f"{'long' * 20}@example.org")
    arabic = make.comment(article=story, body="كلام عربي", author_name="أحمد")
    by = make.user("Moderator", username="omar")
    editing.edit(arabic.pk, "كلام عربي آخر", seen=arabic.version, by=by)
    make.report(Comment.objects.filter(status="approved").first(), words="W" * 300)
    WatchList.objects.create(moderator=by, name="W" * 60, is_shared=True)
    watch = f"/desk/watch/?story={story.pk}"
    told = watch, f"/desk/edit/{arabic.pk}/", f"/desk/reply/{arabic.pk}/"
    for path in (*STAFF, *told):
        page.goto(path)
        found += check(page, path)

    assert found == []
