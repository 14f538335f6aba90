import base64
import hmac
import struct
import time

import pytest
from playwright.sync_api import expect

from tests import make


def sign_in(page, name, password="secret"):  # noqa: S107
    page.get_by_label("Login").fill(name)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page):
    """What touches the sign-in itself asks for the password again."""
    page.get_by_label("Password", exact=True).fill("secret")
    page.get_by_role("button", name="Confirm").click()


def code_for(secret):
    """What an authenticator app would show now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06}"


@pytest.mark.parametrize(
    ("group", "place"), [("Moderator", "/desk/"), ("Editor", "/admin/")]
)
def test_staff_land_where_they_work_without_script(visit, group, place):
    make.user(group, username="mona")
    page = visit("/accounts/login/", java_script_enabled=False)

    sign_in(page, "mona")

    page.wait_for_url(f"**{place}")


def test_who_asked_for_a_page_is_led_to_it(visit):
    make.user("Moderator", username="mona")
    page = visit("/desk/?after=0")

    sign_in(page, "mona")

    page.wait_for_url("**/desk/?after=0")


def test_a_wrong_password_is_told_and_the_name_kept(visit):
    page = visit("/accounts/login/")

    sign_in(page, "mona", "guess")

    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Login")).to_have_value("mona")


def test_signing_out_closes_the_desk(visit):
    page = visit("/desk/", staff=make.user("Moderator"))

    page.get_by_role("button", name="Sign out").click()
    page.goto("/desk/")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_nobody_is_offered_an_account(visit):
    page = visit("/accounts/login/")

    expect(page.get_by_text("sign up")).to_have_count(0)


def test_a_second_factor_is_enrolled_and_asked_for(visit):
    make.user("Moderator", username="mona")
    page = visit("/accounts/login/?next=/accounts/2fa/")
    sign_in(page, "mona")

    page.get_by_role("link", name="Activate").click()
    confirm(page)
    expect(page.locator("img.code")).to_be_visible()
    assert page.locator("img.code").evaluate("image => image.naturalWidth") > 0
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(code_for(secret))
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    codes = page.get_by_label("Unused codes").input_value().split()
    assert len(codes) > 5

    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    sign_in(page, "mona")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign In", exact=True).click()
    page.wait_for_url("**/desk/")


def test_a_passkey_is_added_and_signs_in_by_itself(visit):
    make.user("Moderator", username="mona")
    page = visit("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    device(page)
    sign_in(page, "mona")
    confirm(page)

    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("A passkey: it signs in by itself.")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/desk/")


def device(page):
    """A virtual authenticator, as Chromium's developers' tools offer."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
