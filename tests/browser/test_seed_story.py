"""The main job, end to end: written, published, answered, approved, read."""

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from articles import renditions
from articles.models import Article, Photo
from comments.models import Comment
from tests import make

DATA = Path(os.environ.get("NEWSROOM_DATA", settings.BASE_DIR.parent / "shared/data"))
SEED = DATA / "seed" / "article.txt"


@dataclass(frozen=True)
class Story:
    headline: str
    caption: str
    credit: str
    dateline: str
    body: str
    comment: str
    previous: str
    next: str


OURS = Story(
    headline="Three bridges, 40% of the traffic, and one very patient heron",
    caption="A heron stands on the parapet of the middle bridge in Varnholm, Friday.",
    credit="AP Photo/Ada Example",
    dateline="Varnholm",
    body="The county counted every vehicle for a week, a clerk was quoted saying.\n\n"
    "“It came to 40% on the middle bridge alone,” she told DPA. “The heron was"
    " counted once a day.”\n\nThe council’s engineers promised an answer “within few"
    " days”.",
    comment="Count the bicycles too.\nIt’s 100% certain that nobody did.\n\n"
    "“Few days” means few, I hope.\nThe heron won’t wait.",
    previous="Bridge inspectors say 85% of bolts are sound",
    next="Ferry crews on alert as talks with the county come to an end",
)


def seed() -> Story:
    """The story that the site must reproduce first, as its readers saw it."""
    text = SEED.read_text()
    above, below = text.split("\nOne Comment\n")
    headline, caption, *body = above.strip().split("\n\n")
    words, credit = re.fullmatch(r"(.*) \((AP Photo/[^)]*)\)", caption).groups()
    comment, near = below.split("\nLeave a Reply\n\n")
    lines = [line.strip() for line in comment.split("1. ", 1)[1].splitlines()]
    return Story(
        headline=headline,
        caption=words,
        credit=credit,
        dateline="Anbar",
        body="\n\n".join(body),
        comment="\n".join(lines).strip(),
        previous=near.strip().split("\n\n")[1],
        next=near.strip().split("\n\n")[2],
    )


@pytest.fixture(params=["ours", "seed"])
def story(request):
    if request.param == "ours":
        return OURS
    if not SEED.exists():
        pytest.skip(f"{SEED} is not here: it is test input and not part of the project")
    return seed()


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "lead.jpg"
    Image.radial_gradient("L").resize((1400, 900)).convert("RGB").save(path)
    return path


def choose(page, field, words):
    """What an editor does in a field with autocompletion."""
    page.locator(f".form-row.field-{field} .select2-selection").click()
    page.locator(".select2-search__field").fill(words)
    page.locator(".select2-results__option--highlighted", has_text=words).click()


def write(page, text):
    """Paste into the editor, or into the plain field where there is none."""
    editor = page.locator(".field-body .ProseMirror")
    if not editor.count():
        page.locator("#id_body").fill(text)
        return
    editor.click()
    for paragraph in text.split("\n\n"):
        page.keyboard.insert_text(paragraph)
        page.keyboard.press("Enter")


def upload(page, story, picture):
    page.goto("/admin/articles/photo/add/")
    page.locator("#id_original").set_input_files(picture)
    page.locator("#id_caption").fill(story.caption)
    page.locator("#id_credit_line").fill(story.credit)
    page.locator("#id_alt_text").fill("What the picture shows")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    renditions.make(Photo.objects.get())


def publish(page, story, section, agency):
    page.goto("/admin/articles/article/add/")
    page.locator("#id_headline").fill(story.headline)
    page.locator("#id_dateline").fill(story.dateline)
    choose(page, "section", section.name)
    choose(page, "source_agency", agency.name)
    choose(page, "lead_photo", story.caption[:30])
    write(page, story.body)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist .success").first).to_be_visible()
    return Article.objects.get(headline=story.headline)


def read(page, story):
    """Every part of the story is on the reader's page, to the letter."""
    expect(page.get_by_role("heading", level=1)).to_have_text(story.headline)
    caption = f"{story.caption} ({story.credit})"
    expect(page.locator("figcaption")).to_have_text(caption)
    assert page.locator("figure img").evaluate("image => image.naturalWidth") > 0
    expect(page.locator(".dateline")).to_have_text(f"{story.dateline} (DPA) –")
    paragraphs = page.locator(".prose > p:not(.dateline)").all_inner_texts()
    assert [text for text in paragraphs if text.strip()] == story.body.split("\n\n")


def answer(page, story):
    expect(page.get_by_role("heading", name="Leave a Reply")).to_be_visible()
    expect(page.locator(".form-note").first).to_have_text(
        "Your email address will not be published. Required fields are marked *"
    )
    page.get_by_label("Comment *").fill(story.comment)
    page.get_by_label("Name *").fill("A reader")
    page.get_by_label("Email *").fill("a.reader@example.org")
    page.get_by_role("button", name="Post Comment").click()
    expect(page.get_by_role("status")).to_have_text(
        "Your comment is awaiting moderation."
    )
    shown = page.locator(".own .comment-body").inner_text()
    assert shown.split() == story.comment.split()


def approve(page, story):
    card = page.locator("[data-card]")
    expect(card.locator(".comment-body")).to_contain_text(story.comment.split("\n")[0])
    card.get_by_role("button", name="Approve").click()
    expect(page.locator(".notice")).to_have_text("1 comment decided.")


def test_a_story_and_its_comment_from_the_editor_to_every_reader(visit, story, picture):
    agency = make.contributor(name="DPA", kind="agency")
    section, now = make.section(name="Region"), timezone.now()
    for headline, ago in ((story.previous, 2), (story.next, -1)):
        make.article(headline=headline, published_at=now - timedelta(hours=ago))
    editor = visit("/admin/", staff=make.user("Editor"))
    upload(editor, story, picture)
    article = publish(editor, story, section, agency)
    # The next story appears a moment after this one.
    later = Article.objects.filter(headline=story.next)
    later.update(published_at=timezone.now(), first_published_on=timezone.localdate())

    writer = visit(article.get_absolute_url(), java_script_enabled=False)
    read(writer, story)
    expect(writer.get_by_role("heading", name="No Comments")).to_be_visible()
    answer(writer, story)

    other = visit(article.get_absolute_url())
    expect(other.get_by_role("heading", name="No Comments")).to_be_visible()
    expect(other.locator(".comment")).to_have_count(0)

    approve(visit("/desk/", staff=make.user("Moderator")), story)

    other.reload()
    expect(other.get_by_role("heading", name="No Comments")).to_be_visible()
    Comment.objects.update(visible_from=timezone.now())  # the twelve seconds are over
    other.reload()
    expect(other.get_by_role("heading", name="One Comment")).to_be_visible()
    assert other.locator(".comment .comment-body").inner_text() == story.comment
    expect(other.locator(".comment .number")).to_have_text("1.")
    expect(other.locator("a[rel=prev] strong")).to_have_text(story.previous)
    expect(other.locator("a[rel=next] strong")).to_have_text(story.next)
    assert other.context.cookies() == writer.context.cookies() == []
