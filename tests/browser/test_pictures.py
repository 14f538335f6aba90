"""Pictures take the room that their page says they will, and move nothing."""

import pytest

from articles import renditions
from articles.models import Photo
from tests import make
from tests.pictures import kept_photo, picture

# What ``sizes`` promises beside what the picture really takes.
PROMISED = """imgs => imgs.map(img => {
  const said = img.sizes.split(", ").map(one => /^(?:(\\(.*?\\)) )?(.*)$/.exec(one));
  const [, , length] = said.find(([, when]) => !when || matchMedia(when).matches);
  const room = document.createElement("div");
  room.style.width = length;
  document.body.append(room);
  const promised = room.getBoundingClientRect().width;
  room.remove();
  return [img.alt, promised, img.getBoundingClientRect().width];
})"""
# Pictures are looked at here, not the moment when a font or the masthead's script
# arrives.
ONE_FONT = """
const sheet = new CSSStyleSheet();
sheet.replaceSync("* { font-family: serif !important }");
document.adoptedStyleSheets = [sheet];
"""
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    const main = document.querySelector("main");
    const within = ({ node }) => node && node !== main && main.contains(node);
    for (const one of list.getEntries()) {
      if (one.sources.some(within)) sum += one.value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 500);
})"""
WIDTHS = (360, 390, 820, 1100, 1280, 1600)


@pytest.fixture
def paper():
    """A front page with a lead, four beside it, and blocks of four, two and one."""
    numbers = iter(range(100))

    def photo() -> Photo:
        number = next(numbers)
        size = (600, 400) if number % 3 else (400, 600)
        made = kept_photo(picture(size=size, comment=f"{number}".encode()))
        made.alt_text = f"Picture {number}"
        made.save()
        renditions.make(made)
        return made

    sections = [make.section(position=place) for place in range(3)]
    for section, stories in zip(sections, (1, 2, 4), strict=True):
        for _ in range(stories):
            make.article(section=section, lead_photo=photo())
    return [make.article(section=sections[2], lead_photo=photo()) for _ in range(5)]


def test_pictures_take_the_width_they_promise_and_shift_nothing(visit, paper):
    found = []
    tall = next(s for s in paper if s.lead_photo.height > s.lead_photo.width)
    wide = next(s for s in paper if s.lead_photo.height < s.lead_photo.width)
    places = ["/", paper[0].section.get_absolute_url()]
    for place in [*places, tall.get_absolute_url(), wide.get_absolute_url()]:
        page = visit(place, bypass_csp=True)
        page.add_init_script(ONE_FONT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(place)
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            shift = page.evaluate(SHIFTS)
            if shift:
                found.append((place, width, "shift", shift))
            for name, said, taken in page.locator("main img").evaluate_all(PROMISED):
                if taken and not 0.93 < said / taken < 1.25:
                    found.append((place, width, name, round(said), round(taken)))
            lead = page.locator("main img").first
            assert lead.evaluate("img => img.currentSrc.endsWith('.avif')")

    assert not found, "\n".join(map(str, found))
