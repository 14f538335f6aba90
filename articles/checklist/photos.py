from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.checklist.candidate import Candidate


def missing(story: Candidate) -> Iterator[tuple[str, str]]:
    if story.article.lead_photo is None:
        yield "lead_photo", _("There is no lead photo.")


def unsaid(story: Candidate) -> Iterator[tuple[str, str]]:
    for field, photo in story.photos:
        told = {"photo": photo}
        if not photo.alt_text.strip():
            yield field, _("“%(photo)s” has no alternative text.") % told
        if not photo.credit_line.strip():
            yield field, _("“%(photo)s” has no credit line.") % told


def copied(story: Candidate) -> Iterator[tuple[str, str]]:
    for field, photo in story.photos:
        if photo.alt_text.strip() and photo.alt_text.strip() == photo.caption.strip():
            yield (
                field,
                _(
                    "The alternative text of “%(photo)s” repeats its caption: whoever"
                    " cannot see it hears the same twice."
                )
                % {"photo": photo},
            )


def rights(story: Candidate) -> Iterator[tuple[str, str]]:
    for field, photo in story.photos:
        ends = photo.rights_end
        if ends and ends <= story.at:
            when = date_format(localtime(ends), "DATETIME_FORMAT")
            words = _(
                "The rights of “%(photo)s” end at %(when)s, before the story appears."
            )
            yield field, words % {"photo": photo, "when": when}
