from datetime import datetime
from functools import lru_cache

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import get_language

register = template.Library()
WHEN = "DATETIME_FORMAT"


@register.simple_tag
def moment(at: datetime, form: str = WHEN) -> str:
    """A ``<time>``: for machines to the second, for readers in the page’s language."""
    return written(at, form, get_language(), get_current_timezone_name())


@lru_cache(10_000)  # a page made anew prints mostly the moments that it printed before
def written(at: datetime, form: str, _language: str | None, _zone: str) -> str:
    local = localtime(at)
    machine = local.isoformat(timespec="seconds")
    return format_html(
        '<time datetime="{}">{}</time>', machine, date_format(local, form)
    )
