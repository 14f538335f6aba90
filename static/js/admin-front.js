// The order of the front page, by drag and by Alt with an arrow key. Without this the
// buttons do it: each row holds its story in a hidden field, and the order is theirs.

"use strict";

for (const form of document.querySelectorAll("[data-front]")) {
  const list = form.querySelector("[data-leads]");
  const said = form.querySelector("[data-said]");
  const rows = () => [...list.querySelectorAll("[data-lead]")];
  let dragged = null;

  const show = () => form.requestSubmit(form.querySelector("[data-show]"));

  const settle = (row) => {
    const all = rows();
    all.forEach((one, place) => {
      one.querySelector("[name=up]").disabled = place === 0;
      one.querySelector("[name=down]").disabled = place === all.length - 1;
    });
    const name = row.querySelector("a").textContent;
    said.textContent = `${form.dataset.moved} ${all.indexOf(row) + 1}: ${name}`;
    show();
  };

  const step = (row, by) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    settle(row);
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=up], [name=down]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-lead]");
    step(row, button.name === "up" ? -1 : 1);
    const next = button.disabled ? row.querySelector(".moves button:enabled") : button;
    next.focus();
  });

  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-lead]");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const held = document.activeElement;
    step(row, event.key === "ArrowUp" ? -1 : 1);
    (held.disabled ? row.querySelector("a") : held).focus();
  });

  for (const row of rows()) row.draggable = true;
  list.addEventListener("dragstart", (event) => {
    dragged = event.target.closest("[data-lead]");
    dragged?.toggleAttribute("data-dragged", true);
    event.dataTransfer.effectAllowed = "move";
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-lead]");
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
    settle(dragged);
    dragged = null;
  });
  list.addEventListener("drop", (event) => event.preventDefault());

  form.querySelector("[data-keys]").hidden = false;
  show();
}
