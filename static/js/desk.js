// One key for each act on the current card; j and k move; a digit picks the guideline
// that a rejection names. Every act is a button or a choice too.
const cards = [...document.querySelectorAll("[data-card]")];
let current = 0;
const show = (index) => {
  if (!cards.length) return;
  delete cards[current].dataset.current;
  current = Math.min(Math.max(index, 0), cards.length - 1);
  cards[current].dataset.current = "";
  cards[current].scrollIntoView({ block: "center" });
};
const pick = (index) => {
  const choice = cards[current]?.querySelector("[data-guideline]");
  if (choice && index < choice.options.length) choice.selectedIndex = index;
};
show(0);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  if (event.key === "j") show(current + 1);
  else if (event.key === "k") show(current - 1);
  else if (event.key === "x") cards[current]?.querySelector("[name=chosen]").click();
  else if (/^[1-9]$/.test(event.key)) pick(Number(event.key) - 1);
  else if (event.key === "z") document.querySelector("[data-key=z]")?.click();
  else cards[current]?.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
