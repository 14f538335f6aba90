from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

register = template.Library()


@register.simple_tag
def moment(at: datetime, form: str = "DATETIME_FORMAT") -> str:
    """A ``<time>``: for machines to the second, for readers in the page’s language."""
    local = localtime(at)
    machine = local.isoformat(timespec="seconds")
    return format_html(
        '<time datetime="{}">{}</time>', machine, date_format(local, form)
    )
