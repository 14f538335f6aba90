// The focal point by pointer or arrow keys, over the two number fields, and what the
// crops make of it: browsers place a picture just as the site cuts it.

const fields = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
const pattern = document.querySelector("template[data-focus]");
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function start(shown) {
  const room = pattern.content.firstElementChild.cloneNode(true);
  const whole = room.querySelector("[data-whole]");
  const point = room.querySelector("[data-point]");
  for (const image of room.querySelectorAll("img")) image.src = shown.src;
  const read = () => fields.map((field) => Math.min(100, Math.max(0, field.value || 0)));
  const show = () => {
    const [x, y] = read();
    point.style.left = `${x}%`;
    point.style.top = `${y}%`;
    for (const crop of room.querySelectorAll("[data-crop]")) {
      crop.style.objectPosition = `${x}% ${y}%`;
    }
  };
  const move = (x, y) => {
    [x, y].forEach((at, axis) => {
      fields[axis].value = Math.min(100, Math.max(0, Math.round(at)));
      fields[axis].dispatchEvent(new Event("change", { bubbles: true }));
    });
    show();
  };
  const follow = (event) => {
    const box = whole.querySelector("img").getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    move(100 * across, (100 * (event.clientY - box.top)) / box.height);
  };
  whole.addEventListener("pointerdown", (event) => {
    whole.setPointerCapture(event.pointerId);
    follow(event);
  });
  whole.addEventListener("pointermove", (event) => {
    if (whole.hasPointerCapture(event.pointerId)) follow(event);
  });
  whole.addEventListener("keydown", (event) => {
    if (!STEPS[event.key]) return;
    event.preventDefault();
    const far = event.shiftKey ? 10 : 1;
    const [x, y] = read();
    move(x + far * STEPS[event.key][0], y + far * STEPS[event.key][1]);
  });
  fields.forEach((field) => field.addEventListener("input", show));
  fields[0].closest(".form-row").after(room);
  show();
}

// A picture that is still being made shows itself when it is there.
async function wait(place) {
  const address = document.querySelector("[data-made]").dataset.made;
  const said = await fetch(address);
  if (!said.ok) return;
  place.innerHTML = await said.text();
  watch(place);
}

function watch(place) {
  const shown = place?.querySelector("img");
  if (shown && pattern && fields[0]) start(shown);
  else if (place?.querySelector("[data-being-made]")) setTimeout(wait, 1500, place);
}

watch(document.querySelector(".field-preview .readonly"));
