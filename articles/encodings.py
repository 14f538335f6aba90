"""Text in picture files. What they say of their own encoding is often not true."""

import re

# A capital between small letters is none: those bytes are a Macintosh's.
MACINTOSH = re.compile("[a-z][À-ÖØ-ÞŠŒŽŸ\u02c6\u02dc\u2030\u2039\x80-\x9f][a-z]")


def decoded(data: bytes, is_utf8: bool = False) -> str:
    """UTF-8 where the bytes are; Arabic where most are letters of it; else Western.

    ``is_utf8``: the file says so, and a text cut within a letter may still be.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        if is_utf8 and error.start >= len(data) - 3:
            return data[: error.start].decode()
    high = sum(byte >= 0xC0 for byte in data)
    letters = sum(byte >= 0xC0 or chr(byte).isalpha() for byte in data)
    western = data.decode("cp1252", "replace")
    if high * 2 > letters:
        return data.decode("cp1256", "replace")
    if MACINTOSH.search(data.decode("latin-1")) or MACINTOSH.search(western):
        return data.decode("mac_roman")
    return western


def reread(text: str) -> str:
    """UTF-8 that was taken for Latin-1, as Exif’s is by every reader of it."""
    try:
        return decoded(text.encode("latin-1"))
    except UnicodeEncodeError:
        return text
