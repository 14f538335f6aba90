import json

import pytest

from tests.newsroom.trial import run, trial

# In a process of its own: what is loaded here already, others have asked for.
LOOKED_AT = """
import json, sys
from newsroom.wsgi import application
from newsroom.serving.loading import load
load()
from django.urls import get_resolver
_prefix, admin = get_resolver().namespace_dict["admin"]
print(json.dumps({
    "loaded": list(sys.modules),
    "same": [
        found["en"] is found["ar"]
        for each in (get_resolver(), admin)
        for found in (each._reverse_dict, each._namespace_dict, each._app_dict)
    ],
}))
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    done = run("-c", LOOKED_AT, env=trial(tmp_path_factory.mktemp("site")))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_what_only_passkeys_need_is_not_loaded(site):
    assert "allauth.mfa.webauthn.views" in site["loaded"]
    assert not {"fido2", "cryptography"} & {*site["loaded"]}


def test_the_tags_of_templates_are_loaded_before_processes_part(site):
    assert "comments.templatetags.comments" in site["loaded"]


def test_names_of_addresses_are_written_down_once_for_all_languages(site):
    assert site["same"] == [True] * 6
