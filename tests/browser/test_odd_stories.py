"""Stories at the edge of what can be written, on the narrowest page and without styles;
and what a first visit weighs."""

from urllib.parse import urlsplit

import pytest

from articles import renditions
from articles.models import Byline, Publication
from tests import make
from tests.pictures import kept_photo, picture

NARROWEST = 320
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"
WORD = (
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesentwurfsfassung"
)
ODD = {
    "a headline of 300": {"headline": ("Very long headline " * 16)[:300].strip()},
    "a word of 80": {"headline": WORD[:80], "dateline": WORD[:80]},
    "300 without a space": {"headline": "ab" * 150},
    "Arabic without a space": {"headline": "قرية" * 70, "language": "ar"},
    "long words in the text": {"body": f"<p>{'x' * 900}</p><pre>{'y ' * 400}</pre>"},
    "nothing but words": {"headline": "A", "body": "<p>B</p>"},
}
WEIGHT = """(() => { const [page] = performance.getEntriesByType("navigation");
    return [page.encodedBodySize, page.decodedBodySize] })()"""
LOADED = "performance.getEntriesByType('resource').map(one => one.name)"


@pytest.mark.parametrize("name", ODD)
def test_an_odd_story_stays_within_the_page(visit, name):
    story = make.article(standfirst="s" * 300 if "300" in name else "", **ODD[name])
    writer = make.contributor(name="N" * 120, role="R" * 120, biography="B" * 900)
    Byline.objects.create(article=story, contributor=writer)
    make.comment("approved", article=story, author_name="a" * 245, body="w" * 3000)
    page = visit(story.get_absolute_url(), viewport={"width": 1280, "height": 900})

    for width in (1280, 640, NARROWEST):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, width
    page.goto("/")
    assert page.evaluate(SIDEWAYS) <= 0


def test_without_styles_everything_is_there_in_order_and_fits_a_phone(visit):
    photo = kept_photo(picture(size=(600, 400)))
    renditions.make(photo)
    story = make.article(headline="Ships", standfirst="They came.", lead_photo=photo)
    make.comment("approved", article=story, body="So they did.")
    mark = {"name": photo.usual()["name"], "width": 1200, "height": 240}
    Publication.objects.update(logo=mark)
    page = visit("/search/")
    page.route("**/*.css*", lambda it: it.fulfill(content_type="text/css", body=""))
    page.goto(story.get_absolute_url())

    told = page.locator("body").inner_text()
    said = ("Skip to the text", "Ships", "They came.", "The words of a story.")
    more = ("So they did.", "Leave a Reply", "Comment *", "Post Comment")
    places = [told.index(words) for words in (*said, *more)]
    assert places == sorted(places)
    for place in (story.get_absolute_url(), "/"):
        page.goto(place)
        for width in (NARROWEST, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(SIDEWAYS) <= 0, (place, width)
            assert page.locator("main img").evaluate("it => it.offsetWidth") > 200


def test_a_first_visit_to_a_story_with_fifty_comments_is_light(visit):
    """The page as it goes over the wire. What styles, scripts and the headline face
    weigh, once they are joined and packed, is tested with static files."""
    story = make.article(
        body="<p>" + "Words of a story, as long as most. " * 120 + "</p>"
    )
    first = make.comment("approved", article=story, body="I disagree.\n\nVery much.")
    for number in range(49):
        words = f"I disagree with number {number}, and here is why."
        make.comment("approved", article=story, parent=first, body=words)

    page = visit(story.get_absolute_url(), viewport={"width": 390, "height": 844})

    packed, whole = page.evaluate(WEIGHT)
    assert packed < 16 * 1024 < whole
    elsewhere = [
        one for one in page.evaluate(LOADED) if not one.startswith(page_of(page))
    ]
    assert elsewhere == []


def page_of(page):
    place = urlsplit(page.url)
    return f"{place.scheme}://{place.netloc}/"
