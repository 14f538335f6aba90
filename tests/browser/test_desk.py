import pytest
from playwright.sync_api import expect

from comments.models import Comment, Decision, Guideline
from tests import make

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


@pytest.fixture
def moderator():
    return make.user("Moderator", username="mona")


@pytest.fixture
def held():
    story = make.article(headline="Rain on the fair")
    words = ("First words", "Second words", "Third words", "Fourth words")
    return [make.comment(article=story, body=body) for body in words]


def status(comment):
    comment.refresh_from_db()
    return comment.status


def card(page, comment):
    return page.locator(f"#comment-{comment.pk}")


def test_every_act_has_a_key(visit, moderator, held):
    page = visit("/desk/", staff=moderator)
    expect(card(page, held[0])).to_have_attribute("data-current", "")

    page.keyboard.press("j")
    expect(card(page, held[1])).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator(".notice")).to_have_text("1 comment decided.")
    assert status(held[0]) == "approved"

    page.keyboard.press("s")
    expect(card(page, held[1])).to_have_count(0)
    assert status(held[1]) == "spam"

    page.keyboard.press("d")
    page.keyboard.press("2")
    expect(card(page, held[2])).to_have_count(0)
    assert status(held[2]) == "rejected"
    second = Guideline.objects.filter(is_active=True)[1]
    assert Decision.objects.latest("pk").guideline == second

    page.keyboard.press("z")
    expect(page.locator(".notice")).to_contain_text("Taken back")
    assert status(held[2]) == "held"

    page.keyboard.press("x")
    expect(card(page, held[2]).get_by_role("checkbox")).to_be_checked()
    expect(page.locator("[data-ticked]")).to_have_text("1")


def test_keys_rest_in_a_field_and_when_they_are_switched_off(visit, moderator, held):
    page = visit("/desk/", staff=moderator)
    card(page, held[0]).get_by_label("under").focus()
    page.keyboard.press("a")

    page.get_by_role("button", name="Keys").click()
    page.get_by_role("button", name="Switch single keys off").click()
    expect(page.locator(".notice")).to_contain_text("Single keys do nothing now")
    expect(page.locator(".desk-acts kbd").first).to_be_hidden()
    page.keyboard.press("a")
    page.keyboard.press("Shift+X")
    elsewhere = visit("/desk/", staff=moderator)
    elsewhere.keyboard.press("a")
    elsewhere.keyboard.press("?")

    expect(elsewhere.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(page.locator("[name=chosen]:checked")).to_have_count(0)
    assert Decision.objects.count() == 0


def test_enter_in_a_tick_box_decides_nothing(visit, moderator, held):
    page = visit("/desk/", staff=moderator, java_script_enabled=False)

    card(page, held[1]).get_by_role("checkbox").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".notice")).to_contain_text("Tick at least one")
    assert Decision.objects.count() == 0


def test_a_second_press_while_the_first_is_under_way_is_not_sent(
    visit, moderator, held
):
    page = visit("/desk/", staff=moderator)

    card(page, held[0]).get_by_role("button", name="Approve").dblclick()

    expect(page.locator(".notice")).to_have_text("1 comment decided.")
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_a_thumb_decides_on_a_phone(visit, moderator, held, script):
    page = visit("/desk/", staff=moderator, java_script_enabled=script, **PHONE)

    card(page, held[0]).get_by_role("button", name="Reject").tap()
    expect(card(page, held[0])).to_have_count(0)
    assert status(held[0]) == "rejected"

    for comment in held[1:3]:
        card(page, comment).get_by_role("checkbox").tap()
    bar = page.get_by_role("group", name="For the ticked ones")
    bar.get_by_role("button", name="Spam").tap()
    if not script:
        page.get_by_role("button", name="Yes, all 2").tap()
    expect(page.locator(".notice")).to_have_text("2 comments decided.")
    assert [status(comment) for comment in held[1:3]] == ["spam", "spam"]

    page.get_by_role("button", name="Undo").tap()
    expect(page.locator(".notice")).to_contain_text("Taken back")
    assert Comment.objects.filter(status="held").count() == 3


def test_buttons_are_large_enough_for_a_thumb(visit, moderator, held):
    page = visit("/desk/", staff=moderator, **PHONE)
    small = """buttons => buttons.map(b => [b.innerText, b.getBoundingClientRect()])
        .filter(([_, box]) => box.width && (box.height < 44 || box.width < 44))"""

    assert page.locator("main button, main select, .desk-tick").count() > 10
    assert page.locator("main button, main select").evaluate_all(small) == []


def test_the_second_of_two_moderators_learns_who_was_first(visit, moderator, held):
    other = make.user("Moderator", username="otto")
    first = visit("/desk/", staff=moderator)
    # Without script: nothing tells the second before they press.
    second = visit("/desk/", staff=other, java_script_enabled=False)

    card(first, held[0]).get_by_role("button", name="Approve").click()
    expect(first.locator(".notice")).to_have_text("1 comment decided.")
    card(second, held[0]).get_by_role("button", name="Spam").click()

    expect(second.locator(".notice")).to_contain_text("mona")
    assert status(held[0]) == "approved"


def test_an_undone_approval_was_never_seen(visit, moderator, held):
    story = held[0].article.get_absolute_url()
    desk, reader = visit("/desk/", staff=moderator), visit(story)

    card(desk, held[0]).get_by_role("button", name="Approve").click()
    expect(desk.locator(".notice")).to_have_text("1 comment decided.")
    reader.reload()
    expect(reader.locator(".comment")).to_have_count(0)
    desk.get_by_role("button", name="Undo").click()

    expect(card(desk, held[0])).to_be_visible()
    reader.reload()
    expect(reader.locator(".comment")).to_have_count(0)
    assert status(held[0]) == "held"


def test_undo_is_offered_for_ten_seconds(visit, moderator, held):
    page = visit("/desk/", staff=moderator)
    page.clock.install()

    page.keyboard.press("a")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    page.clock.fast_forward(9_000)
    expect(undo).to_be_visible()
    page.clock.fast_forward(1_500)

    expect(undo).to_have_count(0)
