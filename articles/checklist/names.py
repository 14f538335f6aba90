import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.checklist.candidate import Candidate
from articles.models import Contributor, ContributorKind
from articles.rendering import clean, plain

# Where wires name themselves: "(AP) —" at the beginning, "dpa/abc" at the end.
KNOWN = ("AFP", "AP", "APA", "dpa", "EFE", "epd", "KNA", "Reuters", "SID", "UPI")
OPENING = 160


def byline(story: Candidate) -> Iterator[tuple[str, str]]:
    if not story.names:
        yield "bylines", _("No name stands over the story.")


def agency(story: Candidate) -> Iterator[tuple[str, str]]:
    """Words of a wire without its name: on the page it is the source or a byline."""
    article = story.article
    if article.source_agency or any(name.is_agency for name in story.names):
        return
    if found := named(f"{article.dateline} {plain(clean(article.body))}"):
        yield (
            "source_agency",
            _("The text is signed by %(agency)s, which is neither source nor byline.")
            % {"agency": found},
        )


def named(text: str) -> str:
    """The agency that signs a text, or nothing."""
    ours = Contributor.objects.filter(kind=ContributorKind.AGENCY)[:200]
    names = "|".join(
        re.escape(name)
        for name in sorted({*KNOWN, *ours.values_list("name", flat=True)})
    )
    opens = re.search(rf"\((?:[^()]*[/ ])?({names})\)", text[:OPENING], re.IGNORECASE)
    signed = re.search(
        rf"(?:^|\n)\W*({names})(?:[/ ]\w{{1,4}})*\W*$", text[-OPENING:], re.IGNORECASE
    )
    found = opens or signed
    return found[1] if found else ""
