from django.http import HttpRequest

from articles import pages
from articles.cursors import Cursor
from articles.elsewhere import moved_or_missing, nothing_here
from articles.furniture import furniture
from articles.models import Article, Byline, Contributor, Section, Tagging, Topic
from articles.models.stories import ArticleQuerySet
from articles.syndication import PER_FEED, feed_of
from newsroom import feeds
from newsroom.feeds import Feed
from newsroom.pages import Rendered


def site_feed(own_path: str) -> Feed:
    paper = furniture().publication
    return feed_of(
        Article.objects.all(),
        title=paper.name,
        path="/",
        own_path=own_path,
        description=paper.description or paper.tagline,
        language=paper.language,
        hub=paper.hub,
    )


def as_rss(feed: Feed) -> Rendered:
    return Rendered(feeds.rss(feed), feed.language, feeds.RSS_KIND)


@pages.FEED.view(missing=nothing_here)
def rss(request: HttpRequest) -> Rendered:
    return as_rss(site_feed("/feed/"))


@pages.FEED.view(missing=nothing_here)
def atom(request: HttpRequest) -> Rendered:
    feed = site_feed("/feed.atom")
    return Rendered(feeds.atom(feed), feed.language, feeds.ATOM_KIND)


@pages.FEED.view(missing=nothing_here)
def json(request: HttpRequest) -> Rendered:
    feed = site_feed("/feed.json")
    return Rendered(feeds.json_feed(feed), feed.language, feeds.JSON_KIND)


@pages.SECTION_FEED.view(missing=moved_or_missing)
def section(request: HttpRequest, slug: str) -> Rendered:
    found = Section.objects.get(slug=slug)
    stories = Article.objects.filter(section=found)
    return of_list(found, stories, found.description, found.language)


@pages.CONTRIBUTOR_FEED.view(missing=moved_or_missing)
def contributor(request: HttpRequest, slug: str) -> Rendered:
    found = Contributor.objects.get(slug=slug)
    ids = Cursor().listed(Byline.objects.filter(contributor=found), PER_FEED)
    return of_list(found, Article.objects.filter(pk__in=ids), found.role)


@pages.TOPIC_FEED.view(missing=moved_or_missing)
def topic(request: HttpRequest, slug: str) -> Rendered:
    found = Topic.objects.get(slug=slug)
    ids = Cursor().listed(Tagging.objects.filter(topic=found), PER_FEED)
    return of_list(found, Article.objects.filter(pk__in=ids), found.description)


def of_list(
    listed: Section | Contributor | Topic,
    stories: ArticleQuerySet,
    description: str,
    language: str = "",
) -> Rendered:
    paper, path = furniture().publication, listed.get_absolute_url()
    feed = feed_of(
        stories,
        title=f"{listed.name} – {paper.name}",
        path=path,
        own_path=f"{path}feed/",
        description=description,
        language=language or paper.language,
        hub=paper.hub,
    )
    return as_rss(feed)
