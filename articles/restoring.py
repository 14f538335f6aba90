"""A story's text as it once was, put into it again."""

from typing import Any

from articles.history import Content, fields
from articles.models import Article, Byline, Contributor, Tagging, Topic

# What is about the story's place, not its words: it stays as it is.
STAYS = {"slug", "comments_mode", "expires_at", "embargoed_until"}


def put_back(article: Article, content: Content) -> None:
    """The words and what they name. What was deleted since cannot come back."""
    for field in fields():
        if field.name in STAYS or field.name not in content:
            continue
        value: Any = content[field.name]
        if field.is_relation:
            pk = value and value["id"]
            found = field.related_model.objects.filter(pk=pk).first()
            if found is None and not field.null:
                continue
            value = found
        setattr(article, field.name, value)


def put_back_belongings(article: Article, content: Content) -> None:
    article.bylines.all().delete()
    named = content.get("bylines", [])
    known = Contributor.objects.in_bulk([byline["id"] for byline in named])
    for position, byline in enumerate(named):
        if contributor := known.get(byline["id"]):
            Byline.objects.create(
                article=article,
                contributor=contributor,
                role=byline["role"],
                position=position,
            )
    Tagging.objects.filter(article=article).delete()
    ids = [topic["id"] for topic in content.get("topics", [])]
    article.topics.set(Topic.objects.filter(pk__in=ids))
