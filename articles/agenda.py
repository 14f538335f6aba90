"""What is due: stories that appear or end, embargoes and rights that end."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import checklist
from articles.checklist import Concern
from articles.models import Article, ArticleStatus, Illustration, Photo, PlannedChange

# Of each kind; a week that holds more is looked at day by day.
MOST = 200
MOST_CHECKED = 60
OVER = [ArticleStatus.WITHDRAWN, ArticleStatus.KILLED]
KINDS = {
    "appears": _("Appears"),
    "expires": _("Expires"),
    "changes": _("Changes"),
    "embargo": _("Embargo ends"),
    "rights": _("Photo rights end"),
}


class Entry(NamedTuple):
    """``clashes`` are what forbids a story that waits for its hour."""

    at: datetime
    kind: str
    thing: Any
    clashes: list[Concern]

    @property
    def label(self) -> Any:
        return KINDS[self.kind]


def between(start: datetime, end: datetime) -> list[Entry]:
    """All that is due from a moment to before another, in its order."""
    found = [*appearing(start, end), *others(start, end)]
    return sorted(found, key=lambda entry: entry.at)


def appearing(start: datetime, end: datetime) -> Iterator[Entry]:
    within = {"published_at__gte": start, "published_at__lt": end}
    stories = Article.objects.filter(status=ArticleStatus.PUBLISHED, **within)
    named = stories.select_related("section", "lead_photo", "source_agency")
    now, checked = timezone.now(), 0
    for story in named.order_by("published_at", "pk")[:MOST]:
        moment = story.published_at or now
        waits = moment > now and checked < MOST_CHECKED
        checked += waits
        clashes = forbidding(story, moment) if waits else []
        yield Entry(moment, "appears", story, clashes)


def forbidding(story: Article, at: datetime) -> list[Concern]:
    return [concern for concern in checklist.look(story, at=at) if concern.forbids]


def others(start: datetime, end: datetime) -> Iterator[Entry]:
    stories = Article.objects.select_related("section").defer("body", "body_text")
    for field, kind, kept in (
        ("expires_at", "expires", stories.filter(status=ArticleStatus.PUBLISHED)),
        ("embargoed_until", "embargo", stories.exclude(status__in=OVER)),
    ):
        within = {f"{field}__gte": start, f"{field}__lt": end}
        for story in kept.filter(**within).order_by(field)[:MOST]:
            yield Entry(getattr(story, field), kind, story, [])
    planned = PlannedChange.objects.filter(at__gte=start, at__lt=end)
    for change in planned.select_related("article__section").order_by("at")[:MOST]:
        yield Entry(change.at, "changes", change.article, [])
    for photo in in_use(start, end):
        yield Entry(photo.rights_end or start, "rights", photo, [])


def in_use(start: datetime, end: datetime) -> Any:
    """Photos whose rights end then, and that a story which is not over shows."""
    going = Article.objects.exclude(status__in=OVER)
    leads = going.filter(lead_photo=OuterRef("pk"))
    within = Illustration.objects.filter(photo=OuterRef("pk"), article__in=going)
    photos = Photo.objects.filter(rights_end__gte=start, rights_end__lt=end)
    return photos.filter(Q(Exists(leads)) | Q(Exists(within))).order_by("rights_end")[
        :MOST
    ]
