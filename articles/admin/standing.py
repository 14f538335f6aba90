from functools import partial
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Func, IntegerField, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import colleagues
from articles.models import Article, ArticleStatus, Publication
from newsroom.postgres.statements import Given, Statement

# Beyond it nobody reads the number, and counting ends.
MOST = 1_000
STANDINGS = {
    "mine": _("Mine"),
    "draft": _("Draft"),
    "in_review": _("In review"),
    "scheduled": _("Scheduled"),
    "live": _("Live"),
    "expired": _("Expired"),
    "withdrawn": _("Withdrawn"),
    "killed": _("Killed"),
}


class Tab(NamedTuple):
    label: Any
    counted: int
    address: str
    is_open: bool

    @property
    def is_capped(self) -> bool:
        return self.counted > MOST

    @property
    def shown(self) -> int:
        return min(self.counted, MOST)


def standing_as(stories: Any, standing: str, user: Any) -> QuerySet[Article]:
    """Those of some stories under a tab, as this person sees it."""
    found: QuerySet[Article]
    match standing:
        case "mine":
            found = stories.filter(colleagues.mine(user))
        case "scheduled" | "live" | "expired":
            found = getattr(stories, standing)()
        case _:
            found = stories.filter(status=ArticleStatus(standing))
    return found


class Standing(admin.SimpleListFilter):
    """Printed as tabs above the list, with how many stand under each."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(STANDINGS.items())

    def queryset(self, request: HttpRequest, stories: Any) -> QuerySet[Article]:
        asked = self.value()
        if asked not in STANDINGS:
            return stories  # type: ignore[no-any-return]
        return standing_as(stories, asked, request.user)


class StoryList(ChangeList):
    """The list prints headlines: it does not read the texts."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.user = request.user
        super().__init__(request, *args)

    def get_queryset(self, *args: Any, **options: Any) -> QuerySet[Article]:
        stories: QuerySet[Article] = super().get_queryset(*args, **options)
        return stories.defer("body", "body_text", "search")

    def tabs(self) -> list[Tab]:
        """All of the tabs, each counted to the cap, in one query."""
        [row] = COUNTED[colleagues.sees_all(self.user)].ask(user=self.user.pk)
        counts = dict(zip(STANDINGS, row, strict=True))
        asked = self.params.get("standing", "")
        return [
            Tab(label, counts[name], self.of_tab(standing=name), asked == name)
            for name, label in STANDINGS.items()
            if counts[name] or name != "expired" or asked == name
        ]

    def of_tab(self, **asked: Any) -> str:
        return self.get_query_string(asked, remove=["p", *({"standing"} - {*asked})])

    def all_address(self) -> str:
        return self.of_tab()


def counted(sees_all: bool) -> QuerySet[Publication, tuple[int, ...]]:
    """Of what somebody sees, how much stands under each tab."""
    user = Given("user", BigIntegerField())
    stories = Article.objects.all()
    if not sees_all:
        stories = stories.filter(colleagues.mine(user))
    counts = {name: capped(standing_as(stories, name, user)) for name in STANDINGS}
    row: Any = Publication.objects.annotate(**counts).values_list(*counts)
    return row  # type: ignore[no-any-return]


COUNTED: dict[bool, Statement[tuple[int, ...]]] = {
    sees_all: Statement(partial(counted, sees_all)) for sees_all in (True, False)
}


def capped(stories: QuerySet[Any]) -> Func:
    """How many rows there are, counted no further than one beyond the most."""
    first = stories.order_by().values("pk")[: MOST + 1]
    return Func(
        ArraySubquery(first), function="cardinality", output_field=IntegerField()
    )
