from dataclasses import dataclass, field

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Request,
    Response,
    WebError,
)

# A page that is left takes its unfinished requests with it.
LEFT = "net::ERR_ABORTED"
# Chromium says so of every answer from 400 on: ``answered`` is more exact.
STATUS = "Failed to load resource: the server responded with a status of"
# Said where a test wants no pages kept for later.
BLOCKED = "Service Worker registration blocked"


@dataclass
class Watch:
    """Collects what must not happen on any page, whatever the test is about."""

    faults: list[str] = field(default_factory=list)
    # How often somebody was asked whether to leave what is not saved. They left.
    warned: int = 0

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self.said)
        context.on("weberror", self.threw)
        context.on("dialog", self.asked)
        context.on("requestfailed", self.failed)
        context.on("response", self.answered)

    def said(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith((STATUS, BLOCKED))
        if message.type in {"error", "warning"} and not expected:
            self.faults.append(f"console: {message.text}")

    def threw(self, error: WebError) -> None:
        self.faults.append(f"script: {error.error}")

    def asked(self, dialog: Dialog) -> None:
        if dialog.type == "beforeunload":
            self.warned += 1
            dialog.accept()
            return
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def failed(self, request: Request) -> None:
        if request.failure != LEFT:
            self.faults.append(f"request: {request.url}: {request.failure}")

    def answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"answer: {response.status} {response.url}")
