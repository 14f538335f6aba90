import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import brotli
from django.conf import settings
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The style sheets and scripts that pages ask for; what they import is joined into them.
ENTRIES = ("css/site.css", "css/desk.css", "js/story.js")
IMPORT = re.compile(
    r'@import url\("(?P<name>[^"]+)"\) layer\((?P<layer>\w+)\);'
    r'|import "\./(?P<script>[^"]+)";'
)
# What readers load is smaller. To pack the editor's script as closely would take longer
# than all else there.
PACKED_CLOSELY = 40_000
REMARK = re.compile(r"/\*.*?\*/\s*|^ *// [^\n]*\n", re.DOTALL | re.MULTILINE)


class InTime(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        quality = 11 if len(data) < PACKED_CLOSELY else 5
        packed: bytes = brotli.compress(data, quality=quality)
        return packed


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed beside. A missing entry is no error while developing."""

    manifest_strict = False

    def url(self, name: str | None, force: bool = False) -> str:
        """As its manifest says, which is read once: so is each address."""
        known: str | None = self.addresses.get(name)
        if known and not settings.DEBUG and not force:
            return known
        address: str = super().url(name, force)
        self.addresses[name] = address
        return address

    def create_compressor(self, **options: Any) -> Compressor:
        return InTime(**options)

    @cached_property
    def addresses(self) -> dict[str | None, str]:
        return {}

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """What is written in many files goes out as one: one request, not ten."""
        if not dry_run:
            for entry in set(ENTRIES) & set(paths):
                whole = joined(entry, paths)
                self.delete(entry)
                self.save(entry, ContentFile(whole.encode()))
                paths[entry] = (self, entry)
        yield from super().post_process(paths, dry_run, **options)


def joined(entry: str, paths: dict[str, Any]) -> str:
    """The entry with each file that it imports put in its place.

    A style sheet stands in its layer; a script has braces of its own around it.
    """

    def part(match: re.Match[str]) -> str:
        if match["script"]:
            return source(f"js/{match['script']}", paths)
        sheet = source(f"css/{match['name']}", paths)
        return f"@layer {match['layer']} {{\n{sheet}}}"

    return IMPORT.sub(part, source(entry, paths))


def source(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        text: str = file.read().decode()
    return REMARK.sub("", text)
