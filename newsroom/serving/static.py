import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from newsroom import static


def sources() -> str:
    """A fingerprint of every static file there is, and of how they are joined."""
    found = hashlib.sha256(Path(static.__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            there = Path(storage.path(name)).stat()
            found.update(f"{name} {there.st_size} {there.st_mtime_ns}\n".encode())
    return found.hexdigest()


def collect_if_stale() -> bool:
    """Gather static files unless nothing has changed. Says whether it did."""
    stamp = Path(settings.STATIC_ROOT) / ".collected-from"
    now = sources()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)
    return True
