"""The public pages of the newspaper: what each is made of, and how a story is rendered."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    CharField,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from articles.furniture import furniture
from articles.models import (
    Article,
    ArticleStatus,
    Byline,
    Contributor,
    Epoch,
    Page,
    Photo,
    Publication,
    Section,
)
from articles.models.languages import direction_of
from articles.rendering import trusted
from newsroom import pages
from newsroom.pages import Given, Part, Rendered

PUBLISHED = Q(status=ArticleStatus.PUBLISHED)
Facts = Any


def epoch(scope: Any) -> Subquery:
    return Subquery(Epoch.objects.filter(scope=scope).values("value")[:1])


def scope_of(kind: str) -> Concat:
    number = Cast(OuterRef("pk"), CharField())
    return Concat(Value(f"{kind}:"), number, output_field=CharField())


def over_all(queryset: QuerySet[Any], aggregate: Any) -> Subquery:
    """One aggregate over a whole queryset; an index answers it from its end."""
    found = queryset.order_by().annotate(_all=Value(1)).values("_all")
    return Subquery(found.annotate(_found=aggregate).values("_found"))


def newest(queryset: QuerySet[Any], field: str) -> Subquery:
    """The latest moment of a field that has come."""
    come = queryset.filter(**{f"{field}__lte": TransactionNow()})
    return Subquery(come.order_by(f"-{field}").values(field)[:1])


def soonest(queryset: QuerySet[Any], field: str) -> Subquery:
    """The next moment of a field that is still to come."""
    ahead = queryset.filter(**{f"{field}__gt": TransactionNow()})
    return Subquery(ahead.order_by(field).values(field)[:1])


def published(**of: Any) -> QuerySet[Article]:
    return Article.objects.filter(PUBLISHED, **of)


FURNITURE = Part("furniture", values=lambda: {"epoch": epoch("furniture")})


def clock(**of: Any) -> dict[str, Any]:
    return {
        "published": newest(published(**of), "published_at"),
        "expired": newest(published(**of), "expires_at"),
        "rights_ended": newest(Photo.objects.all(), "rights_end"),
    }


def alarms(**of: Any) -> list[Any]:
    return [
        soonest(published(**of), "published_at"),
        soonest(published(**of), "expires_at"),
        soonest(Photo.objects.all(), "rights_end"),
    ]


def neighbour(stories: QuerySet[Article]) -> Subquery:
    name = Concat(
        Cast("pk", CharField()), Value(":"), Cast("version", CharField()),
        output_field=CharField(),
    )  # fmt: skip
    return Subquery(stories.annotate(_name=name).values("_name")[:1])


def before(moment: Any, pk: Any) -> QuerySet[Article]:
    """Stories older than one, the nearest first, in the one order of all lists."""
    older = Q(published_at__lt=moment) | Q(pk__lt=pk)
    return Article.objects.live().filter(older, published_at__lte=moment).newest_first()


def after(moment: Any, pk: Any) -> QuerySet[Article]:
    newer = Q(published_at__gt=moment) | Q(pk__gt=pk)
    ahead = Article.objects.live().filter(newer, published_at__gte=moment)
    return ahead.order_by("published_at", "pk")


def story_values() -> dict[str, Any]:
    bylines = Byline.objects.filter(article=OuterRef("pk")).values("article")
    versions = bylines.annotate(_sum=Sum("contributor__version")).values("_sum")
    here = (OuterRef("published_at"), OuterRef("pk"))
    return {
        "version": F("version"),
        "contributors": Subquery(versions),
        "agency": F("source_agency__version"),
        "photo": F("lead_photo__version"),
        "rights_ended": newest(
            Photo.objects.filter(pk=OuterRef("lead_photo")), "rights_end"
        ),
        "previous": neighbour(before(*here)),
        "next": neighbour(after(*here)),
    }


def story_moments() -> list[Any]:
    return [
        F("expires_at"),
        soonest(Photo.objects.filter(pk=OuterRef("lead_photo")), "rights_end"),
        soonest(published(), "published_at"),
        soonest(published(), "expires_at"),
    ]


def live_story() -> QuerySet[Article]:
    return Article.objects.live().filter(
        slug=Given("slug", CharField()), first_published_on=Given("day", DateField())
    )


STORY = pages.Page("story", live_story)
FRONT = pages.Page("front", lambda: Publication.objects.filter(pk=1))
SECTION = pages.Page(
    "section", lambda: Section.objects.filter(slug=Given("slug", CharField()))
)
CONTRIBUTOR = pages.Page(
    "contributor", lambda: Contributor.objects.filter(slug=Given("slug", CharField()))
)
CONTRIBUTORS = pages.Page("contributors", lambda: Publication.objects.filter(pk=1))
STANDING = pages.Page(
    "page", lambda: Page.objects.filter(slug=Given("slug", CharField()))
)
CURSOR = frozenset({"before"})

for name in ("story", "front", "section", "contributor", "contributors", "page"):
    pages.add(name, FURNITURE)
pages.add(
    "story",
    Part(
        "story",
        values=story_values,
        moments=story_moments,
        keys=lambda facts: (f"article-{facts['pk']}",),
    ),
)
pages.add(
    "front",
    Part(
        "stories",
        values=lambda: {"epoch": epoch("site"), **clock()},
        moments=alarms,
        keys=lambda _facts: ("front",),
    ),
)
pages.add(
    "section",
    Part(
        "stories",
        values=lambda: {
            "epoch": epoch(scope_of("section")),
            **clock(section=OuterRef("pk")),
        },
        moments=lambda: alarms(section=OuterRef("pk")),
        keys=lambda facts: (f"section-{facts['pk']}",),
        parameters=CURSOR,
    ),
)
pages.add(
    "contributor",
    Part(
        "stories",
        values=lambda: {
            "version": F("version"),
            "epoch": epoch(scope_of("contributor")),
            **clock(),
        },
        moments=alarms,
        keys=lambda facts: (f"contributor-{facts['pk']}",),
        parameters=CURSOR,
    ),
)
pages.add(
    "contributors",
    Part(
        "names",
        values=lambda: {
            "versions": Coalesce(
                over_all(Contributor.objects.all(), Sum("version")), Value(0)
            )
        },
        keys=lambda _facts: ("contributors",),
    ),
)
pages.add(
    "page",
    Part(
        "page",
        values=lambda: {"version": F("version")},
        keys=lambda facts: (f"page-{facts['pk']}",),
    ),
)


def rendered(
    request: HttpRequest, template: str, language: str, **context: Any
) -> Rendered:
    """A page in its own language and direction."""
    with translation.override(language):
        html = render_to_string(
            template,
            {
                "furniture": furniture(),
                "language": language,
                "direction": direction_of(language),
                **context,
            },
            request,
        )
    return Rendered(html, language)


def render_story(request: HttpRequest, article: Article, **context: Any) -> Rendered:
    """A story's whole page. ``context`` reaches the parts that other apps put on it."""
    moment = (article.published_at, article.pk)
    near = Article.objects.defer("body", "body_text", "search")
    ids = [before(*moment).values("pk")[:1], after(*moment).values("pk")[:1]]
    found = near.filter(Q(pk__in=Subquery(ids[0])) | Q(pk__in=Subquery(ids[1])))
    by_side = {(n.published_at, n.pk) < moment: n for n in found}
    article.body_html = trusted(article.body)  # type: ignore[attr-defined]
    return rendered(
        request,
        "articles/story.html",
        article.language,
        article=article,
        previous=by_side.get(True),
        next=by_side.get(False),
        canonical=article.get_absolute_url(),
        **context,
    )
