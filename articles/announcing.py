"""Telling a WebSub hub that feeds have changed, so that subscribers know at once."""

from datetime import timedelta
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, build_opener

from django.utils import timezone

from articles.models import Article, Publication
from articles.syndication import absolute
from articles.tasks import tell_hub
from newsroom.asking import NoRedirects
from newsroom.jobs import defer

PATIENCE = 10  # seconds
# A scheduled story must be out by the database's clock when its feeds are named.
AFTER = timedelta(seconds=5)
FEEDS = ("/feed/", "/feed.atom", "/feed.json")


class Unheard(Exception):
    """The hub did not take what it was told; the job is tried again."""


def announce(article: Article) -> None:
    """Have the hub told, if there is one, as soon as the story is out.

    Inside the transaction that changes it; the telling itself is a job.
    """
    assert article.published_at is not None  # noqa: S101 (it has been published)
    if hub():
        ahead = max(article.published_at - timezone.now() + AFTER, timedelta(0))
        defer(tell_hub, after=ahead, article_id=article.pk)


def hub() -> str:
    return Publication.objects.values_list("hub", flat=True).get(pk=1)


def tell_of(article: Article) -> None:
    """Every feed that the story stands in, one after another."""
    if address := hub():
        for feed in feeds_of(article):
            tell(address, feed)


def feeds_of(article: Article) -> list[str]:
    listing: list[object] = [article.section]
    listing += [byline.contributor for byline in article.bylines.all()]
    listing += article.topics.all()
    own = [f"{listed.get_absolute_url()}feed/" for listed in listing]  # type: ignore[attr-defined]
    return [absolute(path) for path in (*FEEDS, *own)]


def tell(address: str, feed: str) -> None:
    """Say “it changed”. Some hubs know what changed by one name, some by the other."""
    told = {"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}
    request = Request(address, urlencode(told).encode())  # noqa: S310 (http or https)
    try:
        with build_opener(NoRedirects).open(request, timeout=PATIENCE) as answer:
            answer.read(1)
    except HTTPError as refusal:
        refusal.close()
        raise Unheard(f"{address}: {refusal.code} to {feed}") from None
    except (OSError, HTTPException) as fault:
        raise Unheard(f"{address}: {fault}") from None
