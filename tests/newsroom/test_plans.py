"""A query budget: no page reads a growing table from end to end, or ever more of it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from newsroom.bench import pages, plans
from newsroom.pages.store import store
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Blocks of 8 kB that a page may read. A table of this corpus has thousands.
# Behind each of its cards the desk looks at up to two hundred index entries, by address
# and by network: of rows so new that no vacuum has seen them, each costs a block. So do
# the entries behind a tab of the admin, of which each counts up to a thousand.
MOST_BLOCKS = {
    "front": 700,
    "story, busiest": 700,
    "desk": 5000,
    "admin, stories": 3000,
    "admin, published": 3000,
}
USUALLY = 500
# Small by nature next to the others, so that reading all of it is right for long.
SMALL = {"articles_photo"}


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker):
    """Made once for this file, and undone with its transaction."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command(
            "make_corpus", stories=8000, comments=60_000, held=2000, stdout=StringIO()
        )
        yield
        transaction.set_rollback(True)


@pytest.fixture
def visitors(corpus, client):
    """Who asks for which page: readers, and one of the staff."""
    from django.test import Client

    staff = Client()
    staff.force_login(make.user(is_superuser=True))
    readers = {name: (client, path) for name, path in pages.public().items()}
    return readers | {name: (staff, path) for name, path in pages.STAFF.items()}


def faults_of(name, client, path):
    """What a page does that it must not; an empty list when all is well."""
    assert client.get(path).status_code == 200
    store.clear()
    found = plans.plans_of(lambda: client.get(path))
    assert found, f"{name} asked nothing"
    blocks = sum(plan.buffers for plan in found)
    faults = [
        f"{name} scans {plan.scanned - SMALL}: {plan.sql}"
        for plan in found
        if plan.scanned - SMALL
    ]
    if blocks > MOST_BLOCKS.get(name, USUALLY):
        faults.append(f"{name} reads {blocks} blocks")
    return faults


def test_every_page_reads_a_bounded_part_of_the_database(visitors):
    faults = []
    for name, (client, path) in visitors.items():
        faults += faults_of(name, client, path)
    assert faults == []


@pytest.mark.parametrize(
    ("page", "indexes"),
    [
        ("front", ["article_live", "article_live_in_section"]),
        ("section, deep", ["article_live_in_section", "article_live"]),
        ("story, busiest", ["comment_thread", "comment_visible_on_story"]),
        ("desk", ["contact_record"]),
        ("desk", ["contact_network_record"]),
        ("desk", ["comment_queue"]),
    ],
)
def test_a_dropped_index_is_noticed(visitors, page, indexes):
    with connection.cursor() as cursor:
        for index in indexes:
            cursor.execute(f"DROP INDEX {index}")
    assert faults_of(page, *visitors[page])
