"""The shipped nginx configuration, in a real nginx before a real site."""

import contextlib
import http.client
import os
import shutil
import signal
import ssl
import threading
import time
from collections import Counter
from unittest.mock import patch

import pytest

from newsroom.pages.forms import PLAIN, UNPACKED_BY
from tests.newsroom.nginx import Nginx
from tests.newsroom.trial import only_linux, open_folder
from tests.ready import site_in

pytestmark = [
    pytest.mark.fault,
    pytest.mark.xdist_group("trial site"),
    only_linux,
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed"),
]
STORIES = """
from articles.models import Section
from comments.models import CommentPolicy
from tests import make
CommentPolicy.objects.update(seconds_between=0, network_limit=30_000)
section = make.section()
for _ in range(12):
    print(make.article(section=section).get_absolute_url())
"""
DUE = """
from datetime import timedelta
from django.utils import timezone
from articles.models import Section
from tests import make
due = timezone.now() + timedelta(seconds=4)
section = Section.objects.latest("pk")
make.article(headline="At noon", slug="at-noon", published_at=due, section=section)
print(due.timestamp())
"""
PICTURES = """
from datetime import timedelta
from django.utils import timezone
from articles import renditions
from tests.pictures import kept_photo, picture
end = timezone.now() + timedelta(seconds=6)
for rights_end, high in ((end, 48), (None, 64)):
    photo = kept_photo(picture(size=(64, high)), rights_end=rights_end)
    renditions.make(photo)
    print(photo.renditions[0]["name"])
print(end.timestamp())
"""
# In these two a reader asks at the last moment, so that the page is kept in front when
# it goes: where whole seconds count, from the start of one to the end of the next.
WITHDRAWN = """
import time
from articles import publishing
from articles.models import Article
from newsroom.asking import ask_as_readers
from tests import make
story, editor = Article.objects.get(slug={slug!r}), make.user(is_superuser=True)
time.sleep(1 - time.time() % 1)
assert ask_as_readers(story.get_absolute_url(), "").status == 200
publishing.withdraw(story, by=editor)
print(time.time())
"""
KILLED = """
from articles import leaks, publishing
from articles.models import Article
from newsroom.asking import ask_as_readers
from tests import make
story = Article.objects.get(slug={slug!r})
assert ask_as_readers(story.get_absolute_url(), "").status == 200
publishing.kill(story, by=make.user(username="counsel", is_superuser=True))
print(leaks.check(story))
"""


def slug_of(story):
    return story.split("/")[-2]


@pytest.fixture(scope="module")
def front():
    with open_folder() as folder:
        site = site_in(folder / "var")
        site.env["TRUSTED_PROXIES"] = "1"
        with site, Nginx(site, folder) as nginx:
            nginx.unread = site.script(STORIES).split()
            yield nginx


@pytest.fixture
def story(front):
    """One that nobody has asked for yet."""
    return front.unread.pop()


def test_nearly_all_readers_of_a_page_are_answered_without_the_site(front, story):
    until, found = time.monotonic() + 4, Counter()
    while time.monotonic() < until:
        found[front.ask(story).headers["X-Cache"]] += 1

    assert found["HIT"] > 0.9 * found.total(), found
    assert found["MISS"] == 1, found
    assert found["EXPIRED"] >= 1, found


