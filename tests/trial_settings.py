"""A trial site with a var folder of its own, for tests that start real processes."""

import os
from pathlib import Path

os.environ.setdefault("DEMO", "1")
os.environ.setdefault(
    "SECRET_KEY", "for trial sites of tests only, fifty characters long"
)
os.environ.setdefault(
    "ADDRESS_KEY", "another one for trial sites of tests, as long as that"
)

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES

VAR = Path(os.environ["TRIAL_VAR"])
if "CLUSTER" in DATABASES["default"]:
    DATABASES["default"]["CLUSTER"] = VAR / "postgres"
MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"
for name, folder in (("default", "renditions"), ("originals", "originals")):
    STORAGES[name]["OPTIONS"]["location"] = MEDIA_ROOT / folder
