"""A real nginx with the shipped configuration, before a trial site."""

import contextlib
import http.client
import os
import ssl
import subprocess
from urllib.parse import urlencode

from django.conf import settings

from tests.newsroom.trial import free_port, wait_for

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


class Nginx:
    """With our configuration but for its ports and places."""

    def __init__(self, site, folder):
        self.site, self.folder, self.port = site, folder, free_port()

    def __enter__(self):
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
             "-subj", "/CN=localhost", "-keyout", key, "-out", certificate],
            check=True, capture_output=True,
        )  # fmt: skip
        ours = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
        before = "/etc/letsencrypt/live/news.example.org"
        for shipped, here in (
            ("127.0.0.1:8000", f"127.0.0.1:{self.site.port}"),
            ("/var/cache/nginx-newsroom", f"{self.folder}/cache"),
            ("listen 80;", f"listen 127.0.0.1:{free_port()};"),
            ("listen [::]:80;", ""),
            ("listen 443 ssl http2;", f"listen 127.0.0.1:{self.port} ssl http2;"),
            ("listen [::]:443 ssl http2;", ""),
            (f"{before}/fullchain.pem", str(certificate)),
            (f"{before}/privkey.pem", str(key)),
            ("news.example.org", "localhost"),
            ("/srv/newsroom/var", str(self.site.var)),
            # Only to see what it did.
            ("proxy_cache_lock on;",
             "proxy_cache_lock on; add_header X-Cache $upstream_cache_status always;"),
        ):  # fmt: skip
            assert shipped in ours, shipped
            ours = ours.replace(shipped, here)
        main = self.folder / "nginx.conf"
        user = "user root;" if os.geteuid() == 0 else ""
        main.write_text(MAIN.format(folder=self.folder, user=user, ours=ours))
        log = self.folder / "error.log"
        self.process = subprocess.Popen(
            ["nginx", "-e", log, "-c", main, "-g", "daemon off;"]
        )
        assert wait_for(lambda: self.ask("/healthz")), log.read_text()
        return self

    def __exit__(self, *_fault):
        self.process.terminate()
        self.process.wait(20)

    def ask(self, path, method="GET", body=None, **headers):
        trusting = ssl._create_unverified_context()  # noqa: S323 (our own, of now)
        with contextlib.suppress(OSError):
            asked = http.client.HTTPSConnection(
                "localhost", self.port, timeout=30, context=trusting
            )
            asked.request(method, path, body, {"Host": "localhost", **headers})
            answer = asked.getresponse()
            answer.body = answer.read()
            asked.close()
            return answer
        return None

    def post(self, story, words, **headers):
        form = {"name": "Ann", "email": "ann@example.org", "comment": words}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        said = {**kind, "Origin": "https://localhost", **headers}
        return self.ask(f"{story}comments/", "POST", urlencode(form), **said)