def test_a_crowd_at_a_new_address_is_one_request(front, story):
    """But for those who wait until its second is over."""
    found = Counter()
    time.sleep(1 - time.time() % 1)
    crowd = [
        threading.Thread(
            target=lambda: found.update([front.ask(story).headers["X-Cache"]])
        )
        for _ in range(20)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert found["MISS"] == 1, found
    assert found["HIT"] > 2 * found["EXPIRED"], found


def test_readers_get_the_form_they_take(front, story):
    for takes, form in {
        "gzip, deflate, br, zstd": "br",
        "br;q=1.0, gzip;q=0.8": "br",
        "br;q=0, gzip": "gzip",
        "gzip": "gzip",
        "gzip;q=0, br;q=0.0": None,
        "zstd": None,
    }.items():
        found = front.ask(story, **{"Accept-Encoding": takes})
        assert found.headers["Content-Encoding"] == form, takes
        body = UNPACKED_BY[form or PLAIN](found.body)
        assert body == front.ask(story).body, takes


def test_a_change_is_seen_within_a_second(front, story):
    withdrawn = float(as_a_reader(front, story, WITHDRAWN))
    time.sleep(max(0, withdrawn + 1 - time.time()))

    assert front.ask(story).status == 410


def test_a_story_that_is_due_is_seen_within_its_second(front):
    due = float(front.site.script(DUE))
    seen = []
    while time.time() < due + 1:
        asked_at = time.time()
        seen.append((asked_at, b"At noon" in front.ask("/").body))
    seen.append((due + 1, b"At noon" in front.ask("/").body))

    assert not any(there for at, there in seen if at < due - 0.2)
    assert seen[-1][1]


def test_the_site_learns_the_readers_own_address(front, story):
    words = "From where I stand."
    sent = front.post(story, words, **{"X-Forwarded-For": "198.51.100.7"})
    said = front.site.script(
        "from comments.models import Contact\n"
        "from newsroom.client import keyed_hash\n"
        f"found = Contact.objects.get(comment__body={words!r})\n"
        "print(bytes(found.address_hash) == keyed_hash('network', '127.0.0.1'))\n"
    )

    assert sent.status == 303
    assert said == "True"


def test_a_flood_of_posts_ends_in_front(front, story):
    found = Counter(front.post(story, f"Words {n}.").status for n in range(60))
    time.sleep(10)  # for those who come after

    assert found[429] > 10, found
    assert front.ask(story).status == 200


def test_files_are_packed_and_kept_for_ever(front, story):
    page = front.ask(story).body.decode()
    sheet = "/static/css/site." + page.partition("/static/css/site.")[2].split('"')[0]
    found = front.ask(sheet, **{"Accept-Encoding": "gzip"})

    assert found.headers["Content-Encoding"] == "gzip"
    assert "immutable" in found.headers["Cache-Control"]


def test_a_picture_whose_rights_end_is_gone_at_its_moment(front):
    ending, lasting, end = front.site.script(PICTURES).split()

    before = front.ask(f"/media/{ending}")
    assert before.status == 200
    assert before.headers["Cache-Control"].startswith("public, max-age=")
    assert "immutable" in front.ask(f"/media/{lasting}").headers["Cache-Control"]
    assert front.ask(f"/media/limited/{ending}").status == 404
    time.sleep(max(0, float(end) - time.time()) + 0.2)

    assert front.ask(f"/media/{ending}").status == 410
    assert front.ask(f"/media/{lasting}").status == 200


def test_it_speaks_http_2(front):
    context = ssl._create_unverified_context()  # noqa: S323 (our own, of now)
    context.set_alpn_protocols(["h2", "http/1.1"])
    raw = http.client.HTTPConnection("localhost", front.port)
    raw.connect()
    with context.wrap_socket(raw.sock, server_hostname="localhost") as spoken:
        assert spoken.selected_alpn_protocol() == "h2"


def as_a_reader(front, story, script):
    """What a script about the story prints that asks through nginx."""
    public = {
        "SITE_URL": f"https://localhost:{front.port}",
        "SSL_CERT_FILE": str(front.folder / "certificate.pem"),
    }
    with patch.dict(front.site.env, public):
        return front.site.script(script.format(slug=slug_of(story)))


def test_the_site_can_be_read_while_no_web_process_runs(front, story):
    unread, killed = front.unread.pop(), front.unread.pop()
    for path in ("/", story, killed):
        assert front.ask(path).status == 200
    assert as_a_reader(front, killed, KILLED) == "[]"
    # The last of the tests here: the site does not come back.
    for pid in front.site.pids("newsroom.serving") | {front.site.process.pid}:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    time.sleep(2.1)

    for path in ("/", story):
        answer = front.ask(path)
        assert (answer.status, answer.headers["X-Cache"]) == (200, "STALE")
    assert front.ask(killed).status in {410, 502}
    assert front.ask(unread).status == 502
    assert front.post(story, "Is anybody there?").status == 502
