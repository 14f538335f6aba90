"""What the figures depend on, beside the code."""

import os
import platform
import shutil
from contextlib import suppress

import django
import granian


def machine() -> dict[str, str]:
    """Nothing that names the machine."""
    pages = os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": str(os.cpu_count()),
        "memory": f"{pages * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB",
        "system": f"{system()} on {platform.machine()}",
        "python": platform.python_version(),
        "django": django.__version__,
        "granian": granian.__version__,
        "load": "wrk" if shutil.which("wrk") else "our own generator",
        "busy": f"{os.getloadavg()[2]:.1f}",
    }


def system() -> str:
    with suppress(OSError):  # macOS has no such file
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    return platform.system()
