"""Choosing what one is told, and asking an editor, with script and without."""

import pytest
from playwright.sync_api import expect

from comments.models import Escalation, Telling
from tests import make
from tests.browser.test_access import check

SCRIPT = pytest.mark.parametrize("script", [True, False])


@pytest.fixture
def mona():
    return make.user("Moderator", username="mona", email="mona@example.org")


@SCRIPT
def test_a_moderator_chooses_what_they_are_told(visit, mona, script):
    section = make.section(name="Sport")
    page = visit("/desk/", staff=mona, java_script_enabled=script)

    page.get_by_role("link", name="What you are told").click()
    expect(page.get_by_label("as the newsroom has set it")).to_be_checked()
    page.get_by_label("only when one has waited").check()
    page.get_by_label("Minutes that are too long").fill("30")
    page.get_by_label("Sport").check()
    page.get_by_role("button", name="Keep").click()

    expect(page.get_by_role("status")).to_have_text(
        "From now on you are told as you chose."
    )
    expect(page.get_by_label("only when one has waited")).to_be_checked()
    row = Telling.objects.get()
    assert (row.tell, row.tell_minutes) == ("late", 30)
    assert list(row.sections.all()) == [section]


@SCRIPT
def test_an_editor_is_asked_and_answers(visit, mona, script):
    edda = make.user("Editor", username="edda")
    comment = make.comment(body="I know where you live.")
    desk = visit("/desk/", staff=mona, java_script_enabled=script)
    card = desk.locator(f"#comment-{comment.pk}")

    card.get_by_text("Ask an editor").click()
    card.get_by_label("What you ask").fill("Is this a threat?")
    card.get_by_role("button", name="Ask, and keep it held").click()
    expect(desk.locator(".notice")).to_contain_text("edda is asked.")
    expect(card).to_contain_text("No answer yet.")

    page = visit("/admin/", staff=edda, java_script_enabled=script)
    page.goto("/desk/escalated/")
    expect(page.get_by_role("article")).to_contain_text("I know where you live.")
    page.get_by_label("I would reject it").check()
    page.get_by_label("Note to the desk").fill("It is.")
    page.get_by_role("button", name="Answer").click()
    expect(page.locator("main")).to_contain_text("Nobody asks anything.")

    desk.reload()
    expect(card).to_contain_text("Answer: I would reject it")
    assert Escalation.objects.get().answer == "It is."


@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_use_these_pages(visit, language):
    """axe finds nothing, and nothing needs sideways scrolling."""
    chief = make.user(is_superuser=True, language=language, email="x" * 50 + "@x.org")
    make.user("Editor")
    for advice in ("", "reject"):
        Escalation.objects.create(
            comment=make.comment(),
            moderator=chief,
            editor=chief,
            note="A longwordwithoutanyend" * 5,
            **(
                {"advice": advice, "answered_at": "2026-01-01T00:00Z"} if advice else {}
            ),
        )
    page = visit("/desk/told/", staff=chief)

    faults = check(page, "told")
    for path in ("/desk/escalated/", "/desk/"):
        page.goto(path)
        page.set_viewport_size({"width": 390, "height": 900})
        if path == "/desk/":
            page.locator("[data-escalate] summary").first.click()
        faults += check(page, path)
    assert faults == []
