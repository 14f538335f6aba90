"""A page but for one place in it, kept small until what stands there is made anew."""

import zlib
from functools import lru_cache
from secrets import token_hex

# Stands in the page for what is put there. Nobody can write it into a story.
PLACE = token_hex(16)
# Of a story's page 26 KB of text become 5; unpacking takes 0.05 ms, and making the
# page anew 2.5 ms.
QUICKEST = 1


class Around:
    def __init__(self, html: str) -> None:
        self.packed = zlib.compress(html.encode(), QUICKEST)

    def filled(self, html: str) -> str:
        """The whole page, with this in its place."""
        return unpacked(self.packed).replace(PLACE, html, 1)


@lru_cache(8)
def unpacked(page: bytes) -> str:
    """Where one change follows another, most are on few pages."""
    return zlib.decompress(page).decode()
