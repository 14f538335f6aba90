"""One asks for all who wait: what a crowd before one page wants is found out once."""

import threading
from collections.abc import Callable, Hashable
from typing import Any


class Round:
    """One asking, by the first who came, and the answer for all who wait for it."""

    def __init__(self) -> None:
        self.begun = False
        self.over = threading.Event()
        self.answers: list[Any] = []
        self.next: Round | None = None


class Together:
    """Shares answers without ever giving an old one.

    Whoever comes while a question is being asked waits for the next asking, which
    begins after that and so knows all that had happened when they came. One of
    them does it for all: a page that a thousand read is asked about as often as
    one that ten do.
    """

    def __init__(self) -> None:
        self._rounds: dict[Hashable, Round] = {}
        self._lock = threading.Lock()

    def ask[Answer](self, about: Hashable, question: Callable[[], Answer]) -> Answer:
        """The answer to a question, asked here or by another thread after this call.

        Errors are not shared: where the asking failed, each asks for itself.
        """
        mine, before, is_first = self._join(about)
        if before is not None:
            before.over.wait()
        if is_first:
            return self._answer(about, mine, question)
        mine.over.wait()
        return mine.answers[0] if mine.answers else question()

    def _join(self, about: Hashable) -> tuple[Round, Round | None, bool]:
        """The round that has not begun, the one to wait for before it, and whether
        to ask in it."""
        with self._lock:
            now = self._rounds.get(about)
            if now is None:
                self._rounds[about] = mine = Round()
                return mine, None, True
            if not now.begun:
                return now, None, False
            if now.next is None:
                now.next = Round()
                return now.next, now, True
            return now.next, None, False

    def _answer[Answer](
        self, about: Hashable, mine: Round, question: Callable[[], Answer]
    ) -> Answer:
        with self._lock:
            mine.begun = True
        try:
            answer = question()
            mine.answers.append(answer)
            return answer
        finally:
            with self._lock:
                if mine.next is None:
                    del self._rounds[about]
                else:
                    self._rounds[about] = mine.next
            mine.over.set()


together = Together()
