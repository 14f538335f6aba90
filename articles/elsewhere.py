"""What answers where no page stands: the right address, that it is gone, or nothing."""

import datetime
import unicodedata
from typing import Any
from urllib.parse import quote

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
)
from django.urls import resolve
from django.views.decorators.http import require_safe

from articles.models import Article, ArticleStatus, PastAddress, Publication
from newsroom import errors

SHORT = "public, max-age=0, s-maxage=1"


def nothing_here(request: HttpRequest, **_address: Any) -> HttpResponse:
    raise Http404


def moved(request: HttpRequest, path: str) -> HttpResponse:
    if query := request.META.get("QUERY_STRING", ""):
        # A server hands on its bytes, one a letter.
        path = f"{path}?{query.encode('latin-1').decode(errors='replace')}"
    response = HttpResponsePermanentRedirect(path)
    response.headers["Cache-Control"] = SHORT
    return response


def front_elsewhere(request: HttpRequest, language: str) -> HttpResponse:
    """The paper's own language has the front page; in others it may not be out."""
    if Publication.objects.filter(pk=1, language=language).exists():
        return moved(request, "/")
    raise Http404


def moved_or_missing(request: HttpRequest, slug: str, **_address: Any) -> HttpResponse:
    """Another spelling of an address, an address that once was, or nothing.

    What hangs below an address, as its feed does, moves with it.
    """
    before, _slug, below = request.path.rpartition(f"/{slug}/")
    proper = unicodedata.normalize("NFC", slug).lower()
    if proper != slug:
        return moved(request, quote(f"{before}/{proper}/{below}"))
    past = PastAddress.objects.filter(path=f"{before}/{slug}/").select_related(
        "section", "contributor", "topic", "page"
    )
    for found in past:
        thing = found.section or found.contributor or found.topic or found.page
        if thing is not None:
            return moved(request, f"{thing.get_absolute_url()}{below}")
    raise Http404


def story_elsewhere(
    request: HttpRequest, day: datetime.date, slug: str
) -> HttpResponse:
    """What answers where no live story stands: its true address, or that it is gone."""
    slug = unicodedata.normalize("NFC", slug).lower()
    stories = Article.objects.defer("body", "body_text", "search")
    article = stories.filter(slug=slug).first()
    if article is None:
        past = PastAddress.objects.filter(slug=slug, article__isnull=False).first()
        article = stories.filter(pk=past.article_id or 0).first() if past else None
    if article is None:
        raise Http404
    gone = {ArticleStatus.WITHDRAWN, ArticleStatus.KILLED}
    if article.status in gone or is_expired(article):
        response = errors.page(request, 410, language=article.language)
        response.headers["Cache-Control"] = SHORT
        return response
    if not Article.objects.live().filter(pk=article.pk).exists():
        raise Http404
    return moved(request, article.get_absolute_url())


def is_expired(article: Article) -> bool:
    if article.status != ArticleStatus.PUBLISHED or article.expires_at is None:
        return False
    shown = Article.objects.filter(pk=article.pk)
    return not shown.live().exists() and not shown.scheduled().exists()


@require_safe
def without_slash(request: HttpRequest, path: str) -> HttpResponse:
    """The address that was meant, if there is one: every page's ends in a slash."""
    address = f"/{path}/"
    match = resolve(address)
    if match.app_name != "articles":
        return moved(request, address)
    request.path = request.path_info = address
    answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return moved(request, address) if answer.status_code in {200, 304} else answer
