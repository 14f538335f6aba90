import datetime
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles import pages, translating
from articles.archive import between, changes, months
from articles.elsewhere import nothing_here
from articles.furniture import furniture
from articles.models import Article
from articles.models.translation import translations
from articles.parts import NEWS_SINCE
from articles.syndication import absolute, appeared
from articles.views.archive import EVER, month_from
from newsroom.pages import Rendered
from newsroom.xml import KIND, add, written

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST, MOST_NEWS = 50_000, 1000
XHTML = "http://www.w3.org/1999/xhtml"
ALTERNATE = f"{{{XHTML}}}link"
ElementTree.register_namespace("news", NEWS)
ElementTree.register_namespace("xhtml", XHTML)


def as_xml(root: ElementTree.Element) -> Rendered:
    return Rendered(written(root), furniture().publication.language, KIND)


@pages.SITEMAP.view(missing=nothing_here)
def index(request: HttpRequest) -> Rendered:
    """A sitemap for each month: an old one changes only with its own stories."""
    root = ElementTree.Element("sitemapindex", xmlns=SITEMAP)
    changed = changes()
    for month in months(*EVER):
        path = reverse("articles:month_sitemap", args=[month.year, month.month])
        entry = add(root, "sitemap")
        add(entry, "loc", absolute(path))
        add(entry, "lastmod", changed[month].isoformat(timespec="seconds"))
    return as_xml(root)


@pages.MONTH_SITEMAP.view(missing=nothing_here)
def month_of(
    request: HttpRequest, first: datetime.date, last: datetime.date
) -> Rendered:
    """The stories of a month, each with the addresses of its translations."""
    root = ElementTree.Element("urlset", xmlns=SITEMAP)
    columns = ("slug", "first_published_on", "published_at", "updated_at", "language")
    stories = between(first, last).live().newest_first().only(*columns)
    paper = furniture().publication
    for article in stories.annotate(translations=translations())[:MOST]:
        url = add_story(root, article)
        for language, address in translating.alternates(article, paper.language):
            add(url, ALTERNATE, rel="alternate", hreflang=language, href=address)
    return Rendered(written(root), paper.language, KIND)


def add_story(root: ElementTree.Element, article: Article) -> ElementTree.Element:
    url = add(root, "url")
    add(url, "loc", absolute(article.get_absolute_url()))
    moment = article.updated_at or appeared(article)
    add(url, "lastmod", moment.isoformat(timespec="seconds"))
    return url


def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    first, last = month_from(year, month)
    return month_of(request, first=first, last=last)


@pages.NEWS.view(missing=nothing_here)
def news(request: HttpRequest) -> Rendered:
    """What appeared in the last two days, as news services ask for it."""
    root = ElementTree.Element("urlset", xmlns=SITEMAP)
    paper = furniture().publication
    fresh = Article.objects.live().filter(published_at__gt=NEWS_SINCE)
    for article in fresh.defer("body", "body_text").newest_first()[:MOST_NEWS]:
        told = add(add_story(root, article), f"{{{NEWS}}}news")
        publication = add(told, f"{{{NEWS}}}publication")
        add(publication, f"{{{NEWS}}}name", paper.name)
        add(publication, f"{{{NEWS}}}language", article.language)
        moment = appeared(article).isoformat(timespec="seconds")
        add(told, f"{{{NEWS}}}publication_date", moment)
        add(told, f"{{{NEWS}}}title", article.headline)
    return Rendered(written(root), paper.language, KIND)
