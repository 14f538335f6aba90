import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The style sheets that pages ask for; what they import is joined into them.
ENTRIES = ("css/site.css", "css/desk.css")
IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\) layer\((?P<layer>\w+)\);')
REMARK = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed beside. A missing entry is no error while developing."""

    manifest_strict = False

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """A style sheet written in many files goes out as one: one request, not ten."""
        if not dry_run:
            for entry in set(ENTRIES) & set(paths):
                sheet = joined(entry, paths)
                self.delete(entry)
                self.save(entry, ContentFile(sheet.encode()))
                paths[entry] = (self, entry)
        yield from super().post_process(paths, dry_run, **options)


def joined(entry: str, paths: dict[str, Any]) -> str:
    """The entry with each file that it imports put in its place, in its layer."""

    def layer(match: re.Match[str]) -> str:
        sheet = source(f"css/{match['name']}", paths)
        return f"@layer {match['layer']} {{\n{sheet}}}"

    return IMPORT.sub(layer, source(entry, paths))


def source(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        sheet: str = file.read().decode()
    return REMARK.sub("", sheet)
