"""Loads the demo newsroom: all of it or nothing."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from comments.models import Contact, Decision
from newsroom.demo import POLICY, Refused, accounts, letters, paper, photos, stories
from newsroom.demo.content import every_letter, table, texts
from newsroom.progress import Writer, told

# Any number, as long as nothing else locks it: two loads at once wait for each other.
LOCK = 20_101


def load(out: Writer) -> bool:
    """Fill the site. Says whether there was anything to do.

    Refused, with nothing changed, where a name that the demo needs is in use.
    """
    total = len(table("photos")) + len(texts("stories")) + len(list(every_letter()))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        if is_loaded():
            return False
        if name := next(names_in_use(), None):
            raise Refused(f"{name} is in use on this site. Nothing was changed.")
        with told("Loading the demo newsroom", total, out) as done:
            now = timezone.now()
            paper.make()
            staff = accounts.make()
            pictures = photos.make(staff["editor"], done)
            pieces = stories.make(staff, pictures, now, done)
            letters.Post(now, done).deliver(pieces)
    return True


def was_loaded() -> bool:
    """Whether this database has the demo, or once had it."""
    return Decision.objects.filter(policy=POLICY).exists()


def is_loaded() -> bool:
    """Whether the demo is here. Refused where it was and was taken out."""
    if not was_loaded():
        return False
    if not Contact.objects.filter(token=letters.token()).exists():
        raise Refused("The demo was taken out of this site. A fresh clone can load it.")
    return True


def names_in_use() -> Iterator[str]:
    """What the site has already and the demo would need, as its staff call it."""
    yield from (f"The account “{user.username}”" for user in accounts.found())
    yield from paper.names_in_use()
    yield from stories.names_in_use()
    if photos.found().exists():
        yield "A photo of the demo"
