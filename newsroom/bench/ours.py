"""``python -m newsroom.bench.ours``: the site while another is measured beside it.

Serves it, says as JSON what it shall be asked and which words others shall print, and
ends when its standard input does.
"""

import json
import os
import sys

import django


def main() -> None:
    from django.test import Client

    from newsroom.bench import measure, sides, site
    from newsroom.bench.paper import paper
    from newsroom.serving.static import collect_if_stale

    collect_if_stale()
    measure.let_everybody_post()
    told = {"paper": paper(Client(SERVER_NAME="localhost")), **sides.told()}
    with site.served():
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.bench.settings")
    django.setup()
    main()
