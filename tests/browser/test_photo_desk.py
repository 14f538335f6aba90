"""An editor at work with pictures: sending them from a story, and the focal point."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from articles import renditions
from articles.models import Photo, Upload
from tests import make
from tests.articles.test_metadata import with_xmp
from tests.browser.axe import faults
from tests.pictures import kept_photo, picture

TOLD = with_xmp(caption="Boats at a quay. (AP Photo/Jo Roe)")
STORY = "/admin/articles/article/add/"
DROPPED = """([data, kind]) => {
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const files = new DataTransfer();
  files.items.add(new File([bytes], "dropped.jpg", { type: "image/jpeg" }));
  const told = kind === "drop" ? { dataTransfer: files } : { clipboardData: files };
  const made = kind === "drop" ? DragEvent : ClipboardEvent;
  const how = { bubbles: true, cancelable: true, ...told };
  document.body.dispatchEvent(new made(kind, how));
}"""


@pytest.fixture
def editor(committed):
    return make.user("Editor")


def file(data, name):
    return {"name": name, "mimeType": "image/jpeg", "buffer": data}


def put_words(card, **words):
    for label, text in words.items():
        card.get_by_label(label.replace("_", " ").capitalize()).fill(text)
    card.get_by_role("button", name="Add to the library").click()


def test_pictures_are_sent_and_used_without_leaving_the_story(visit, editor):
    page = visit(STORY, staff=editor)
    page.locator("#id_headline").fill("A ship came in")
    page.locator(".field-photos [type=file]").set_input_files(
        [file(TOLD, "told.jpg"), file(b"no picture", "text.jpg")]
    )
    room = page.get_by_role("dialog", name="Photos for this story")
    expect(room.get_by_text("text.jpg: This is no picture.")).to_be_visible()
    card = room.locator("form[data-worded]")
    expect(card.get_by_label("Caption")).to_have_value("Boats at a quay.")
    put_words(card)
    expect(room.get_by_text("This field is required.")).to_be_visible()
    put_words(card, alternative_text="Three boats")
    room.get_by_role("button", name="Make it the lead photo").click()
    expect(room).to_be_hidden()

    expect(page.locator("#id_lead_photo")).to_have_value(f"{Photo.objects.get().pk}")
    expect(page.locator("#id_headline")).to_have_value("A ship came in")


def test_a_dropped_picture_stands_in_the_text_that_is_saved(visit, editor):
    story = make.article(status="draft", published_at=None, first_published_on=None)
    page = visit(f"/admin/articles/article/{story.pk}/change/", staff=editor)
    page.locator(".ProseMirror").wait_for()
    page.evaluate(DROPPED, [b64encode(picture("PNG")).decode(), "drop"])
    room = page.get_by_role("dialog", name="Photos for this story")
    card = room.locator("form[data-worded]")
    put_words(card, caption="A quay", credit_line="AP/Roe", alternative_text="Stones")
    room.get_by_role("button", name="Put it into the text").click()

    photo = Photo.objects.get()
    shown = page.locator(f'.ProseMirror figure[data-photo="{photo.pk}"] img')
    assert shown.evaluate("async image => { await image.decode(); return image.width }")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert story.illustrations.get().photo == photo
    assert not Upload.objects.exists()
    page.goto(f"/admin/articles/article/{story.pk}/change/")
    expect(shown).to_be_visible()


def test_a_pasted_picture_and_a_broken_connection(visit, editor, watch):
    page = visit("/admin/articles/photo/several/", staff=editor)
    page.route("**/several/", lambda route: route.abort("connectionreset"))
    page.evaluate(DROPPED, [b64encode(TOLD).decode(), "paste"])
    told = page.get_by_role("alert")
    expect(told).to_contain_text("The connection broke")
    page.unroute("**/several/")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_label("Caption")).to_have_value("Boats at a quay.")
    watch.faults = [one for one in watch.faults if "CONNECTION_RESET" not in one]


@pytest.mark.parametrize("size", [(900, 600), (500, 1500), (1500, 300)])
def test_the_focal_point_by_pointer_and_by_keys(visit, editor, size):
    photo = kept_photo(picture(size=size))
    renditions.make(photo)
    page = visit(f"/admin/articles/photo/{photo.pk}/change/", staff=editor)
    whole = page.get_by_role("group", name="Focal point")
    whole.scroll_into_view_if_needed()
    box = whole.locator("img").bounding_box()
    x, y = box["x"] + box["width"] * 0.25, box["y"] + box["height"] * 0.5
    page.mouse.click(x, y)
    expect(page.locator("#id_focal_x")).to_have_value("25")
    point = whole.locator("[data-point]").bounding_box()
    middle = point["x"] + point["width"] / 2, point["y"] + point["height"] / 2
    assert middle == pytest.approx((x, y), abs=2)
    whole.press("ArrowRight")
    whole.press("Shift+ArrowDown")
    expect(page.locator("#id_focal_x")).to_have_value("26")
    expect(page.locator("#id_focal_y")).to_have_value("60")
    place = "image => getComputedStyle(image).objectPosition"
    assert page.locator(".crop-1x1").evaluate(place) == "26% 60%"
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (26, 60)


def test_a_photo_being_made_shows_itself_when_it_is_there(visit, editor):
    photo = kept_photo(picture(size=(900, 600)))
    page = visit(f"/admin/articles/photo/{photo.pk}/change/", staff=editor)
    expect(page.get_by_text("Being made.")).to_be_visible()
    renditions.make(photo)
    expect(page.locator(".field-preview img")).to_be_visible()
    expect(page.get_by_role("group", name="Focal point")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_pictures(visit, editor):
    photo = kept_photo(picture(size=(900, 600)))
    renditions.make(photo)
    kept_photo(picture("PNG"), caption="Not made yet")
    page, found = visit("/admin/articles/photo/", staff=editor, bypass_csp=True), []
    page.goto("/admin/articles/photo/several/")
    page.locator("#several-photos").set_input_files([file(TOLD, "told.jpg")])
    page.locator("form[data-worded]").wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in ("", "several/", f"{photo.pk}/change/", "add/"):
            page.goto(f"/admin/articles/photo/{path}")
            for width in (820, 1280):
                page.set_viewport_size({"width": width, "height": 900})
                for fault in faults(page):
                    nodes = [node["target"] for node in fault["nodes"]]
                    found.append((path, scheme, width, fault["id"], nodes))

    assert not found, "\n".join(map(str, found))
