"""A Valkey that several machines share: a real server of this run."""

import shutil
import subprocess

import pytest
from django.test import Client, override_settings

from newsroom.env import Environment
from tests import make
from tests.newsroom.trial import free_port, wait_for

SERVER = shutil.which("valkey-server") or shutil.which("redis-server")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SERVER, reason="no Valkey is installed"),
]


@pytest.fixture
def server(tmp_path, monkeypatch):
    """Keeps nothing on disk, and is the site's cache."""
    port = free_port()
    process = subprocess.Popen(
        [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
    )
    monkeypatch.setenv("CACHE_URL", f"valkey://127.0.0.1:{port}/0")
    with another_machine():
        assert wait_for(lambda: ready() == 200)
        yield process
    process.kill()
    process.wait()


def another_machine():
    """One that shares nothing with others but the address of the Valkey."""
    return override_settings(CACHES={"default": Environment().cache("CACHE_URL")})


def ready():
    return Client().get("/readyz").status_code


def sign_in(password, address):
    words = {"login": "ada", "password": password}
    return Client(REMOTE_ADDR=address).post("/accounts/login/", words)


def test_attempts_to_sign_in_are_counted_for_all_machines(server):
    make.user("Moderator", username="ada", email="ada@example.org")
    assert sign_in("secret", "192.0.2.9").status_code == 302
    for number in range(6):
        with another_machine():
            sign_in("wrong", f"198.51.100.{number}")
    with another_machine():
        answer = sign_in("secret", "192.0.2.9")

    assert "Too many" in answer.content.decode()


def test_a_site_whose_cache_is_gone_is_not_ready(server):
    server.kill()
    server.wait()

    assert ready() == 503
