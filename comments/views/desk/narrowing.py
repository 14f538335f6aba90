"""What a list of the desk can be narrowed to, and what it is narrowed to."""

from typing import Any

from django.db.models import BigIntegerField
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Section
from articles.models.languages import Language
from comments import tallies
from comments.models import Comment, CommentStatus, WatchList
from comments.places import DECIDED, EVERY, PENDING, REPORTED
from comments.queues import AGES, TALLIED, Search
from comments.views.desk.findings import CHECKS
from newsroom.models import User
from newsroom.postgres.statements import Given, Statement

TABS = {
    PENDING: gettext_lazy("Pending"),
    REPORTED: gettext_lazy("Reported"),
    DECIDED: gettext_lazy("Decided"),
    EVERY: gettext_lazy("All"),
}

SECTIONS: Statement[Section] = Statement(
    lambda: Section.objects.order_by("position", "name")
)
WATCH_LISTS: Statement[WatchList] = Statement(
    lambda: WatchList.objects.offered_to(Given("moderator", BigIntegerField()))
)


def narrowing(search: Search, moderator: User) -> dict[str, Any]:
    found = SECTIONS.ask()
    names = names_of(found, search.queue)
    numbers = tallies.totals([*TALLIED.values(), *names.values()])
    return {
        "numbers": numbers,
        "tabs": tabs(numbers),
        "waiting": numbers.get(tallies.HELD, 0),
        "orders": [(name, order.words) for name, order in search.orders.items()],
        "sections": [(each, number_in(each, names, numbers)) for each in found],
        "watch_lists": WATCH_LISTS.ask(moderator=moderator.pk),
        "languages": Language.choices,
        "checks": CHECKS.items(),
        "ages": [(name, words) for name, (_span, words) in AGES.items()],
        "statuses": [
            pair for pair in CommentStatus.choices if pair[0] != CommentStatus.HELD
        ],
        "chips": chips(search),
        "everything": Search(search.queue, search.order).address(),
    }


def tabs(numbers: dict[str, int]) -> list[tuple[Promise, str, str, int | None]]:
    """Each list's words, address, name and, where one is kept, its number."""
    return [
        (words, Search(queue).address(), queue, number_of(queue, numbers))
        for queue, words in TABS.items()
    ]


def number_of(queue: str, numbers: dict[str, int]) -> int | None:
    return numbers.get(TALLIED[queue], 0) if queue in TALLIED else None


def names_of(sections: list[Section], queue: str) -> dict[int, str]:
    """The tally of each section's comments on the list, where one is kept."""
    if queue not in TALLIED:
        return {}
    kind = TALLIED[queue]
    return {each.pk: tallies.named(kind, "section", each.pk) for each in sections}


def number_in(
    section: Section, names: dict[int, str], numbers: dict[str, int]
) -> int | None:
    return numbers.get(names[section.pk], 0) if names else None


def chips(search: Search) -> list[tuple[str, str]]:
    """Who or what a list is about that no field shows, and the list without it."""
    made = []
    if search.story:
        story = Article.objects.filter(pk=search.story).only("headline").first()
        made.append((str(story or "?"), search.only(story=None).address()))
    for name, words in (
        ("author", _("Same e-mail address as %s")),
        ("network", _("Same network as %s")),
    ):
        if pk := getattr(search, name):
            comment = Comment.objects.filter(pk=pk).only("author_name").first()
            who = comment.author_name if comment else "?"
            made.append((words % who, search.only(**{name: None}).address()))
    return made
