"""The cards of a page, with all that they show, in a handful of queries."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import (
    BigIntegerField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import JSONObject, Left, Lower

from articles.models import Article
from comments.models import (
    Comment,
    Contact,
    Decision,
    Escalation,
    Note,
    Report,
    ScreeningResult,
    Wording,
)
from comments.views.desk.card import Card
from comments.views.desk.findings import Findings
from comments.views.desk.past import LOOK_BACK
from newsroom.postgres.statements import Statement, one_of

SHOWN_BACK = 3
MOST_REPORTS = 10
NONE = Findings()


def cards_of(ids: Sequence[int]) -> list[Card]:
    """In the order of the ids; a handful of queries, however many cards."""
    place = {pk: number for number, pk in enumerate(ids)}
    found = WITH_STORY_AND_AUTHOR.ask(ids=list(ids))
    comments = sorted(found, key=lambda comment: place[comment.pk])
    add_what_followed(comments)
    found_in = findings_of(ids)
    printed: dict[Any, str] = {}
    return [Card(each, found_in.get(each.pk, NONE), printed) for each in comments]


def with_story_and_author() -> QuerySet[Comment]:
    return (
        Comment.objects.filter(one_of(F("pk"), "ids", BigIntegerField))
        .select_related("article__section", "parent", "contact", "proof")
        .defer("article__body", "article__body_text", "article__search")
        .annotate(**annotations())
    )


def annotations() -> dict[str, Any]:
    by_address = earlier(address=Lower(OuterRef("contact__email")))
    by_network = earlier(address_hash=OuterRef("contact__address_hash"))
    stories = Article.objects.live().filter(pk=OuterRef("article"))
    said = JSONObject(
        status="comment__status",
        body=Left("comment__body", 240),
        story="comment__article__headline",
    )
    return {
        "now": TransactionNow(),
        "has_notes": Exists(Note.objects.filter(comment=OuterRef("pk"))),
        "was_asked": Exists(Escalation.objects.filter(comment=OuterRef("pk"))),
        # Not EXISTS: that may be answered by reading every live story once.
        "live": Subquery(stories.values("pk")[:1]),
        "address_statuses": statuses(by_address),
        "address_since": since(by_address),
        "network_statuses": statuses(by_network),
        "network_since": since(by_network),
        "latest": ArraySubquery(by_address.values(said=said)[:SHOWN_BACK]),
    }


def add_what_followed(comments: list[Any]) -> None:
    """What people did with them. Most that wait are as they came: that costs nothing.

    Every decision and every edit moves the version, and a trigger sees to it; another
    keeps ``reported_at``. Where nothing followed, the attributes are not there.
    """
    notes = Note.objects.select_related("moderator").order_by("pk")
    asked = Escalation.objects.select_related("moderator", "editor").order_by("pk")
    prefetch_related_objects(
        [comment for comment in comments if comment.has_notes],
        Prefetch("notes", notes, "its_notes"),
    )
    prefetch_related_objects(
        [comment for comment in comments if comment.was_asked],
        Prefetch("escalations", asked, "its_questions"),
    )
    moved = [comment for comment in comments if comment.version > 1]
    edits = Wording.objects.select_related("replaced_by").order_by("version")
    made = Decision.objects.select_related("moderator", "guideline", "ground")
    prefetch_related_objects(moved, Prefetch("wordings", edits, "its_edits"))
    prefetch_related_objects(
        moved, Prefetch("decisions", made.order_by("pk"), "its_decisions")
    )
    reported = [comment for comment in comments if comment.reported_at]
    reports = Report.objects.filter(handled_at=None).select_related("guideline")
    prefetch_related_objects(
        reported,
        Prefetch("reports", reports.order_by("pk")[:MOST_REPORTS], "its_reports"),
    )


def earlier(**same: Any) -> QuerySet[Contact]:
    """The other comments of one address or one network, newest first."""
    contacts = Contact.objects.annotate(address=Lower("email")).filter(**same)
    return contacts.exclude(pk=OuterRef("pk")).order_by("-pk")


def statuses(contacts: QuerySet[Contact]) -> ArraySubquery:
    """So many and no more: a card costs the same whoever wrote it."""
    return ArraySubquery(contacts.values("status")[:LOOK_BACK])


def since(contacts: QuerySet[Contact]) -> Subquery:
    return Subquery(contacts.order_by("pk").values("created_at")[:1])


def of_the_checks() -> QuerySet[ScreeningResult, tuple[int, str, str]]:
    rows = ScreeningResult.objects.filter(
        one_of(F("comment_id"), "ids", BigIntegerField)
    )
    return rows.order_by("version", "pk").values_list(
        "comment_id", "check_name", "outcome"
    )


WITH_STORY_AND_AUTHOR: Statement[Comment] = Statement(with_story_and_author)
RESULTS: Statement[tuple[int, str, str]] = Statement(of_the_checks)


def findings_of(ids: Sequence[int]) -> dict[int, Findings]:
    """What each check found in the version that it looked at last."""
    found: dict[int, dict[str, str]] = {}
    for pk, name, outcome in RESULTS.ask(ids=list(ids)):
        found.setdefault(pk, {})[name] = outcome
    return {pk: Findings(tuple(results.items())) for pk, results in found.items()}
