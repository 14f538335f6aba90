"""A story as its readers would see it, before they do: stored by nobody."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.csp import CSP, build_policy
from django.utils.translation import get_language

from articles import illustrating, pages, syndication
from articles.models import Article, Byline, Publication
from articles.rendering import clean
from newsroom.pages import Rendered

DAYS = 3
SIGNER = TimestampSigner(salt="articles.preview")
# Nothing in it runs or is sent; only our own forms may frame it.
POLICY: dict[str, Any] = settings.SECURE_CSP | {
    "script-src": [CSP.NONE],
    "form-action": [CSP.NONE],
}
FRAMED = POLICY | {"frame-ancestors": [CSP.SELF]}


def shown(
    request: HttpRequest, article: Article, bylines: Sequence[Byline], framed: bool
) -> HttpResponse:
    """The story's page without comments, from what the story says at this moment."""
    article.pk = article.pk or 0  # a story that was never saved has bylines too
    article._prefetched_objects_cache = {"bylines": bylines}  # type: ignore[attr-defined]
    article.published_at = article.published_at or timezone.now()
    article.body_html = illustrating.shown(clean(article.body))  # type: ignore[attr-defined]
    with timezone.override(None):  # the clock of readers, whoever looks
        page = pages.rendered(
            request,
            "articles/story.html",
            article.language,
            canonical="",
            article=article,
            is_preview=True,
            is_passed_on=not framed,
            scheme="dark" if request.POST.get("scheme") == "dark" else "",
            noindex=True,
        )
    return seen_by_nobody_else(page, framed)


def elsewhere(request: HttpRequest, article: Article) -> HttpResponse:
    """In a list of search results, on a card of a social network, in a feed."""
    article.body = clean(article.body)
    within = illustrating.usable([article.body])
    words = {
        "article": article,
        "paper": Publication.objects.get(),
        "host": urlsplit(settings.SITE_URL).netloc,
        "picture": syndication.shown_picture(article, "16x9"),
        "item": syndication.whole_html(article, within),
    }
    html = render_to_string("articles/elsewhere.html", words, request)
    return seen_by_nobody_else(Rendered(html, get_language() or "en"), framed=True)


def seen_by_nobody_else(page: Rendered, framed: bool) -> HttpResponse:
    """A page that is stored by nobody, and runs nothing."""
    response = HttpResponse(page.html)
    response.headers["Content-Language"] = page.language
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    policy = FRAMED if framed else POLICY
    response.headers["Content-Security-Policy"] = build_policy(policy, None)
    if framed:
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def token_for(article: Article) -> str:
    return SIGNER.sign(f"{article.pk}").replace(":", ".")


def story_of(token: str) -> int | None:
    """The story that a link was made for, while the link holds."""
    try:
        signed = SIGNER.unsign(token.replace(".", ":"), max_age=DAYS * 24 * 60 * 60)
    except BadSignature:
        return None
    return int(signed)
