"""A query budget: no page reads a growing table from end to end, or ever more of it."""

import os
from functools import partial
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from newsroom.bench import contract, pages
from newsroom.bench.pages import STAFF
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


# Few enough for every run of the suite. With a number here as many are made and stay,
# in a database that the run must have for itself: see .ci/run.
MANY = int(os.environ.get("CORPUS_STORIES", "0"))
make_corpus = partial(call_command, "make_corpus", stdout=StringIO())


@pytest.fixture(scope="module")
def corpus(django_db_setup, django_db_blocker):
    """Made once for this file, and undone with its transaction."""
    with django_db_blocker.unblock():
        if MANY:
            many = {"comments": MANY * 2, "held": MANY // 20}
            make_corpus(stories=MANY, **many, brief=True, hands=os.cpu_count())
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
            yield
            return
        with transaction.atomic():
            make_corpus(stories=8000, comments=60_000, held=2000)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def visits(corpus, client):
    """What asks for each page: readers, or one of the staff."""
    from django.test import Client

    staff = Client()
    staff.force_login(make.user(is_superuser=True))

    def visit(who, path):
        assert who.get(path).status_code == 200

    readers = {name: partial(visit, client, at) for name, at in pages.public().items()}
    return readers | {name: partial(visit, staff, at) for name, at in STAFF.items()}


def test_every_page_reads_a_bounded_part_of_the_database(visits):
    faults = []
    for name, visit in visits.items():
        faults += contract.faults_of(name, visit)
    assert faults == []


@pytest.mark.parametrize(("page", "indexes"), contract.NEEDED)
def test_a_dropped_index_is_noticed(visits, page, indexes):
    assert contract.without(indexes, page, visits[page])
