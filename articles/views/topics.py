from django.http import HttpRequest

from articles import pages
from articles.cursors import Cursor
from articles.elsewhere import moved_or_missing, nothing_here
from articles.models import Tagging, Topic
from articles.views.reading import PER_PAGE
from newsroom.pages import Rendered

MOST = 500


@pages.TOPICS.view(missing=nothing_here)
def topics(request: HttpRequest) -> Rendered:
    return pages.rendered(
        request,
        "articles/topics.html",
        topics=Topic.objects.all()[:MOST],
        canonical="/topics/",
    )


@pages.TOPIC.view(missing=moved_or_missing)
def topic(request: HttpRequest, slug: str) -> Rendered:
    found = Topic.objects.get(slug=slug)
    cursor = Cursor.read(request.GET.get("before", ""))
    shown, older = cursor.page_of(Tagging.objects.filter(topic=found), PER_PAGE)
    return pages.rendered(
        request,
        "articles/topic.html",
        topic=found,
        articles=shown,
        older=older,
        canonical=found.get_absolute_url(),
    )
