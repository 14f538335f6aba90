import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Model, Q
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from articles.checklist.candidate import Candidate
from articles.models import (
    Article,
    ArticleStatus,
    Contributor,
    Page,
    PastAddress,
    Section,
    Topic,
)

HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"', re.IGNORECASE)
NAMED: dict[str, type[Model]] = {
    "articles:section": Section,
    "articles:contributor": Contributor,
    "articles:topic": Topic,
    "articles:page": Page,
}
MOST = 200


def dead(story: Candidate) -> Iterator[tuple[str, str]]:
    """Links to our own pages that lead nowhere at the moment when it appears."""
    for path in ours(story.article.body)[:MOST]:
        if not leads_somewhere(path, story):
            yield "body", _("The link to %(path)s leads nowhere.") % {"path": path}


def ours(body: str) -> list[str]:
    """Paths on this site that a text links to, each once."""
    host = urlsplit(settings.SITE_URL).netloc
    paths = {}
    for found in HREF.finditer(body):
        parts = urlsplit(unescape(found[1]))
        if parts.netloc in {"", host} and parts.path.startswith("/"):
            paths[unquote(parts.path)] = True
    return list(paths)


def leads_somewhere(path: str, story: Candidate) -> bool:
    match = found(path) or found(f"{path}/")
    if match is None:
        return False
    slug = match.kwargs.get("slug", "")
    if match.view_name == "articles:story":
        return is_out(slug, story)
    if model := NAMED.get(match.view_name):
        known = model._default_manager.filter(slug=slug).exists()
        return known or PastAddress.objects.filter(path=path).exists()
    return True


def found(path: str) -> ResolverMatch | None:
    """The page at a path, unless it only leads on to one that ends in a slash."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match if match.url_name else None


def is_out(slug: str, story: Candidate) -> bool:
    """By its slug of now or of before; one that appears by then counts."""
    past = PastAddress.objects.filter(slug=slug, article__isnull=False)
    of = Q(slug=slug) | Q(pk__in=past.values("article"))
    lasting = Q(expires_at=None) | Q(expires_at__gt=story.at)
    out = Q(status=ArticleStatus.PUBLISHED, published_at__lte=story.at)
    return Article.objects.filter(of, out & lasting).exists()
