"""A photo of 24 megapixels with all its renditions: what it costs the worker."""

import os

import pytest
from django.test import SimpleTestCase

from newsroom.bench import picture
from newsroom.bench.report import PICTURE

SECONDS, MEGABYTES = PICTURE


@pytest.mark.slow
@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs /proc")
class CostTests(SimpleTestCase):
    def test_24_megapixels_take_less_than_8_seconds_of_one_core_and_400_megabytes(self):
        cost = picture.cost(picture.large("JPEG", (6000, 4000)))

        self.assertEqual(cost["files"], 28)
        self.assertLess(cost["seconds"], SECONDS)
        self.assertLess(cost["megabytes"], MEGABYTES)
