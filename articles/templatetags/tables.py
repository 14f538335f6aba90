import re

from django import template

register = template.Library()

EMPTY = re.compile(r"<th([^>]*)></th>")


@register.filter(is_safe=True)
def plain_corners(markup: str) -> str:
    """A table whose empty corners are no headings: an empty one is read out."""
    return EMPTY.sub(r"<td\1></td>", markup)
