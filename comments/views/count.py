import datetime
import json

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from articles.converters import day_or_404
from articles.models import Article
from comments.talk import shown_counts
from comments.threads import heading_of
from comments.views.feed import elsewhere_under, stories_with_comments
from newsroom import pages
from newsroom.pages import Rendered

KIND = "application/json"
STORY_COUNT = pages.Page("story count", stories_with_comments)


@STORY_COUNT.view(missing=elsewhere_under("comments/count/"))
def count_of_day(request: HttpRequest, day: datetime.date, slug: str) -> Rendered:
    found = Article.objects.only("language").get(slug=slug)
    count = dict(shown_counts([found.pk])).get(found.pk, 0)
    with translation.override(found.language):
        told = {"count": count, "heading": heading_of(count)}
    return Rendered(json.dumps(told, ensure_ascii=False), found.language, KIND)


def count(
    request: HttpRequest, year: int, month: int, day: int, slug: str
) -> HttpResponse:
    """How many comments readers see: a few bytes, asked for by an open page."""
    return count_of_day(request, day=day_or_404(year, month, day), slug=slug)
