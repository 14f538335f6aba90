"""The site's own settings, with a database of this run's own."""

import os
from pathlib import Path

os.environ.setdefault("DEMO", "1")
os.environ.setdefault(
    "SECRET_KEY", "only for tests, and only on this machine, long enough"
)
os.environ.setdefault("ADDRESS_KEY", "another one, only for tests, also long enough")
os.environ.setdefault("SITE_URL", "http://localhost:8000")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES, VAR

RUN = os.environ.setdefault("NEWSROOM_TEST_RUN", str(os.getpid()))
TEST_CLUSTER = VAR / f"test-{RUN}" / "postgres"
if "CLUSTER" in DATABASES["default"]:
    DATABASES["default"]["CLUSTER"] = TEST_CLUSTER
    # Nothing here needs to outlive the machine.
    DATABASES["default"]["CLUSTER_OPTIONS"] = (
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
    )
    # A copy of what was migrated once for the whole run: see tests/ready.py.
    DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}
DATABASES["default"] |= {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
MEDIA_ROOT = Path(VAR / f"test-{RUN}" / "media")
STORAGES = {
    **STORAGES,
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "renditions", "base_url": "/media/"},
    },
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "originals", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [m for m in MIDDLEWARE if "whitenoise" not in m]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
