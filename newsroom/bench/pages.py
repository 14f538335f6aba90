"""The pages that are measured, found in whatever corpus stands there."""

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Abs

from articles.cursors import Cursor
from articles.models import Article, Byline, Section
from comments.models import Thread

USUAL_COMMENTS = 50
STAFF = {
    "desk": "/desk/",
    "admin, stories": "/admin/articles/article/",
    "admin, published": "/admin/articles/article/?status__exact=published",
}


def near(comments: int) -> QuerySet[Thread]:
    """Threads of live stories that take comments, the nearest to that size first."""
    distance = Abs(F("approved_count") - Value(comments), output_field=IntegerField())
    stories = Article.objects.live().filter(comments_mode="section")
    threads = Thread.objects.filter(article__in=stories)
    return threads.select_related("article").order_by(distance, "-pk")


def stories_with(comments: int, many: int) -> list[str]:
    """Addresses of the stories whose threads are nearest to that size."""
    found = near(comments)[:many]
    return [thread.article.get_absolute_url() for thread in found]


def story_with(comments: int) -> str:
    return stories_with(comments, 1)[0]


def public() -> dict[str, str]:
    """Each kind of public page by its name."""
    section = Section.objects.order_by("pk")[0]
    contributor = Byline.objects.latest("pk").contributor
    return {
        "front": "/",
        "section": section.get_absolute_url(),
        "section, deep": f"{section.get_absolute_url()}?before={deep_cursor(section)}",
        "contributor": contributor.get_absolute_url(),
        "contributors": "/by/",
        "story": story_with(USUAL_COMMENTS),
        "story, busiest": story_with(10**6),
    }


def deep_cursor(section: Section) -> str:
    """A place far back in a section's list."""
    return Cursor.at(Article.objects.live().filter(section=section).earliest("pk"))
