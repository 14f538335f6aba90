"""What a photo with all its renditions costs the worker, in a process of its own.

``python -m newsroom.bench.picture`` makes one, keeps nothing, and says it as JSON.
"""

import json
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

# 24 megapixels, as most cameras have them.
SIZE = (6000, 4000)


def large(kind: str = "JPEG", size: tuple[int, int] = SIZE) -> bytes:
    """As hard to encode as a real photo: forms large and small, and grain."""
    forms = Image.effect_mandelbrot(size, (-1.5, -1, 0.5, 1), 60)
    image = Image.blend(forms, Image.effect_noise(size, 40), 0.2).convert("RGB")
    written = BytesIO()
    image.save(written, kind, **({"quality": 93} if kind == "JPEG" else {}))
    return written.getvalue()


def cost(data: bytes) -> dict[str, float]:
    """How many files became of it, seconds of one core, and megabytes at the most.

    Linux only: elsewhere nobody says the last.
    """
    done = subprocess.run(
        [sys.executable, "-m", "newsroom.bench.picture"],
        input=data,
        stdout=subprocess.PIPE,
        check=True,
        cwd=settings.BASE_DIR,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def made(data: bytes) -> dict[str, Any]:
    from articles import renditions
    from articles.models import Photo

    renditions.keep = lambda store, name, data: None  # type: ignore[assignment]
    began = time.process_time()
    files = renditions.made_from(Photo(sha256="0" * 64, credit_line="AP"), data)
    seconds = time.process_time() - began
    return {"files": len(files), "seconds": seconds, "megabytes": most_memory()}


def most_memory() -> float:
    """Of this process, at any time until now."""
    lines = Path("/proc/self/status").read_text().splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(made(sys.stdin.buffer.read()), sys.stdout)
