// The names over a story, put in order by drag and by Alt with an arrow key. Without
// this their order is typed as numbers.

import { ordered } from "./admin-rows.js";

const ROW = "tr.form-row:not(.empty-form)";

for (const group of document.querySelectorAll("#bylines-group")) {
  const body = group.querySelector("tbody");
  const told = document.querySelector("[data-byline-keys]");
  const place = (row) => row.querySelector("[name$='-position']");

  // A row without a name is none yet, and a number would make it one.
  const named = () => rows().filter((row) => row.querySelector("[name$='-contributor']")?.value);
  const number = () => {
    named().forEach((row, at) => {
      place(row).value = at + 1;
    });
  };
  const { rows } = ordered(body, ROW, number);

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

  if (told) group.querySelector("table").before(told.content.cloneNode(true));
}
