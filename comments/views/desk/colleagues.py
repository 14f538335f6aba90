"""Who else is at the desk, what they look at, and what they have decided."""

from typing import Any

from django.contrib.postgres.functions import TransactionNow
from django.db.models import BigIntegerField, F, QuerySet
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from comments import tallies
from comments.meanwhile import in_short, last_of
from comments.models import Comment, Presence
from comments.views.desk.corridor import for_moderators
from comments.views.desk.deciding import seen_in
from newsroom.http import SignedInRequest, whole_number
from newsroom.models import User
from newsroom.postgres.statements import Given, Statement, one_of

MOST_NAMED = 50


@require_POST
@never_cache
@for_moderators
def colleagues(request: SignedInRequest) -> HttpResponse:
    """Asked every few seconds by an open desk; nothing is decided here."""
    arrive(request.user, whole_number(request.POST.get("on", "")))
    return JsonResponse(
        {
            "here": [
                {"name": str(other.moderator), "on": other.comment_id}
                for other in others(request.user)
            ],
            "changed": changed(seen_in(request.POST.getlist("shown"))),
            "waiting": tallies.total(tallies.HELD),
        }
    )


def arrive(user: User, looking_at: int | None = None) -> None:
    comment = Comment.objects.filter(pk=looking_at or 0).only("pk").first()
    row = Presence(moderator=user, comment=comment, seen_at=TransactionNow())
    Presence.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["moderator"],
        update_fields=["comment", "seen_at"],
    )


def others(user: User) -> list[Presence]:
    return HERE.ask(moderator=user.pk)


def here_beside() -> QuerySet[Presence]:
    here = Presence.objects.here().exclude(
        moderator=Given("moderator", BigIntegerField())
    )
    return here.select_related("moderator").order_by("moderator")[:MOST_NAMED]


AS_THEY_ARE: Statement[tuple[int, int, str]] = Statement(
    lambda: Comment.objects.filter(one_of(F("pk"), "ids", BigIntegerField)).values_list(
        "pk", "version", "status"
    )
)
HERE: Statement[Presence] = Statement(here_beside)


def changed(seen: dict[int, int]) -> list[dict[str, Any]]:
    """Of the comments on a screen, those that are not as the screen shows them."""
    rows = AS_THEY_ARE.ask(ids=list(seen)) if seen else []
    gone = {pk: status for pk, version, status in rows if version != seen[pk]}
    last = last_of(gone)
    return [
        {
            "id": pk,
            "words": in_short(last.get(pk), status),
            "stays": pk in last and last[pk].wording is not None,
        }
        for pk, status in gone.items()
    ]
