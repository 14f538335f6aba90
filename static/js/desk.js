// One key for each act on the current card; j and k move. Every act is a button too.
{
  const cards = [...document.querySelectorAll("[data-card]")];
  const form = document.querySelector("[data-desk]");
  const undo = document.querySelector("[data-undo]");
  const panel = document.querySelector("[data-keys]");
  const on = panel?.querySelector("[data-keys-on]");
  let current = 0;
  let sent = false;

  const mark = (index) => {
    if (!cards.length) return;
    delete cards[current].dataset.current;
    current = Math.min(Math.max(index, 0), cards.length - 1);
    cards[current].dataset.current = "";
  };

  // Focus goes along, so that a screen reader says where it is.
  const go = (index) => {
    mark(index);
    cards[current]?.focus({ preventScroll: true });
    cards[current]?.scrollIntoView({ block: "center" });
  };

  // Whether single keys are wanted is kept in this browser, where it keeps anything.
  const wanted = (answer) => {
    try {
      if (answer !== undefined) localStorage.setItem("desk-keys", answer);
      return localStorage.getItem("desk-keys") !== "false";
    } catch {
      return answer ?? true;
    }
  };

  const choose = (number) => {
    const list = cards[current]?.querySelector("[data-guideline]");
    if (list && number <= list.options.length) list.selectedIndex = number - 1;
  };

  const press = (key) => {
    if (key === "j") go(current + 1);
    else if (key === "k") go(current - 1);
    else if (key === "x") cards[current]?.querySelector("[name=chosen]").click();
    else if (key === "z") undo?.querySelector("button").click();
    else if (/^[1-9]$/.test(key)) choose(Number(key));
    else if (/^[ars]$/.test(key)) {
      cards[current]?.querySelector(`[data-key=${key}]`).click();
    }
  };

  const count = () => {
    const ticked = form.querySelectorAll("[name=chosen]:checked").length;
    form.querySelector("[data-ticked]").value = ticked;
  };

  const once = (event) => {
    if (sent) event.preventDefault();
    sent = true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    if (!on || on.checked) press(event.key);
  });

  // Coming back with the Back button, the page may be pressed again.
  window.addEventListener("pageshow", () => (sent = false));

  if (undo) {
    undo.addEventListener("submit", once);
    setTimeout(() => undo.remove(), 10_000);
  }

  if (form) {
    panel.hidden = false;
    on.checked = wanted();
    on.addEventListener("change", () => wanted(on.checked));
    form.querySelector("[data-ticked]").hidden = false;
    form.addEventListener("change", count);
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.type === "checkbox") {
        event.preventDefault();
      }
    });
    form.addEventListener("submit", once);
    form.addEventListener("focusin", (event) => {
      const card = event.target.closest("[data-card]");
      if (card) mark(cards.indexOf(card));
    });
    count();
    mark(0);
  }
}
