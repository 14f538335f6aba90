"""oEmbed: how another site shows a story of ours when somebody links to it there."""

import datetime
import json
from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from articles import pages
from articles.converters import day_or_404
from articles.elsewhere import moved, story_elsewhere
from articles.furniture import furniture
from articles.models import Article
from articles.stories import one_story
from articles.syndication import absolute, shown_picture, writers_of
from newsroom.http import whole_number
from newsroom.pages import Rendered

KIND = "application/json; charset=utf-8"
WIDEST = 600


def oembed(request: HttpRequest) -> HttpResponse:
    """JSON alone: who asks for XML is told that it is not spoken here."""
    if request.GET.get("format") == "xml":
        return HttpResponse("JSON only.\n", status=501, content_type="text/plain")
    found = story_named(request.GET.get("url", ""))
    if found is None:
        raise Http404
    day = day_or_404(*(found.kwargs[part] for part in ("year", "month", "day")))
    return of_day(request, day=day, slug=found.kwargs["slug"])


def story_named(url: str) -> ResolverMatch | None:
    """The story's view and its arguments, if the address is one of ours."""
    try:
        parts = urlsplit(url)
        found = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return None
    ours = parts.netloc == urlsplit(settings.SITE_URL).netloc
    return found if ours and found.view_name == "articles:story" else None


def moved_story(request: HttpRequest, day: datetime.date, slug: str) -> HttpResponse:
    answer = story_elsewhere(request, day, slug)
    if answer.status_code != 301:
        return answer
    url = absolute(answer["Location"].partition("?")[0])
    request.META["QUERY_STRING"] = ""
    return moved(request, f"{reverse('articles:oembed')}?{urlencode({'url': url})}")


@pages.OEMBED.view(missing=moved_story)
def of_day(request: HttpRequest, day: datetime.date, slug: str) -> Rendered:
    article = one_story(slug)
    most = whole_number(request.GET.get("maxwidth", "")) or WIDEST
    told = told_of(article, min(most, WIDEST))
    return Rendered(json.dumps(told, ensure_ascii=False), article.language, KIND)


def told_of(article: Article, width: int) -> dict[str, object]:
    paper = furniture().publication
    url = absolute(article.get_absolute_url())
    writers = writers_of(article)
    with translation.override(article.language):
        html = render_to_string(
            "articles/embed.html", {"article": article, "url": url, "paper": paper}
        )
    told: dict[str, object] = {
        "type": "rich",
        "version": "1.0",
        "title": article.headline,
        "author_name": ", ".join(writer.name for writer in writers),
        "author_url": absolute(writers[0].get_absolute_url()) if writers else "",
        "provider_name": paper.name,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 3600,
        "html": html.strip(),
        "width": width,
        "height": None,
    }
    if picture := shown_picture(article):
        told |= {
            "thumbnail_url": picture.url,
            "thumbnail_width": picture.width,
            "thumbnail_height": picture.height,
        }
    return {name: value for name, value in told.items() if value != ""}
