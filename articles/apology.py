"""What stands around an error page: the paper, in the language that was asked for."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from articles.furniture import Furniture, furniture
from articles.models import Article, PastAddress


def around(request: HttpRequest) -> dict[str, Any]:
    """Two queries at most. Of a story that is not out it says nothing, not even in
    which language that one is."""
    paper = furniture()
    language = language_of(request.path_info, paper)
    return {"furniture": paper, "language": language or paper.publication.language}


def language_of(path: str, paper: Furniture) -> str:
    """A story's, its section's, that of a front page; empty where none is known."""
    named = address_of(path)
    if "language" in named:
        return str(named["language"])
    slug = named.get("slug", "")
    if "day" in named or "year" in named:
        return language_of_story(slug) if slug else ""
    first = path.lstrip("/").partition("/")[0]
    for section in paper.sections:
        if section.slug == (slug or first) or section.slug == first:
            return section.language
    return ""


def address_of(path: str) -> dict[str, Any]:
    """What an address names: itself, or the nearest above it that could be a page."""
    parts = path.strip("/").split("/")
    for length in range(len(parts), 0, -1):
        try:
            match = resolve(f"/{'/'.join(parts[:length])}/")
        except Resolver404:
            continue
        if match.app_name == "articles" and match.kwargs:
            return match.kwargs
    return {}


def language_of_story(slug: str) -> str:
    slug = slug.lower()
    past = PastAddress.objects.filter(slug=slug, article__isnull=False)
    stories = Article.objects.live().values_list("language", flat=True)
    found = stories.filter(slug=slug).first()
    return found or stories.filter(pk__in=past.values("article")).first() or ""
