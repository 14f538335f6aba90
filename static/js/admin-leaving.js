// A page whose words are kept nowhere asks once more before it is left.

"use strict";

for (const place of document.querySelectorAll("[data-leaving]")) {
  const typed = () => [...place.querySelectorAll("textarea")].some((area) => area.value.trim());
  let leaving = false;

  place.addEventListener("submit", () => {
    leaving = true;
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && typed()) event.preventDefault();
  });
}
