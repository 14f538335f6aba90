// Rows put in order by drag and by Alt with an arrow key. `moved` is told each time.

const KEYS = { ArrowUp: -1, ArrowDown: 1 };

export function ordered(list, selector, moved) {
  const rows = () => [...list.querySelectorAll(selector)];
  let dragged = null;

  const step = (row, by) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    const held = document.activeElement;
    if (by < 0) other.before(row);
    else other.after(row);
    moved(row);
    (held.disabled ? row.querySelector("a") : held).focus();
  };

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest(selector);
    if (!row || !event.altKey || !(event.key in KEYS)) return;
    event.preventDefault();
    step(row, KEYS[event.key]);
  });
  list.addEventListener("dragstart", (event) => {
    if (!event.target.draggable) return;
    dragged = event.target.closest(selector);
    dragged?.toggleAttribute("data-dragged", true);
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest(selector);
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    dragged.toggleAttribute("data-dragged", false);
    moved(dragged);
    dragged = null;
  });
  list.addEventListener("drop", (event) => {
    if (dragged) event.preventDefault();
  });
  return { rows, step };
}
