"""The editor of a story's text, as a person at a keyboard uses it."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests import make
from tests.browser import axe

PASTE = """([node, kinds]) => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
  const event = { clipboardData: data, bubbles: true, cancelable: true };
  node.dispatchEvent(new ClipboardEvent("paste", event));
}"""
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style><!-- p.MsoNormal {margin:0cm;} --></style>
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='mso-line:1'>The&nbsp;count</h1>
<p class=MsoNormal><span lang=EN-US style='font-family:"Calibri"'>It was <b>forty</b>
and <i>more</i>, "she" said.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "T"'>&nbsp;</span></span>One</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span>Two</p>
<p class=MsoNormal><a href="https://example.org/a" style="color:blue">Source</a></p>
<!--EndFragment--></body></html>"""
DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-guid-1">
<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Bold</span><span
style="font-weight:400"> and </span><span style="font-style:italic">soft</span></p><br>
<p dir="rtl"><span style="font-size:11pt">كلام عربي</span></p></b>"""
WIRE = 'VARNHOLM (DPA) -- The county counted.\n\nIt came to "40%", a clerk said.'


@pytest.fixture
def editor(visit):
    make.section(name="Region")
    page = visit("/admin/articles/article/add/", staff=make.user("Editor"))
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def stored(page):
    return page.locator("#id_body").input_value()


def paste(page, **kinds):
    named = {
        {"html": "text/html", "text": "text/plain"}[k]: v for k, v in kinds.items()
    }
    page.locator(".ProseMirror").click()
    handle = page.locator(".ProseMirror").element_handle()
    page.evaluate(PASTE, [handle, named])


def test_what_is_pasted_from_a_word_processor_comes_without_its_looks(editor):
    paste(editor, html=WORD, text="The count")

    assert stored(editor) == (
        "<h2>The count</h2><p>It was <strong>forty</strong> and <em>more</em>, “she”"
        " said.</p><ul><li><p>One</p></li><li><p>Two</p></li></ul>"
        '<p><a href="https://example.org/a">Source</a></p>'
    )


def test_what_is_pasted_from_google_docs_keeps_what_it_means(editor):
    paste(editor, html=DOCS, text="Bold")

    assert stored(editor) == (
        '<p><strong>Bold</strong> and <em>soft</em></p><p dir="rtl">كلام عربي</p>'
    )


def test_a_wire_story_is_pasted_as_paragraphs(editor):
    paste(editor, text=WIRE)

    assert stored(editor) == (
        "<p>VARNHOLM (DPA)—The county counted.</p>"
        "<p>It came to “40%”, a clerk said.</p>"
    )
    expect(editor.locator("[data-words]")).to_have_text("11")


def test_quotes_curl_as_the_language_writes_them_and_undo_gives_the_key_back(editor):
    editor.locator(".ProseMirror").click()
    editor.keyboard.type('"It\'s 90s" -- yes...')
    assert stored(editor) == "<p>“It’s 90s” — yes…</p>"

    editor.keyboard.type(' "')
    editor.keyboard.press("Control+z")
    assert stored(editor).endswith('… "</p>')

    editor.locator("#id_language").select_option("de")
    editor.locator(".ProseMirror").click()
    editor.keyboard.press("Control+a")
    editor.keyboard.type('Er sagte "ja"')
    assert stored(editor) == "<p>Er sagte „ja“</p>"


def test_blocks_are_made_by_button_and_spoken_of_as_pressed(editor):
    editor.locator(".ProseMirror").click()
    editor.keyboard.type("Count")
    editor.get_by_role("button", name="Heading", exact=True).click()
    pressed = editor.get_by_role("button", name="Heading", exact=True, pressed=True)
    expect(pressed).to_be_visible()
    editor.keyboard.press("Enter")
    editor.keyboard.type("Here")
    editor.keyboard.press("Shift+Home")
    editor.keyboard.press("Control+k")
    expect(editor.locator("[data-address]")).to_be_focused()
    editor.keyboard.type("/pages/imprint/")
    editor.keyboard.press("Enter")

    assert stored(editor) == ('<h2>Count</h2><p><a href="/pages/imprint/">Here</a></p>')


def test_a_paragraph_and_a_few_words_have_a_language_of_their_own(editor):
    editor.locator(".ProseMirror").click()
    editor.keyboard.type("سلام")
    language = editor.locator("[data-language]")
    language.select_option("ar")
    editor.keyboard.press("Enter")
    language.select_option("")
    editor.keyboard.type("Guten Tag")
    for _ in range(3):
        editor.keyboard.press("Shift+ArrowLeft")
    language.select_option("de")

    assert stored(editor) == (
        '<p lang="ar" dir="rtl">سلام</p>'
        '<p>Guten <span lang="de" dir="ltr">Tag</span></p>'
    )


def test_a_text_with_more_than_the_editor_knows_is_not_opened_in_it(visit):
    body = "<p>One <sub>two</sub></p><table><tbody><tr><td>A</td></tr></tbody></table>"
    kept = make.article(body=body)
    Article.objects.filter(pk=kept.pk).update(body=f"{body}<ruby>x</ruby>")
    page = visit(
        f"/admin/articles/article/{kept.pk}/change/", staff=make.user("Editor")
    )

    expect(page.locator("[data-plain]")).to_be_visible()
    expect(page.locator("#id_body")).to_be_visible()


def test_without_script_the_plain_field_is_there(visit):
    page = visit(
        "/admin/articles/article/add/",
        staff=make.user("Editor"),
        java_script_enabled=False,
    )

    expect(page.locator("#id_body")).to_be_visible()
    expect(page.locator(".body-tools")).to_be_hidden()


def test_nothing_on_the_form_is_without_a_name(visit):
    make.section(name="Region")
    staff = make.user("Editor")
    page = visit("/admin/articles/article/add/", staff=staff, bypass_csp=True)
    expect(page.locator(".ProseMirror")).to_be_visible()

    faults = axe.faults(page)

    found = [(f["id"], n["html"][:120]) for f in faults for n in f["nodes"]]
    assert found == []


def test_the_preview_shows_what_was_typed_at_phone_and_desktop_width(editor):
    editor.locator("#id_headline").fill("Not saved yet")
    editor.locator(".ProseMirror").click()
    editor.keyboard.type("Words of it.")
    editor.get_by_role("button", name="Show it here").click()

    shown = editor.frame_locator("iframe[name=story-preview]")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Not saved yet")
    expect(shown.locator(".prose")).to_contain_text("Words of it.")
    room = editor.locator("iframe[name=story-preview]")
    assert room.evaluate("frame => frame.contentWindow.innerWidth") == 390
    editor.get_by_label("Desktop").check()
    assert room.evaluate("frame => frame.contentWindow.innerWidth") > 1000
    assert Article.objects.count() == 0
