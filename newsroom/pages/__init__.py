"""A public page is a function of the database, the clock and its address.

A view declares a page: its subject (one row), and the parts it is made of. One
indexed query then names everything that the page's bytes depend on; a page is
rendered only when that name has never been seen.
"""

from newsroom.pages.page import Page
from newsroom.pages.parts import Facts, Part, add
from newsroom.pages.rendered import Elsewhere, Rendered
from newsroom.pages.told import facts_of, told_of
from newsroom.postgres.statements import Given

__all__ = [
    "Elsewhere",
    "Facts",
    "Given",
    "Page",
    "Part",
    "Rendered",
    "add",
    "facts_of",
    "told_of",
]
