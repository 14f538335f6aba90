"""What is said beside a page: for how long it may be kept, and under which name."""

from django.utils.http import parse_etags

from newsroom.pages.forms import PLAIN
from newsroom.pages.store import OUTLASTS_SECONDS
from newsroom.pages.validator import Validator

SHARED = "public, max-age=0, s-maxage={}"
# What a server in front may show while none of ours answers.
IN_AN_OUTAGE = ", stale-if-error={}"
PERSONAL = "private, no-store"
FOR_A_SECOND = SHARED.format(1)


def kept_by_caches(validator: Validator) -> str:
    return SHARED.format(validator.lifetime()) + IN_AN_OUTAGE.format(
        validator.lifetime(OUTLASTS_SECONDS)
    )


def named(etag: str, form: str) -> str:
    """The packed forms are one page and share a weak name: whoever holds the one needs
    no other."""
    return etag if form == PLAIN else f"W/{etag}"


def is_known(etag: str, held: str) -> bool:
    """Whether the reader, or a cache on the way, holds these very bytes. A star stands
    for whatever is here."""
    return not {etag, f"W/{etag}", "*"}.isdisjoint(parse_etags(held))
