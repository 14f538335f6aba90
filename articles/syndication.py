"""The newspaper's feeds: the newest stories of a list, whole."""

from datetime import datetime
from mimetypes import guess_type
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Prefetch
from django.template.loader import render_to_string
from django.templatetags.static import static

from articles import illustrating
from articles.models import Article, Byline, Contributor, Photo, Publication
from articles.models.stories import ArticleQuerySet
from articles.models.topic import places
from newsroom.feeds import Author, Entry, Feed, Picture
from newsroom.media import address

PER_FEED = 20
ICON, ICON_SIDE = "icons/512.png", 512


def absolute(path: str) -> str:
    """A whole address: what is read elsewhere has no site around it."""
    return path if urlsplit(path).scheme else f"{settings.SITE_URL}{path}"


def newest(stories: ArticleQuerySet) -> list[Article]:
    """The newest live stories with all that a feed tells: two queries."""
    bylines = Byline.objects.select_related("contributor")
    whole = (
        stories.live()
        .with_photo_rights()
        .annotate(topic_places=places())
        .select_related("section", "lead_photo", "source_agency")
        .prefetch_related(Prefetch("bylines", bylines))
        .defer("body_text", "search")
    )
    return list(whole.newest_first()[:PER_FEED])


def feed_of(
    stories: ArticleQuerySet,
    *,
    title: str,
    path: str,
    own_path: str,
    description: str,
    language: str,
    hub: str,
) -> Feed:
    return Feed(
        title=title,
        url=absolute(path),
        own_url=absolute(own_path),
        description=description,
        language=language,
        entries=entries_of(newest(stories)),
        hub=hub,
    )


def entries_of(articles: list[Article]) -> list[Entry]:
    photos = illustrating.usable(article.body for article in articles)
    return [entry_of(article, photos) for article in articles]


def entry_of(article: Article, photos: illustrating.Photos) -> Entry:
    topics = article.topic_places  # type: ignore[attr-defined]
    moment = appeared(article)
    return Entry(
        id=identity("story", article.pk, moment),
        url=absolute(article.get_absolute_url()),
        title=article.headline,
        html=whole_html(article, photos),
        published=moment,
        updated=max(moment, article.updated_at or moment),
        language=article.language,
        summary=article.standfirst,
        authors=authors_of(article),
        subjects=[article.section.name, *(topic["name"] for topic in topics)],
        picture=shown_picture(article),
    )


def appeared(article: Article) -> datetime:
    assert article.published_at is not None  # noqa: S101 (feeds hold live stories)
    return article.published_at


def identity(kind: str, pk: int, moment: datetime) -> str:
    """A name that stays when the address changes."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{moment:%Y}:{kind}-{pk}"


def writers_of(article: Article) -> list[Contributor]:
    """Whose work it is: those over the story, and the wire that it came from."""
    people = [byline.contributor for byline in article.bylines.all()]
    if article.source_agency and article.source_agency not in people:
        people.append(article.source_agency)
    return people


def authors_of(article: Article) -> list[Author]:
    return [
        Author(one.name, absolute(one.get_absolute_url()))
        for one in writers_of(article)
    ]


def shown_picture(article: Article, crop: str = "") -> Picture | None:
    """The lead photo while it may be shown, once it has been made."""
    over = article.photo_over  # type: ignore[attr-defined]
    photo = article.lead_photo
    return None if over or photo is None else picture_of(photo, crop)


def picture_of(photo: Photo, crop: str = "") -> Picture | None:
    """A JPEG, which every program shows."""
    made = photo.usual(crop)
    if made is None:
        return None
    return Picture(
        url=absolute(address(made["name"])),
        kind="image/jpeg",
        width=made["width"],
        height=made["height"],
        caption=photo.caption,
        credit=photo.credit_line,
    )


def paper_picture(paper: Publication) -> Picture:
    """The paper's own mark, large enough to stand for a story that has no photo."""
    if made := paper.logo.get("square") or paper.logo:
        place, width, height = address(made["name"]), made["width"], made["height"]
    else:
        place, width, height = static(ICON), ICON_SIDE, ICON_SIDE
    kind = guess_type(place)[0] or "image/webp"
    return Picture(absolute(place), kind, width, height, paper.name, credit="")


def whole_html(article: Article, photos: illustrating.Photos) -> str:
    """The story as it is read elsewhere: photos, dateline and text."""
    body = article.body.replace(' href="/', f' href="{settings.SITE_URL}/')
    return render_to_string(
        "articles/feed_story.html",
        {
            "article": article,
            "picture": shown_picture(article),
            "body": illustrating.shown(body, photos, illustrating.IN_FEEDS),
            "site": settings.SITE_URL,
        },
    )
