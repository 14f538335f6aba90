"""``python -m newsroom.bench.load``: requests from outside, as fast as they go.

Reads what to send as JSON from standard input and writes what came back. Each
connection waits for its answer before it asks again. The text ``#########`` in a
request becomes a number that no other request has.
"""

import json
import selectors
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count
from typing import Any

COUNTED = b"#########"
BLOCK = 1 << 16
PATIENCE = 60  # seconds


class Caller:
    """One connection that is kept open, or opened again when the other side ends it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.head: bytes | None = None
        self.open()

    def open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        self.socket.close()

    def ask(self, request: bytes) -> bool:
        """Whether that took a new connection: the other side had ended the old one."""
        ended = self.head is not None and ends(self.head)
        if ended:
            self.close()
            self.open()
        self.answer = bytearray()
        self.head = None
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)
        return ended

    def hear(self) -> bool:
        """Whether the answer is whole now."""
        heard = self.socket.recv(BLOCK)
        if not heard:
            raise ConnectionError("The server hung up in the middle of an answer.")
        self.answer += heard
        if self.head is None:
            self.head, end, _body = bytes(self.answer).partition(b"\r\n\r\n")
            if not end:
                self.head = None
                return False
        if b"\r\ntransfer-encoding: chunked" in self.head.lower():
            return self.answer.endswith(b"\r\n0\r\n\r\n")
        return len(self.answer) >= len(self.head) + 4 + body_length(self.head)

    @property
    def status(self) -> str:
        return self.answer[9:12].decode()


def ends(head: bytes) -> bool:
    """Whether the other side ends the connection after this answer."""
    said = head.lower()
    if said.startswith(b"http/1.0"):
        return b"\r\nconnection: keep-alive" not in said
    return b"\r\nconnection: close" in said


def body_length(head: bytes) -> int:
    for line in head.split(b"\r\n")[1:]:
        name, _colon, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


def answered(ready: selectors.BaseSelector) -> Iterator[Caller]:
    """Those whose answer is whole now. Raises TimeoutError when nobody hears anything
    for a minute."""
    heard_from = ready.select(PATIENCE)
    if not heard_from:
        raise TimeoutError(f"Nobody was answered for {PATIENCE} s.")
    for key, _events in heard_from:
        if key.data.hear():
            yield key.data


def drive(
    port: int, seconds: float, connections: int, requests: list[bytes], first: int
) -> dict[str, Any]:
    numbers = count(first)
    kinds = len(requests)

    def following() -> bytes:
        number = next(numbers)
        return requests[number % kinds].replace(COUNTED, b"%09d" % number)

    callers = [Caller(port) for _ in range(connections)]
    waits: list[float] = []
    statuses: dict[str, int] = {}
    with selectors.DefaultSelector() as ready, ExitStack() as after:
        began = time.perf_counter()
        until = began + seconds
        for caller in callers:
            after.callback(caller.close)
            ready.register(caller.socket, selectors.EVENT_READ, caller)
            caller.ask(following())
        now = began
        while now < until:
            for caller in answered(ready):
                now = time.perf_counter()
                waits.append(now - caller.asked_at)
                answer = caller.status
                statuses[answer] = statuses.get(answer, 0) + 1
                heard = caller.socket
                if caller.ask(following()):
                    ready.unregister(heard)
                    ready.register(caller.socket, selectors.EVENT_READ, caller)
    waits.sort()
    return {
        "per_second": len(waits) / (now - began),
        "median_ms": 1000 * statistics.median(waits),
        "worst_hundredth_ms": 1000 * waits[int(len(waits) * 0.99)],
        "statuses": statuses,
        "next": next(numbers),
    }


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    asked["requests"] = [request.encode() for request in asked["requests"]]
    json.dump(drive(**asked), sys.stdout)
