"""Pictures in an object store: a real server that speaks S3, and a real site."""

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.newsroom.copies import Servers, WebSite
from tests.newsroom.trial import free_port, only_linux, open_folder, wait_for

pytestmark = [
    pytest.mark.fault,
    pytest.mark.xdist_group("trial site"),
    only_linux,
    pytest.mark.skipif(not find_spec("moto"), reason="moto is not installed"),
    pytest.mark.skipif(not find_spec("storages"), reason="storages is not installed"),
]
BUCKET = """
import boto3
store = boto3.client("s3", endpoint_url="{endpoint}", region_name="us-east-1")
store.create_bucket(Bucket="pictures")
"""
PICTURES = """
import json
import boto3
from django.test import Client
from articles.tasks import make_renditions
from articles.templatetags.pictures import picture as printed
from tests.pictures import kept_photo, picture
photo = kept_photo(picture())
make_renditions(photo_id=photo.pk)
photo.refresh_from_db()
name = photo.renditions[0]["name"]
reader = Client(SERVER_NAME="localhost")
shown = reader.get(f"/media/{{name}}")
store = boto3.client("s3", endpoint_url="{endpoint}", region_name="us-east-1")
kept = [row["Key"] for row in store.list_objects_v2(Bucket="pictures")["Contents"]]
print(json.dumps({{
    "shown": [shown.status_code, shown["Content-Type"], shown["Cache-Control"]],
    "bytes": [len(b"".join(shown.streaming_content)), photo.renditions[0]["bytes"]],
    "printed": printed(photo, "100vw")["src"],
    "original": reader.get(f"/media/{{photo.original.name}}").status_code,
    "kept": kept,
    "expected": [f"originals/{{photo.original.name}}",
                 *(f"renditions/{{one['name']}}" for one in photo.renditions)],
}}))
"""


@pytest.fixture
def site():
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    with open_folder() as folder:
        servers = Servers(folder)
        site = WebSite(
            folder,
            free_port(),
            DATABASE_URL=servers.url(servers.primary),
            MEDIA_STORAGE=f"s3://pictures?endpoint={endpoint}&region=us-east-1",
            AWS_ACCESS_KEY_ID="of-tests",
            AWS_SECRET_ACCESS_KEY="of-tests-too",
        )
        # A trial's keep pictures in their folder.
        site.env["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        site.endpoint = endpoint
        try:
            site.manage("collectstatic", "--noinput", "-v0")
            yield site
        finally:
            server.kill()
            server.wait()
            servers.leave()


def test_pictures_are_kept_there_and_go_out_through_the_site(site):
    made = BUCKET.format(endpoint=site.endpoint)
    assert wait_for(lambda: site.script(made) == "", 30)
    found = json.loads(site.script(PICTURES.format(endpoint=site.endpoint)))

    assert found["shown"][0] == 200
    assert found["shown"][1].startswith("image/")
    assert "immutable" in found["shown"][2]
    assert found["printed"].startswith("/media/")
    assert found["bytes"][0] == found["bytes"][1] > 0
    assert found["original"] == 404
    assert set(found["kept"]) == set(found["expected"])
