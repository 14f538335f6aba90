from typing import Any

from django.contrib import admin
from django.db.models import (
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Illustration, Photo

Lookups = list[tuple[str, Any]]


def stories_with(photo: Photo) -> QuerySet[Article]:
    """The stories that show a photo, above their text or within it."""
    within = Illustration.objects.filter(photo=photo).values("article")
    stories = Article.objects.filter(Q(lead_photo=photo) | Q(pk__in=within))
    return stories.defer("body", "body_text", "search").order_by("-pk")


class Chosen(admin.SimpleListFilter):
    """A filter whose every choice names a question of its own."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return [(name, words) for name, (words, _ask) in self.choices_.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.choices_.get(self.value() or "")
        return chosen[1](queryset) if chosen else queryset

    choices_: dict[str, tuple[Any, Any]]


class RightsFilter(Chosen):
    title = _("rights")
    parameter_name = "rights"
    choices_ = {
        "free": (_("Without end"), lambda photos: photos.filter(rights_end=None)),
        "ending": (
            _("End at a date"),
            lambda photos: photos.filter(rights_end__gt=timezone.now()),
        ),
        "ended": (
            _("Ended"),
            lambda photos: photos.filter(rights_end__lte=timezone.now()),
        ),
    }


class UseFilter(Chosen):
    title = _("use")
    parameter_name = "use"
    choices_ = {
        "used": (_("On a story"), lambda photos: photos.filter(used())),
        "unused": (_("On none"), lambda photos: photos.filter(~used())),
    }


class MadeFilter(Chosen):
    title = _("files")
    parameter_name = "files"
    choices_ = {
        "waiting": (_("Being made"), lambda photos: photos.filter(recipe=0, fault="")),
        "faulty": (_("Could not be made"), lambda photos: photos.exclude(fault="")),
    }


def used() -> Q:
    lead = Article.objects.filter(lead_photo=OuterRef("pk"))
    within = Illustration.objects.filter(photo=OuterRef("pk"))
    return Q(Exists(lead)) | Q(Exists(within))


def with_uses(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Adds on how many stories each is: counted for those rows only that are shown."""
    return photos.annotate(
        as_lead=number_of(Article.objects.filter(lead_photo=OuterRef("pk"))),
        within=number_of(Illustration.objects.filter(photo=OuterRef("pk"))),
    )


def number_of(rows: QuerySet[Any]) -> Coalesce:
    together = rows.order_by().annotate(_all=Value(1)).values("_all")
    counted = together.annotate(_number=Count("pk")).values("_number")
    return Coalesce(Subquery(counted), 0)
