// The names over a story, put in order by drag and by Alt with an arrow key. Without
// this their order is typed as numbers.

"use strict";

for (const group of document.querySelectorAll("#bylines-group")) {
  const body = group.querySelector("tbody");
  const told = document.querySelector("[data-byline-keys]");
  const rows = () => [...body.querySelectorAll("tr.form-row:not(.empty-form)")];
  const place = (row) => row.querySelector("[name$='-position']");
  let dragged = null;

  // A row without a name is none yet, and a number would make it one.
  const named = () => rows().filter((row) => row.querySelector("[name$='-contributor']")?.value);
  const number = () => {
    named().forEach((row, at) => {
      place(row).value = at + 1;
    });
  };

  const step = (row, by) => {
    const all = rows();
    const other = all[all.indexOf(row) + by];
    if (!other) return;
    const held = document.activeElement;
    if (by < 0) other.before(row);
    else other.after(row);
    number();
    held.focus();
  };

  // Only the place of a row is taken hold of: what is typed in it can be marked.
  const takes = (row) => {
    if (place(row)) place(row).closest("td").draggable = true;
  };
  rows().forEach(takes);
  group.addEventListener("formset:added", (event) => {
    takes(event.target);
  });
  // A number that is typed moves its row; a name that is added comes last.
  body.addEventListener("change", (event) => {
    if (!event.target.matches("[name$='-position']")) return;
    const sorted = named().sort((one, other) => place(one).value - place(other).value);
    body.prepend(...sorted);
  });
  group.closest("form").addEventListener("submit", () => {
    const numbers = named().map((row) => Number(place(row).value));
    if (numbers.some((one, at) => at && one <= numbers[at - 1])) number();
  });

  body.addEventListener("keydown", (event) => {
    const row = event.target.closest("tr.form-row");
    if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    step(row, event.key === "ArrowUp" ? -1 : 1);
  });
  body.addEventListener("dragstart", (event) => {
    if (!event.target.draggable) return;
    dragged = event.target.closest("tr.form-row");
    event.dataTransfer.effectAllowed = "move";
  });
  body.addEventListener("dragover", (event) => {
    const over = event.target.closest("tr.form-row:not(.empty-form)");
    if (!dragged) return;
    event.preventDefault();
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) over.before(dragged);
    else over.after(dragged);
  });
  body.addEventListener("dragend", () => {
    if (dragged) number();
    dragged = null;
  });

  if (told) group.querySelector("table").before(told.content.cloneNode(true));
}
