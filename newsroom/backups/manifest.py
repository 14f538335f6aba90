import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from newsroom.backups import Refused

FORMAT = 1
NAME = "manifest.json"
DUMP = "database.dump"
MEDIA = "media.tar"


@dataclass
class Manifest:
    """What a backup holds. Rows are counted in the snapshot that was dumped."""

    made_at: str
    versions: dict[str, str]
    migrations: dict[str, str]
    rows: dict[str, int]
    media_files: int
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Seal the files of a folder: their sizes and hashes, then the manifest."""
        for path in sorted(folder.iterdir()):
            self.files[path.name] = {
                "bytes": path.stat().st_size,
                "sha256": sha256(path),
            }
        (folder / NAME).write_text(json.dumps(asdict(self), indent=2) + "\n")


def read(folder: Path) -> Manifest:
    path = folder / NAME
    if not path.is_file():
        raise Refused(f"{folder} is not a backup: it has no {NAME}.")
    try:
        found = Manifest(**json.loads(path.read_text()))
        complete = {DUMP, MEDIA} <= found.files.keys()
    except (ValueError, TypeError, AttributeError):
        raise Refused(f"{path} cannot be read.") from None
    if found.format != FORMAT:
        raise Refused(f"{folder} is of format {found.format}; this is for {FORMAT}.")
    if not complete:
        raise Refused(f"{path} does not name a database and media.")
    return found


def verify(folder: Path, manifest: Manifest, progress: Callable[..., None]) -> None:
    """Every file as it was written, to the last bit."""
    for name, expected in manifest.files.items():
        path = folder / Path(name).name
        if not path.is_file() or path.stat().st_size != expected["bytes"]:
            raise Refused(f"{path} is missing or has another size than when made.")
        if sha256(path, progress) != expected["sha256"]:
            raise Refused(f"{path} is damaged: its hash is not the one when made.")


def sha256(path: Path, progress: Callable[..., None] | None = None) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
            if progress:
                progress(len(block))
    return digest.hexdigest()
