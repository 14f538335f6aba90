"""What is looked at before a story is cleared to run.

    checklist.look(article, at=moment)  # what is wrong with it, the gravest first

Each check is a function in ``CHECKS``, under the name of its field in
``PublishingPolicy``, which says whether it forbids, advises or is not asked. A check
reads and never writes. articles.publishing asks all of them inside the act, so that no
way of publishing goes around them.
"""

from collections.abc import Sequence
from datetime import datetime

from articles.checklist import links, names, photos, words
from articles.checklist.candidate import Candidate, Check, Concern, names_over
from articles.models import Article, Contributor, PublishingPolicy, Weight

__all__ = ["CHECKS", "Concern", "look", "names_over"]

CHECKS: dict[str, Check] = {
    "embargo": words.embargo,
    "photo_rights": photos.rights,
    "photo_words": photos.unsaid,
    "agency": names.agency,
    "correction": words.correction,
    "links": links.dead,
    "photo": photos.missing,
    "alt_text": photos.copied,
    "headline": words.headline,
    "standfirst": words.standfirst,
    "gaps": words.gaps,
    "byline": names.byline,
}


def look(
    article: Article, *, at: datetime, names: Sequence[Contributor] | None = None
) -> list[Concern]:
    """What is wrong with a story that would appear at a moment, the gravest first.

    ``names`` are those over it, where they are not saved yet.
    """
    policy = PublishingPolicy.objects.get()
    candidate = Candidate(article, at, policy, names)
    found = [
        Concern(name, sentence, field, weight == Weight.FORBIDS)
        for name, check in CHECKS.items()
        if (weight := getattr(policy, name)) != Weight.OFF
        for field, sentence in check(candidate)
    ]
    return sorted(found, key=lambda concern: not concern.forbids)
