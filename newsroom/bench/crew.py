"""Who carries out a corpus's statements: this connection, or several side by side."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from newsroom.bench.loading import run

Work = Callable[[], object]
MEMORY = "SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '512MB'"


class Crew:
    """One is this connection and its transaction; each of more has its own."""

    def __init__(self, hands: int) -> None:
        self.hands = hands

    def each(self, works: Iterable[Work]) -> None:
        """All of them, in no order when there are several hands."""
        if self.hands == 1:
            for work in works:
                well_equipped(work)
            return
        with ThreadPoolExecutor(self.hands) as threads:
            begun = [threads.submit(by_another, work) for work in works]
            try:
                for one in begun:
                    one.result()
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                raise


def well_equipped(work: Work) -> None:
    with transaction.atomic(savepoint=False):
        run(MEMORY)
        work()


def by_another(work: Work) -> None:
    """On this thread's own connection, which ends with the work."""
    try:
        well_equipped(work)
    finally:
        connection.close()
