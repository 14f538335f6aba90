from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler


class Server(LiveServerThread):
    """Each request in a thread, and so on a connection, of its own."""

    def _create_server(self, connections_override: object = None) -> ThreadedWSGIServer:
        server = ThreadedWSGIServer(
            (self.host, self.port), QuietWSGIRequestHandler, allow_reuse_address=False
        )
        # Stopping waits for what is under way, and so for its connection.
        server.daemon_threads = False
        return server


@contextmanager
def serving() -> Iterator[str]:
    """The site at a free port, its static files beside it."""
    thread = Server("localhost", StaticFilesHandler, port=0)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://localhost:{thread.port}"
    thread.terminate()
