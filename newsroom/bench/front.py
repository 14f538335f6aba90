"""A real nginx with the shipped configuration, before a site on this machine."""

import contextlib
import http.client
import os
import ssl
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self, cast

from django.conf import settings

MAIN = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
{user}
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    {ours}
}}
"""
STARTS_WITHIN = 30
# Found on the PATH, wherever a system keeps them.
NGINX, OPENSSL = ("nginx",), ("openssl",)


def here(places: Mapping[str, str]) -> str:
    """The shipped configuration with other ports and places."""
    ours = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for shipped, place in places.items():
        if shipped not in ours:
            raise ValueError(f"The shipped configuration does not say {shipped!r}.")
        ours = ours.replace(shipped, place)
    return ours


class Answer(http.client.HTTPResponse):
    body: bytes


class Nginx:
    """It answers at the first of the ports by TLS, and at the second without."""

    def __init__(
        self, site_port: int, var: Path, folder: Path, ports: tuple[int, int]
    ) -> None:
        self.site_port, self.var, self.folder = site_port, var, folder
        self.port, self.plain = ports

    def __enter__(self) -> Self:
        main, log = self.folder / "nginx.conf", self.folder / "error.log"
        user = "user root;" if os.geteuid() == 0 else ""
        main.write_text(
            MAIN.format(folder=self.folder, user=user, ours=self.configuration())
        )
        self.process = subprocess.Popen(
            [*NGINX, "-e", log, "-c", main, "-g", "daemon off;"]
        )
        until = time.monotonic() + STARTS_WITHIN
        while self.ask("/healthz") is None:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"nginx does not start: {log.read_text()}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_fault: object) -> None:
        self.process.terminate()
        self.process.wait(20)

    def configuration(self) -> str:
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(
            [*OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
             "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        kept = "/etc/letsencrypt/live/news.example.org"
        return here({
            "127.0.0.1:8000": f"127.0.0.1:{self.site_port}",
            "/var/cache/nginx-newsroom": f"{self.folder}/cache",
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            f"{kept}/fullchain.pem": str(certificate),
            f"{kept}/privkey.pem": str(key),
            "news.example.org": "localhost",
            "/srv/newsroom/var": str(self.var),
            # Only to see what it did.
            "proxy_cache_lock on;":
                "proxy_cache_lock on;"
                " add_header X-Cache $upstream_cache_status always;",
        })  # fmt: skip

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> Answer | None:
        """The whole answer; None when there is none."""
        trusting = ssl._create_unverified_context()  # noqa: S323 (our own, of now)
        with contextlib.suppress(OSError):
            asked = http.client.HTTPSConnection(
                "localhost", self.port, timeout=30, context=trusting
            )
            asked.response_class = Answer
            asked.request(method, path, body, {"Host": "localhost", **headers})
            answer = cast(Answer, asked.getresponse())
            answer.body = answer.read()
            asked.close()
            return answer
        return None
