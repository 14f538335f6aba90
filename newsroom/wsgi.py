import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.pages.door import Door  # noqa: E402 (it needs the settings)
from newsroom.pages.this_second import until_it_ends  # noqa: E402 (as above)

application = until_it_ends(Door(django))
