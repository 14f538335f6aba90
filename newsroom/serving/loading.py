"""What is made before the web processes part, so that none makes it for itself.

Django makes much of it for the first visit, and each process would have its own.
"""

import importlib
import mimetypes
from typing import Any

from django.conf import settings
from django.template import engines
from django.urls import get_resolver, reverse


def load() -> None:
    """The whole site, as far as it needs no database."""
    importlib.import_module(settings.ROOT_URLCONF)
    engines.all()  # imports what is behind the tags of templates
    mimetypes.init()
    reverse("admin:index")
    for_all_languages(get_resolver())


def for_all_languages(addresses: Any) -> None:
    """Django writes down once for each language by which name an address is found.

    Ours are the same in all of them.
    """
    for language, _name in settings.LANGUAGES:
        for found in (
            addresses._reverse_dict,
            addresses._namespace_dict,
            addresses._app_dict,
        ):
            if settings.LANGUAGE_CODE in found:
                found.setdefault(language, found[settings.LANGUAGE_CODE])
    for below in addresses.url_patterns:
        if hasattr(below, "url_patterns"):
            for_all_languages(below)
