// The order of the front page, by drag and by Alt with an arrow key. Without this the
// buttons do it: each row holds its story in a hidden field, and the order is theirs.

import { ordered } from "./admin-rows.js";

for (const form of document.querySelectorAll("[data-front]")) {
  const said = form.querySelector("[data-said]");

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
  const { rows, step } = ordered(form.querySelector("[data-leads]"), "[data-lead]", settle);

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[name=up], [name=down]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-lead]");
    step(row, button.name === "up" ? -1 : 1);
    const next = button.disabled ? row.querySelector(".moves button:enabled") : button;
    next.focus();
  });

  for (const row of rows()) row.draggable = true;
  form.querySelector("[data-keys]").hidden = false;
  show();
}
