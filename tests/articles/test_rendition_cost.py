"""A photo of 24 megapixels with all its renditions: what it costs the worker."""

import os
import subprocess
import sys
from io import BytesIO

import pytest
from django.conf import settings
from django.test import SimpleTestCase
from PIL import Image

# One photo's file made in a process of its own, which keeps nothing and says its cost.
MEASURED = """
import sys, time
import django
django.setup()
from articles import renditions
from articles.models import Photo
renditions.keep = lambda store, name, data: None
data = sys.stdin.buffer.read()
began = time.process_time()
made = renditions.made_from(Photo(sha256="0" * 64, credit_line="AP"), data)
seconds = time.process_time() - began
lines = open("/proc/self/status").read().splitlines()
most = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
print(len(made), seconds, most)
"""
SECONDS, MEGABYTES = 8, 400


def large(kind: str, size: tuple[int, int]) -> bytes:
    """As hard to encode as a real photo: forms large and small, and grain."""
    forms = Image.effect_mandelbrot(size, (-1.5, -1, 0.5, 1), 60)
    image = Image.blend(forms, Image.effect_noise(size, 40), 0.2).convert("RGB")
    written = BytesIO()
    image.save(written, kind, **({"quality": 93} if kind == "JPEG" else {}))
    return written.getvalue()


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
class CostTests(SimpleTestCase):
    def test_24_megapixels_take_less_than_8_seconds_of_one_core_and_400_megabytes(self):
        for kind, size in (("JPEG", (6000, 4000)), ("JPEG", (4000, 6000)),
                           ("PNG", (6000, 4000))):  # fmt: skip
            done = subprocess.run(
                [sys.executable, "-c", MEASURED],
                input=large(kind, size),
                capture_output=True,
                check=True,
                cwd=settings.BASE_DIR,
                env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
            )
            made, seconds, most = map(float, done.stdout.split())
            with self.subTest(kind=kind, size=size, seconds=seconds, megabytes=most):
                self.assertEqual(made, 28)
                self.assertLess(seconds, SECONDS)
                self.assertLess(most, MEGABYTES)
