"""What programs ask a newspaper for: what they may read, its face, its colours."""

import json
from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import colours, pages
from articles.elsewhere import nothing_here
from articles.models import Crawlers, Publication
from articles.models.languages import direction_of
from newsroom.pages import Rendered

TEXT = "text/plain; charset=utf-8"
SITEMAPS = ("/sitemap.xml", "/news-sitemap.xml")
# By the names that their makers publish.
LEARNING = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider"),
    *("CCBot", "ClaudeBot", "cohere-ai", "Diffbot", "Google-Extended", "GPTBot"),
    *("meta-externalagent", "omgili"),
)
ANSWERING = (
    *("ChatGPT-User", "Claude-SearchBot", "Claude-User", "DuckAssistBot"),
    *("MistralAI-User", "OAI-SearchBot", "Perplexity-User", "PerplexityBot"),
)
REFUSED = {
    Crawlers.WELCOME: (),
    Crawlers.ANSWERS: LEARNING,
    Crawlers.REFUSED: (*LEARNING, *ANSWERING),
}
ICONS = (("icons/192.png", 192), ("icons/512.png", 512))
LIGHT_GROUND, _TINT = colours.GROUNDS["light"]


def the_paper() -> Publication:
    return Publication.objects.get(pk=1)


@pages.ROBOTS.view(missing=nothing_here)
def robots(request: HttpRequest) -> Rendered:
    """A demo is for nobody's index; elsewhere what the paper says in its policy."""
    paper = the_paper()
    if settings.DEMO:
        rules = [["User-agent: *", "Disallow: /"]]
    else:
        shut = [*settings.STAFF_PREFIXES, "/comments/status/", "/preview/", "/search/?"]
        rules = [["User-agent: *", *(f"Disallow: {path}" for path in shut)]]
        if refused := REFUSED[Crawlers(paper.crawlers)]:
            rules.append([*(f"User-agent: {name}" for name in refused), "Disallow: /"])
        rules.append([f"Sitemap: {settings.SITE_URL}{path}" for path in SITEMAPS])
    text = "\n\n".join("\n".join(lines) for lines in rules)
    return Rendered(f"{text}\n", paper.language, TEXT)


@pages.MANIFEST.view(missing=nothing_here)
def manifest(request: HttpRequest) -> Rendered:
    """A reader may put the front page among the programs of a phone."""
    paper = the_paper()
    told = {
        "name": paper.name,
        "short_name": paper.name[:12].strip(),
        "description": paper.description or paper.tagline,
        "lang": paper.language,
        "dir": direction_of(paper.language),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": LIGHT_GROUND,
        "theme_color": LIGHT_GROUND,
        "icons": [
            {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png"}
            | {"purpose": purpose}
            for name, size in ICONS
            for purpose in ("any", "maskable")
        ],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return Rendered(text, paper.language, "application/manifest+json")


@pages.COLOURS.view(missing=nothing_here)
def sheet(request: HttpRequest) -> Rendered:
    """The paper's own colours, over those of the style sheet."""
    paper = the_paper()
    given = (paper.light_colour, paper.dark_colour)
    text = colours.sheet(*given) if all(given) else ""
    return Rendered(text, paper.language, "text/css; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """To whom a fault in the site's safety is reported: RFC 9116."""
    paper = the_paper()
    if not paper.security_contact:
        raise Http404
    # Read again within a year, or else not believed.
    until = timezone.now().replace(microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: mailto:{paper.security_contact}",
        f"Expires: {until.isoformat()}",
        f"Preferred-Languages: {', '.join(sorted({paper.language, 'en'}))}",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)
