import re
import unicodedata
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Func, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf, Trim

from articles.models import Publication
from comments.models import CommentPolicy
from comments.screening.evidence import CLEAR, Evidence, Finding, flagged
from newsroom.models import User
from newsroom.postgres.statements import Statement

NO_LETTERS = re.compile(r"[\W_]+")
# Letters of other alphabets, and digits, that are drawn like Latin ones.
LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁӏ0135l|αεικνορτυχɑıօ",  # noqa: RUF001 (that is the point)
    "abekmhopctyxijsdioiesiiaeiknoptuxaio",
)


def skeleton(name: str) -> str:
    """What a name looks like at a glance."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return NO_LETTERS.sub("", plain.translate(LOOKALIKES))


def name_shown() -> Coalesce:
    """What ``str`` says of a user."""
    empty = Value("")
    whole = Trim(Concat("first_name", Value(" "), "last_name"))
    return Coalesce(NullIf("display_name", empty), NullIf(whole, empty), "username")


def our_names() -> Func:
    """The staff's and the paper's, as one column of any row."""
    people = User.objects.filter(is_active=True, is_staff=True)
    names = people.values_list(Cast(name_shown(), TextField()), flat=True)[:500]
    paper = Publication.objects.filter(pk=1).values(said=Cast("name", TextField()))
    return Func(
        ArraySubquery(names),
        Subquery(paper),
        function="array_append",
        output_field=ArrayField(TextField()),
    )


NAMES: Statement[list[str]] = Statement(
    lambda: CommentPolicy.objects.filter(pk=1).values_list(our_names(), flat=True)
)


def staff_names() -> frozenset[str]:
    """What the checks are given to compare with."""
    return skeletons(*NAMES.ask()[0])


@lru_cache(maxsize=4)
def skeletons(*names: str) -> frozenset[str]:
    """Read anew for each comment, and the same from one comment to the next."""
    return frozenset(map(skeleton, names)) - {""}


def check(evidence: Evidence) -> Finding:
    """A name that reads like one of our staff's."""
    return flagged() if skeleton(evidence.name) in evidence.staff_names else CLEAR
