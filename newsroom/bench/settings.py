"""The site as in production, and two pages more to measure it against."""

from newsroom.settings import *  # noqa: F403

ROOT_URLCONF = "newsroom.bench.urls"
# The load generator has no authenticator in its pocket.
SECOND_FACTOR_REQUIRED = False
# A page is rendered anew for each name of the host, and costs what it always costs.
ALLOWED_HOSTS = [".localhost"]
