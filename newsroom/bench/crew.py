"""Who carries out a corpus's statements: this connection, or several side by side."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from newsroom.bench.loading import run

Work = Callable[[], object]
MEMORY = "SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '512MB'"
# Each of several hands has a core: workers beside it would only push it aside.
BY_ITSELF = (
    "SET LOCAL max_parallel_workers_per_gather = 0;"
    " SET LOCAL max_parallel_maintenance_workers = 0"
)


class Crew:
    """One is this connection and its transaction; each of more has its own."""

    def __init__(self, hands: int) -> None:
        self.hands = hands

    def helped(self, statement: str) -> None:
        """For what outlasts all that is done beside it: a worker on each other core."""
        if self.hands > 1:
            run(f"SET LOCAL max_parallel_maintenance_workers = {self.hands - 1}")
        run(statement)

    def each(self, works: Iterable[Work]) -> None:
        """All of them, begun in this order: with several hands, the longest first."""
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

    def by_itself() -> None:
        run(BY_ITSELF)
        work()

    try:
        well_equipped(by_itself)
    finally:
        connection.close()
