"""A story with all that its page prints but its comments."""

from django.db.models import (
    BigIntegerField,
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
)

from articles.models import Article, Byline, Correction
from articles.models.topic import places
from articles.models.translation import translations
from newsroom.postgres.statements import Given, Statement


def story_by_slug() -> QuerySet[Article]:
    return (
        Article.objects.live()
        .with_photo_rights()
        .annotate(
            topic_places=places(),
            related_ids=F("digest__related"),
            translations=translations(),
            is_corrected=Exists(Correction.objects.filter(article=OuterRef("pk"))),
        )
        .select_related("section", "lead_photo", "source_agency")
        .filter(slug=Given("slug", CharField()))
    )


HERE = Given("article", BigIntegerField())
BY_SLUG: Statement[Article] = Statement(story_by_slug)
BYLINES: Statement[Byline] = Statement(
    lambda: Byline.objects.filter(article=HERE).select_related("contributor")
)
CORRECTIONS: Statement[Correction] = Statement(
    lambda: Correction.objects.filter(article=HERE).order_by("pk")
)


def one_story(slug: str) -> Article:
    """A live story with everything its page prints but its comments: two queries, and
    one more for its corrections, if it has any."""
    return with_all(row_of(slug))


def row_of(slug: str) -> Article:
    """A live story without its bylines and corrections: one query."""
    article = BY_SLUG.first(slug=slug)
    if article is None:
        raise Article.DoesNotExist
    return article


def with_all(article: Article) -> Article:
    """And its bylines, and its corrections unless it is known to have none."""
    is_corrected = getattr(article, "is_corrected", True)
    article._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "bylines": BYLINES.ask(article=article.pk),
        "corrections": CORRECTIONS.ask(article=article.pk) if is_corrected else [],
    }
    return article


# What comments ask of their story: where it stands, and whether it takes them.
ASKED_BY_COMMENTS = {
    *("id", "section_id", "slug", "language", "published_at", "first_published_on"),
    "comments_mode",
}


def for_comments(article: Article) -> Article:
    """As light as its comments need it, to be kept."""
    fields = [
        field.attname
        for field in Article._meta.concrete_fields
        if field.attname in ASKED_BY_COMMENTS
    ]
    said = [getattr(article, name) for name in fields]
    state = article._state
    light = Article.from_db(state.db, fields, said, fetch_mode=state.fetch_mode)
    light.section = article.section
    return light
