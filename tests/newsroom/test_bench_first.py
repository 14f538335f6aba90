"""What ``make bench`` says of a first visit, and of a fresh clone."""

import shutil
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from newsroom.bench import first

PAGE = b"""<!doctype html><html><head>
<link rel="preload" href="/face.woff2" as="font" crossorigin>
<link rel="preload" href="/photo.avif" as="image">
<link rel="stylesheet" href="/site.css"><script src="/site.js"></script>
<link rel="stylesheet" href="/site.css">
<link rel="alternate" type="application/rss+xml" href="/feed/">
<link rel="apple-touch-icon" href="/icons/180.png">
<link rel="stylesheet" href="https://elsewhere.example/a.css">
</head><body><img src="/photo.avif"></body></html>"""
FILES = {
    "/story/": PAGE,
    "/site.css": b"c" * 100,
    "/site.js": b"j",
    "/face.woff2": b"f",
}
MAKEFILE = """
run:
\t@exec python3 -c 'import http.server, os; \\
http.server.test(http.server.SimpleHTTPRequestHandler, port=int(os.environ["PORT"]))'
"""


@contextmanager
def serving(files):
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200 if self.path in files else 404)
            self.end_headers()
            self.wfile.write(files.get(self.path, b""))

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield listening.server_port, asked
        listening.shutdown()


def test_a_visit_is_a_page_and_what_it_names_once_but_photos():
    with serving(FILES) as (port, asked):
        found = first.visit(port, "/story/")

    assert sorted(asked) == ["/face.woff2", "/site.css", "/site.js", "/story/"]
    assert found["requests"] == 4
    bodies = sum(map(len, FILES.values()))
    assert bodies < found["bytes"] < bodies + 4 * 200


def test_a_visit_to_a_page_that_lacks_something_is_an_error():
    lacking = {path: said for path, said in FILES.items() if path != "/site.js"}
    with (
        serving(lacking) as (port, _asked),
        pytest.raises(RuntimeError, match=r"/site\.js was answered 404"),
    ):
        first.visit(port, "/story/")


def a_repository(folder, makefile):
    folder.mkdir()
    (folder / "Makefile").write_text(makefile)
    (folder / "healthz").touch()
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *words], check=True)
    return folder


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_a_clone_is_run_until_it_answers_and_ends_then(tmp_path):
    source = a_repository(tmp_path / "source", MAKEFILE)

    taken = first.run_from_a_clone(source)

    assert 0 < taken < first.GIVEN_UP_SECONDS
    assert "budget 30 s and the downloads" in first.cloned(taken)


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_a_clone_that_cannot_be_or_does_not_come_up_costs_no_other_figure(
    tmp_path, monkeypatch
):
    (tmp_path / "unpacked").mkdir()
    fails = a_repository(tmp_path / "source", "run:\n\t@false\n")

    for source in (tmp_path / "unpacked", fails):
        assert first.run_from_a_clone(source) is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert first.run_from_a_clone(fails) is None
    assert "not measured" in first.cloned(None)
