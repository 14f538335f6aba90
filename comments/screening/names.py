import unicodedata

from articles.models import Publication
from comments.screening.evidence import CLEAR, Evidence, Finding, flagged
from newsroom.models import User
from newsroom.postgres.statements import Statement

# Letters of other alphabets, and digits, that are drawn like Latin ones.
LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁӏ0135l|αεικνορτυχɑıօ",  # noqa: RUF001 (that is the point)
    "abekmhopctyxijsdioiesiiaeiknoptuxaio",
)


def skeleton(name: str) -> str:
    """What a name looks like at a glance."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = (c for c in plain if not unicodedata.combining(c))
    return "".join(c for c in "".join(letters).translate(LOOKALIKES) if c.isalnum())


PEOPLE: Statement[User] = Statement(
    lambda: User.objects.filter(is_active=True, is_staff=True).only(
        "display_name", "first_name", "last_name", "username"
    )[:500]
)
PAPER: Statement[str] = Statement(
    lambda: Publication.objects.filter(pk=1).values_list("name", flat=True)
)


def staff_names() -> frozenset[str]:
    """What the checks are given to compare with."""
    names = [*map(str, PEOPLE.ask()), *PAPER.ask()]
    return frozenset(map(skeleton, names)) - {""}


def check(evidence: Evidence) -> Finding:
    """A name that reads like one of our staff's."""
    return flagged() if skeleton(evidence.name) in evidence.staff_names else CLEAR
