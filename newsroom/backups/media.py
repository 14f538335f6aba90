import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages
from django.core.files.storage.filesystem import FileSystemStorage

ASIDE = ".replaced"


def root() -> Path | None:
    """The media folder; nothing when media are in an object store of their own."""
    if not isinstance(storages["default"], FileSystemStorage):
        return None
    return Path(settings.MEDIA_ROOT)


def files(folder: Path | None) -> Iterator[Path]:
    if folder is None or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path


def pack(folder: Path | None, archive: Path, progress: Callable[..., None]) -> int:
    """All media into one file. A picture that is deleted meanwhile is left out."""
    packed = 0
    with tarfile.open(archive, "x", format=tarfile.PAX_FORMAT) as tar:
        for path in files(folder):
            assert folder is not None  # noqa: S101 (nothing is found without one)
            try:
                tar.add(path, path.relative_to(folder).as_posix(), recursive=False)
                progress(path.stat().st_size)
            except FileNotFoundError:
                continue
            packed += 1
    return packed


def unpack(archive: Path, folder: Path, progress: Callable[..., None]) -> Path:
    """Beside their place, so that nothing changes until the database is in."""
    beside = folder.with_name(f"{folder.name}.restoring-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o755)
    try:
        with tarfile.open(archive) as tar:
            for member in tar:
                tar.extract(member, beside, filter="data")
                progress(member.size)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return beside


def put_in_place(beside: Path, folder: Path) -> None:
    aside = folder.with_name(folder.name + ASIDE)
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    beside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
