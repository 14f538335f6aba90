"""A little mail server of our own: it can be away, refuse, and hang."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from django.test import override_settings


class Conversation(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].upper()
            if verb == "DATA":
                self.say("354 go on")
                self.say(self.server.receive(self.data()))
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say(self.server.answer(verb, line))

    def data(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line.removeprefix(b".") for line in lines)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """``answers`` begin with what they answer to: ``{"RCPT TO": "550 no such"}``."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Conversation)
        self.port = self.server_address[1]
        self.answers: dict[str, str] = {}
        self.raw: list[bytes] = []
        self.asked = 0
        # Every letter that comes is told, and waits until it may pass.
        self.came, self.may_pass = threading.Event(), threading.Event()
        self.may_pass.set()

    def process_request(self, *call: Any) -> None:
        self.asked += 1
        super().process_request(*call)

    def answer(self, verb: str, line: str) -> str:
        for asked, words in self.answers.items():
            if line.upper().startswith(asked.upper()):
                return words
        return "250 fine"

    def receive(self, data: bytes) -> str:
        self.came.set()
        self.may_pass.wait()
        words = self.answers.get("DATA", "250 taken")
        if words.startswith("2"):
            self.raw.append(data)
        return words

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=default) for raw in self.raw]


@contextmanager
def mail_server(port: int = 0) -> Iterator[MailServer]:
    """Up inside the block and away after it; a port of its own unless named."""
    with MailServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def sent_to(port: int) -> override_settings:
    """The site's mail goes to that port."""
    options = {"host": "127.0.0.1", "port": port, "timeout": 2}
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    return override_settings(MAILERS={"default": {"BACKEND": smtp, "OPTIONS": options}})
