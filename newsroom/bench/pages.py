"""The pages that are measured, found in whatever corpus stands there."""

from django.db.models import F, IntegerField, QuerySet, Value
from django.db.models.functions import Abs

from articles.cursors import Cursor
from articles.models import Article, Byline, Section
from comments.models import Thread
from comments.policies import policy_for
from comments.threads import conversations_in, pages_of

USUAL_COMMENTS = 50
MANY_COMMENTS = 5_000
# A thread that is nearly as long will do, if its first page prints about so many: what
# a page costs is what it prints, and any twenty threads differ by a hundred.
NEARLY, ON_FIRST_PAGE = 0.8, 80
# How many stories with so many comments make the 200 that are read in turn: a corpus of
# any size has them, so that those of two are alike.
ALIKE = {3: 60, 4: 60, 6: 40, 8: 20, 10: 15, 13: 5}
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


def stories_alike() -> list[str]:
    """Addresses of stories that are as much talked about in any corpus."""
    found: dict[int, str] = {}
    for comments, many in ALIKE.items():
        for thread in near(comments).exclude(pk__in=found)[:many]:
            found[thread.pk] = thread.article.get_absolute_url()
    return list(found.values())


def story_with(comments: int) -> str:
    """The address of the story whose thread is nearest to that size."""
    return near(comments)[0].article.get_absolute_url()


def on_first_page(thread: Thread) -> int:
    """How many comments a reader finds there."""
    policy = policy_for(thread.article)
    _tops, sizes = conversations_in(policy)
    first = pages_of(sizes, policy)[0]
    return sum(sizes[first.start : first.end])


def longest() -> Thread:
    """A thread as long as there are, up to the many, and in any corpus alike."""
    found = list(near(MANY_COMMENTS)[:20])
    enough = [t for t in found if t.approved_count >= found[0].approved_count * NEARLY]
    return min(enough, key=lambda thread: abs(on_first_page(thread) - ON_FIRST_PAGE))


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
        "story, busiest": longest().article.get_absolute_url(),
    }


def deep_cursor(section: Section) -> str:
    """A place far back in a section's list."""
    return Cursor.at(Article.objects.live().filter(section=section).earliest("pk"))
