"""One asks for all who wait, and nobody is told what was true before they came."""

import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from newsroom.pages.together import Together


class Clerk:
    """Answers with the number of the asking, slowly if told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_asked = threading.Event()
        self.may_answer = threading.Event()

    def question(self) -> int:
        self.asked += 1
        mine = self.asked
        self.is_asked.set()
        assert self.may_answer.wait(10)
        return mine


@pytest.fixture
def crowd():
    with ThreadPoolExecutor(12) as pool:
        yield pool


def waiting(together: Together, about: str) -> bool:
    return together._rounds[about].next is not None


def test_those_who_wait_are_answered_by_one_asking_that_began_after_they_came(crowd):
    together, clerk = Together(), Clerk()
    first = crowd.submit(together.ask, "page", clerk.question)
    assert clerk.is_asked.wait(10)
    later = [crowd.submit(together.ask, "page", clerk.question) for _ in range(10)]
    while not waiting(together, "page"):
        pass
    clerk.may_answer.set()
    assert first.result(10) == 1
    answers = {one.result(10) for one in later}
    assert 1 not in answers
    assert clerk.asked <= 11
    assert together._rounds == {}


def test_a_crowd_costs_few_askings(crowd):
    together, asked = Together(), itertools.count(1)
    at_once = threading.Barrier(12)
    slow = threading.Event()

    def question() -> int:
        slow.wait(0.02)
        return next(asked)

    def come() -> int:
        at_once.wait(10)
        return together.ask("page", question)

    for one in [crowd.submit(come) for _ in range(12)]:
        one.result(10)
    assert next(asked) - 1 <= 3


def test_an_answer_is_never_older_than_the_one_who_asks(crowd):
    """The truth moves on all the time; who came at five is told five or more."""
    together, truth = Together(), itertools.count()

    def question() -> int:
        read = next(truth)
        time.sleep(0.001)
        return read

    def come(_: int) -> bool:
        came = next(truth)
        return together.ask("page", question) > came

    assert all(crowd.map(come, range(2_000)))


def test_a_failed_asking_is_not_shared(crowd):
    together, clerk = Together(), Clerk()

    def failing() -> int:
        clerk.question()
        raise ConnectionError

    first = crowd.submit(together.ask, "page", failing)
    assert clerk.is_asked.wait(10)
    second = crowd.submit(together.ask, "page", failing)
    while not waiting(together, "page"):
        pass
    third = crowd.submit(together.ask, "page", clerk.question)
    clerk.may_answer.set()
    for failed in (first, second):
        with pytest.raises(ConnectionError):
            failed.result(10)
    assert third.result(10) > 1
    assert together._rounds == {}


def test_other_pages_do_not_wait(crowd):
    together, clerk = Together(), Clerk()
    held = crowd.submit(together.ask, "page", clerk.question)
    assert clerk.is_asked.wait(10)
    assert together.ask("another page", lambda: "at once") == "at once"
    clerk.may_answer.set()
    assert held.result(10) == 1
