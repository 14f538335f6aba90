"""What the newspaper's pages are made of: what their bytes depend on, and when."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Func,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import LessThanOrEqual

from articles.models import (
    Article,
    ArticleStatus,
    Byline,
    Digest,
    Epoch,
    Illustration,
    Photo,
    Tagging,
)
from articles.models.translation import versions_of_translations
from newsroom.pages import Part

PUBLISHED = Q(status=ArticleStatus.PUBLISHED)


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


def come(moment: Any) -> Case:
    """The moment once it has come, else nothing."""
    return Case(When(LessThanOrEqual(moment, TransactionNow()), then=moment))


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


def related() -> Subquery:
    """The stories that a story's page shows as its like, each in its version."""
    found = Digest.objects.filter(article=OuterRef(OuterRef("pk")))
    ids = found.annotate(_one=Func("related", function="unnest")).values("_one")
    name = Concat(Cast("pk", CharField()), Value(":"), Cast("version", CharField()))
    named = Article.objects.live().filter(pk__in=ids).order_by().annotate(_all=Value(1))
    whole = StringAgg(name, Value(" "), order_by="pk")
    return Subquery(named.values("_all").annotate(_found=whole).values("_found"))


def story_values() -> dict[str, Any]:
    bylines = Byline.objects.filter(article=OuterRef("pk")).values("article")
    versions = bylines.annotate(_sum=Sum("contributor__version")).values("_sum")
    tagged = Tagging.objects.filter(article=OuterRef("pk")).values("article")
    named = tagged.annotate(_sum=Sum("topic__version")).values("_sum")
    pictured = Illustration.objects.filter(article=OuterRef("pk")).values("article")
    shown = pictured.annotate(_sum=Sum("photo__version"))
    here = (OuterRef("published_at"), OuterRef("pk"))
    return {
        "version": F("version"),
        "contributors": Subquery(versions),
        "topics": Subquery(named),
        "agency": F("source_agency__version"),
        "photo": F("lead_photo__version"),
        "rights_ended": come(F("lead_photo__rights_end")),
        "illustrations": Subquery(shown.values("_sum")),
        "illustration_rights": newest(
            Photo.objects.filter(illustrations__article=OuterRef("pk")), "rights_end"
        ),
        "previous": neighbour(before(*here)),
        "next": neighbour(after(*here)),
        "related": related(),
        "translations": versions_of_translations(),
    }


def story_moments() -> list[Any]:
    return [
        F("expires_at"),
        F("lead_photo__rights_end"),
        soonest(
            Photo.objects.filter(illustrations__article=OuterRef("pk")), "rights_end"
        ),
        soonest(published(), "published_at"),
        soonest(published(), "expires_at"),
    ]


def all_of(model: type[Model]) -> dict[str, Any]:
    """Whatever changes a table of named things changes one of these."""
    rows = model._default_manager.all()
    return {
        "versions": Coalesce(over_all(rows, Sum("version")), Value(0)),
        "newest": Coalesce(over_all(rows, Max("pk")), Value(0)),
    }


# News services take two days of it.
NEWS_LASTS = Value(timedelta(hours=48), output_field=DurationField())
NEWS_SINCE = ExpressionWrapper(
    TransactionNow() - NEWS_LASTS, output_field=DateTimeField()
)


def oldest_news(field: str) -> Subquery:
    stories = published(published_at__gt=NEWS_SINCE).order_by("published_at", "pk")
    return Subquery(stories.values(field)[:1])


def news_end() -> ExpressionWrapper:
    """When the oldest of the news is news no more."""
    return ExpressionWrapper(
        oldest_news("published_at") + NEWS_LASTS, output_field=DateTimeField()
    )
