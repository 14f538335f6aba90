"""The demo's stories, each at its age before this moment."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from django.utils import timezone

from articles import publishing, translating
from articles.models import (
    Article,
    Byline,
    Contributor,
    PastAddress,
    Photo,
    Section,
    Topic,
)
from articles.models.languages import Language
from articles.rendering import clean
from newsroom.demo.content import Text, span, texts
from newsroom.demo.markup import dated, html_of
from newsroom.models import User


def make(
    staff: Mapping[str, User],
    photos: Mapping[str, Photo],
    now: datetime,
    done: Callable[..., None],
) -> dict[str, Article]:
    """Every story, oldest first, so that ids run with time."""
    made = {}
    for text in sorted(
        texts("stories"), key=lambda text: span(text.head["age"]), reverse=True
    ):
        made[text.name] = article = write(text, photos, now, by=staff["reporter"])
        bring_out(article, text, now, by=staff["editor"])
        done(1)
    for text in texts("stories"):
        if original := text.head.get("translation_of"):
            translating.join(made[original], made[text.name])
    return made


def write(text: Text, photos: Mapping[str, Photo], now: datetime, by: User) -> Article:
    head = text.head
    day = timezone.localdate(now - span(head["age"]))
    agency = head.get("agency")
    article = Article(
        headline=head["headline"],
        standfirst=head.get("standfirst", ""),
        dateline=head.get("dateline", ""),
        body=body(text, day),
        slug=text.slug,
        section=Section.objects.get(slug=head["section"]),
        source_agency=Contributor.objects.get(slug=agency) if agency else None,
        lead_photo=photos[head["photo"]] if "photo" in head else None,
        language=head.get("language", Language.ENGLISH),
        comments_mode=head.get("comments", "section"),
        created_by=by,
    )
    publishing.save(article, by=by, belongings=lambda: sign(article, text))
    return article


def sign(article: Article, text: Text) -> None:
    """Its topics, and the names over it."""
    article.topics.set(Topic.objects.filter(slug__in=text.head.get("topics", [])))
    for position, (role, slug) in enumerate(text.head.get("bylines", [])):
        contributor = Contributor.objects.get(slug=slug)
        Byline.objects.create(
            article=article, contributor=contributor, role=role, position=position
        )


def body(text: Text, day: date) -> str:
    """As the database has it while nobody has edited the story of that day."""
    language = text.head.get("language", Language.ENGLISH)
    return clean(dated(html_of(text.words), day, language))


def bring_out(article: Article, text: Text, now: datetime, by: User) -> None:
    """Through the editors' own acts to the state that the file asks for."""
    head = text.head
    status = head.get("status", "published")
    if status == "in_review":
        publishing.submit(article, by=by)
    if status not in {"published", "withdrawn"}:
        return
    publishing.publish(article, by=by, since=now - span(head["age"]))
    if "updated" in head:
        publishing.update(article, by=by, at=now - span(head["updated"]))
    if status == "withdrawn":
        publishing.withdraw(article, by=by)


def names_in_use() -> Iterator[str]:
    slugs = [text.slug for text in texts("stories")]
    for story in Article.objects.filter(slug__in=slugs):
        yield f"The address of the story “{story.headline}”"
    for past in PastAddress.objects.filter(slug__in=slugs):
        yield f"The address {past.path}"
