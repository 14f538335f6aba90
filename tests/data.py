"""Real test input that the project does not ship: found beside it, or skipped."""

import json
import os
from pathlib import Path
from unittest import SkipTest

from django.conf import settings

DATA = Path(os.environ.get("NEWSROOM_DATA", settings.BASE_DIR.parent / "shared/data"))

# Our own, so that no run is without them. Each broke somebody's comments once.
VECTORS = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<svg/onload=alert(1)>",
    '<blockquote cite="\n" onfocus=alert(1) tabindex=0 autofocus x="">a</blockquote>',
    '<a title="x\u2028" onmouseover=alert(1)>here</a>',
    "' onfocus='alert(1)' autofocus='",
    '" onmouseover="alert(1)" x="',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    "</textarea><script>alert(1)</script>",
    "</title></style></noscript><script>alert(1)</script>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "javascript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    'https://example.org/"onmouseover="alert(1)',
    "https://example.org/'><svg/onload=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62;",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0>",
    "<form action=https://evil.example/><button>Sign in</button></form>",
    "{{7*7}}{% load x %}{{ request.user }}{% csrf_token %}",
    "[link](javascript:alert(1)) `code` **bold** ![x](https://evil.example/x.png)",
    "\u202e<script>\u202calert(1)\u2066</script>",
]


def lines_of(path: str) -> list[dict[str, str]]:
    """The rows of one file, or a skipped test that says what was not found."""
    file = DATA / path
    if not file.exists():
        raise SkipTest(f"{file} is not there: set NEWSROOM_DATA to the test data")
    return [json.loads(line) for line in file.read_text().splitlines() if line]


def payloads(*kinds: str) -> list[str]:
    return [
        row["payload"] for kind in kinds for row in lines_of(f"hostile/{kind}.jsonl")
    ]
