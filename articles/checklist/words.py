import re
from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.checklist.candidate import Candidate
from articles.models import ArticleStatus, Correction, Revision
from articles.rendering import clean, plain

# Its own words and not those of the headings after it: no end of one lies within.
HEADING = re.compile(
    r"<h([23])\b[^>]*>((?:(?!</h[23]>).)*)</h\1>\s*(?=<h[23]\b|$)", re.DOTALL
)


def headline(story: Candidate) -> Iterator[tuple[str, str]]:
    most, length = story.policy.headline_most, len(story.article.headline)
    if length > most:
        yield (
            "headline",
            _("The headline has %(length)s characters: services cut it after %(most)s.")
            % {"length": length, "most": most},
        )


def standfirst(story: Candidate) -> Iterator[tuple[str, str]]:
    most, length = story.policy.standfirst_most, len(story.article.standfirst)
    if not length:
        yield "standfirst", _("There is no standfirst: cards and feeds have no text.")
    elif length > most:
        yield (
            "standfirst",
            _("The standfirst has %(length)s characters, more than %(most)s.")
            % {"length": length, "most": most},
        )


def gaps(story: Candidate) -> Iterator[tuple[str, str]]:
    for found in HEADING.finditer(story.article.body.strip()):
        yield (
            "body",
            _("Nothing stands under “%(heading)s”.") % {"heading": plain(found[2])},
        )


def embargo(story: Candidate) -> Iterator[tuple[str, str]]:
    until = story.article.embargoed_until
    if until and story.at < until:
        when = date_format(localtime(until), "DATETIME_FORMAT")
        yield (
            "embargoed_until",
            _("It is embargoed until %(when)s.") % {"when": when},
        )


def correction(story: Candidate) -> Iterator[tuple[str, str]]:
    """Of a story that comes back after readers saw it with another text."""
    article = story.article
    if article.status == ArticleStatus.PUBLISHED or not seen(story):
        return
    shown = Revision.objects.filter(article=article, public=True).newest_first().first()
    if shown is None or same(shown.content.get("body", ""), article.body):
        return
    if not Correction.objects.filter(article=article, made_at__gte=shown.at).exists():
        yield (
            "body",
            _("Readers saw this story with another text, and no correction says so."),
        )


def seen(story: Candidate) -> bool:
    """Only what has appeared keeps a time while it is not published."""
    return story.article.published_at is not None


def same(one: str, other: str) -> bool:
    return plain(one) == plain(clean(other))
