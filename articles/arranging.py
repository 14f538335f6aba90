"""The order of the stories that editors put first on the front pages."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from articles import history
from articles.models import Article, ArticleStatus, Lead, Publication
from articles.refusals import Refused
from newsroom.models import User

# More than a front page shows: some wait for their hour, or for another to go.
MOST = 10


def order() -> list[int]:
    """The stories that stand in it, whether they are out or wait for their hour."""
    leads = Lead.objects.filter(article__status=ArticleStatus.PUBLISHED)
    return list(leads.order_by("position").values_list("article", flat=True))


def in_order(ids: Sequence[int]) -> list[Article]:
    """Those of some stories that may stand there, as they are given."""
    stories = Article.objects.filter(status=ArticleStatus.PUBLISHED)
    found = stories.select_related("section").defer("body", "body_text").in_bulk(ids)
    return [found[pk] for pk in dict.fromkeys(ids) if pk in found]


@transaction.atomic
def arrange(ids: Sequence[int], *, seen: Sequence[int], by: User) -> None:
    """Put stories first, in an order. ``seen`` is the order that it began from."""
    Publication.objects.select_for_update().get()  # one at a time
    was = order()
    if list(seen) != was:
        raise Refused(
            _("A colleague changed the order meanwhile. Yours is below, not saved yet.")
        )
    stories = in_order(ids)[:MOST]
    now = [story.pk for story in stories]
    if now == was:
        return
    Lead.objects.all().delete()
    Lead.objects.bulk_create(
        Lead(article=story, position=place)
        for place, story in enumerate(stories, start=1)
    )
    for story in Article.objects.filter(pk__in={*was, *now}).order_by("pk"):
        before, after = place_in(was, story.pk), place_in(now, story.pk)
        if before != after:
            note = f"{before or '–'} → {after or '–'}"
            history.record(story, "lead", story.status, by=by, note=note)


def place_in(ids: Sequence[int], pk: int) -> int:
    return ids.index(pk) + 1 if pk in ids else 0
