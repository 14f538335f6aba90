"""A thread's places as their template prints them, one by one."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from comments import items
from comments.arranging import Item


def plainly(thread: Iterable[Item], takes_replies: bool) -> str:
    here = get_language(), get_current_timezone_name()
    shown = []
    for item in thread:
        values = items.values_of(item, *here)
        words = {name: SafeString(value) for name, value in values.items()}
        words |= {"shape": items.shape_of(item, takes_replies)}
        shown.append(render_to_string(items.TEMPLATE, words))
    return "".join(shown)
