"""A query budget: no page reads a growing table from end to end, or ever more of it.

The same at every size: held by a test on a small corpus, and by ``make bench`` on the
large ones, where each index in turn is dropped to see that it would be missed.
"""

from collections.abc import Callable, Iterator

from django.db import OperationalError, connection, transaction

from newsroom.bench import plans
from newsroom.pages.store import store

# Blocks of 8 kB that a page may read. A table of a corpus has thousands.
# Behind each of its cards the desk looks at up to two hundred index entries, by address
# and by network: of rows so new that no vacuum has seen them, each costs a block. So do
# the entries behind a tab of the admin, of which each counts up to a thousand. A page
# of contributors has five hundred names, in an order that is not that of their rows.
MOST_BLOCKS = {
    "front": 700,
    "contributors": 700,
    "desk": 5000,
    "admin, stories": 3000,
    "admin, published": 3000,
}
USUALLY = 500
# Small by nature next to the others, so that reading all of it is right for long.
SMALL = {"articles_photo"}
# Without these, the page is at fault.
NEEDED = (
    ("front", ("article_live", "article_live_in_section")),
    ("section, deep", ("article_live_in_section", "article_live")),
    ("story, busiest", ("comment_thread", "comment_visible_on_story")),
    ("desk", ("contact_record",)),
    ("desk", ("contact_network_record",)),
    ("desk", ("comment_queue",)),
)
# Seconds that no statement of a page takes; without its index it may take minutes.
NOTICED_AFTER = 5
Visit = Callable[[], object]


def most_blocks(page: str) -> int:
    return MOST_BLOCKS.get(page, USUALLY)


def faults_of(page: str, visit: Visit) -> list[str]:
    """What a page does that it must not; an empty list when all is well."""
    visit()  # connections, templates and statements are ready now
    store.clear()
    found = plans.plans_of(visit)
    if not found:
        return [f"{page} asked nothing"]
    return list(faults_in(page, found))


def faults_in(page: str, found: list[plans.Plan]) -> Iterator[str]:
    for plan in found:
        if scanned := plan.scanned - SMALL:
            yield f"{page} scans {', '.join(sorted(scanned))}: {plan.sql}"
    blocks = sum(plan.buffers for plan in found)
    if blocks > most_blocks(page):
        yield f"{page} reads {blocks} blocks"


def without(indexes: tuple[str, ...], page: str, visit: Visit) -> list[str]:
    """What its statements do while some indexes are gone; they come back after it."""
    store.clear()
    with plans.asked() as statements:
        visit()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for index in indexes:
                cursor.execute(f"DROP INDEX {index}")
            cursor.execute(f"SET LOCAL statement_timeout = '{NOTICED_AFTER}s'")
            found = [plans.plan_of(statement) for statement in statements]
            transaction.set_rollback(True)
    except OperationalError:
        return [f"{page} asks for longer than {NOTICED_AFTER} s"]
    return list(faults_in(page, found))


def breaches(visits: dict[str, Visit]) -> list[str]:
    """What breaks the contract, and each index whose loss would not be noticed."""
    found = [
        fault for page, visit in visits.items() for fault in faults_of(page, visit)
    ]
    for page, indexes in NEEDED:
        if not without(indexes, page, visits[page]):
            found.append(f"{page} does as well without {' and '.join(indexes)}")
    return found
