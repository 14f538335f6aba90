from typing import Any

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Page

EVERY_RULE: dict[str, Any] = {"resultTypes": ["violations"]}
OF_COLOURS = EVERY_RULE | {"runOnly": ["color-contrast", "link-in-text-block"]}


def faults(page: Page, rules: dict[str, Any] = EVERY_RULE) -> list[dict[str, Any]]:
    """What axe finds on a page as it stands. A page takes the script in once."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(rules).then(found => found.violations)", rules
    )
    return found
