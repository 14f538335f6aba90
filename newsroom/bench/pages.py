"""The pages that are measured, found in whatever corpus stands there."""

from django.db.models import F, IntegerField, Value
from django.db.models.functions import Abs

from articles.cursors import Cursor
from articles.models import Article, Byline, Section
from comments.models import Thread

USUAL_COMMENTS = 50


def story_with(comments: int, *, skip: int = 0) -> str:
    """The address of the live story whose thread is nearest to that size."""
    distance = Abs(F("approved_count") - Value(comments), output_field=IntegerField())
    near = (
        Thread.objects.filter(
            article__in=Article.objects.live().filter(comments_mode="open")
        )
        .select_related("article")
        .order_by(distance, "-pk")
    )
    return near[skip].article.get_absolute_url()


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
