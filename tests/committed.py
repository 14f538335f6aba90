import pytest
from django.test import SimpleTestCase


@pytest.mark.usefixtures("transactional_db")
class CommittedTestCase(SimpleTestCase):
    """What a test writes is committed, for other connections to see.

    Django's TransactionTestCase empties every table afterwards, and what the
    migrations made would be missing from whatever runs next in the same process.
    """

    databases = {"default"}
