// One key for each act on the current card; j and k move. Every act is a button too.
{
  const cards = [...document.querySelectorAll("[data-card]")];
  const form = document.querySelector("[data-desk]");
  const undo = document.querySelector("[data-undo]");
  const panel = document.querySelector("[data-keys]");
  const on = panel?.querySelector("[data-keys-on]");
  const help = document.querySelector("[data-help-dialog]");
  const more = document.querySelector("[data-more]");
  let current = 0;
  let sent = false;

  const card = () => cards[current];

  const mark = (index) => {
    if (!cards.length) return;
    delete card().dataset.current;
    delete card().dataset.asking;
    current = Math.min(Math.max(index, 0), cards.length - 1);
    card().dataset.current = "";
  };

  // Focus goes along, so that a screen reader says where it is.
  const go = (index) => {
    const step = index < current ? -1 : 1;
    while (cards[index] && "left" in cards[index].dataset) index += step;
    if (index >= cards.length && more) return more.click();
    mark(index);
    card()?.focus({ preventScroll: true });
    card()?.scrollIntoView({ block: "center" });
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

  const button = (key) => card()?.querySelector(`[data-key=${key}]`);

  // What is marked in the text of a card becomes the ground of its rejection.
  const ground = () => {
    const marked = getSelection();
    const field = card().querySelector("[data-ground]");
    const text = card().querySelector(".comment-body");
    if (field && !marked.isCollapsed && text.contains(marked.anchorNode)) {
      field.value = marked.toString();
    }
  };

  // A rejection is two keys: r, then the number of the guideline.
  const ask = () => {
    if (!button("r")) return;
    ground();
    card().dataset.asking = "";
    card().querySelector("[data-guideline]").focus();
  };

  const reject = (number) => {
    const list = card()?.querySelector("[data-guideline]");
    if (!list || number > list.options.length) return;
    list.selectedIndex = number - 1;
    button("r").click();
  };

  const fold = () => {
    const details = card()?.querySelector("[data-fold]");
    if (details) details.open = !details.open;
  };

  const note = () => {
    const field = card()?.querySelector("[data-note]");
    if (!field) return;
    field.closest("details").open = true;
    field.focus();
  };

  const acts = {
    j: () => go(current + 1),
    k: () => go(current - 1),
    x: () => card()?.querySelector("[name=chosen]")?.click(),
    z: () => undo?.querySelector("button").click(),
    o: fold,
    n: note,
    r: ask,
    "?": () => help.showModal(),
    "/": () => document.querySelector("[data-words]").focus(),
  };

  const press = (key) => {
    if (card() && "asking" in card().dataset && /^[1-9]$/.test(key)) reject(Number(key));
    else if (key in acts) acts[key]();
    else if (/^[aseu]$/.test(key)) button(key)?.click();
    else return false;
    return true;
  };

  const count = () => {
    const ticks = [...form.querySelectorAll("[name=chosen]")];
    const ticked = ticks.filter((tick) => tick.checked).length;
    const output = form.querySelector("[data-ticked]");
    if (!output) return;
    output.value = ticked;
    const all = form.querySelector("[data-all]");
    all.checked = ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
  };

  const once = (event) => {
    if (sent) event.preventDefault();
    sent = true;
  };

  // In a field, keys are letters; but in the list of guidelines that r opened.
  const isTyping = (target) => {
    if (target.closest("input:not([type=checkbox]), textarea")) return true;
    const list = target.closest("select");
    return Boolean(list) && !list.closest("[data-asking]");
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (help?.open || isTyping(event.target) || (on && !on.checked)) return;
    if (event.key === "Escape") mark(current);
    else if (press(event.key)) event.preventDefault();
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
    for (const hidden of form.querySelectorAll("[data-ticked], [data-all]")) {
      hidden.hidden = false;
    }
    form.querySelector("[data-all]")?.addEventListener("change", (event) => {
      for (const tick of form.querySelectorAll("[name=chosen]")) {
        tick.checked = event.target.checked;
      }
    });
    panel.querySelector("[data-help]").addEventListener("click", acts["?"]);
    help.querySelector("[data-help-close]").addEventListener("click", () => help.close());
    form.addEventListener("change", count);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const asking = event.target.closest("[data-asking] select");
      if (asking) button("r").click();
      if (asking || event.target.type === "checkbox") event.preventDefault();
    });
    form.addEventListener("submit", once);
    for (const reject of form.querySelectorAll("[data-key=r]")) {
      reject.addEventListener("pointerdown", () => {
        mark(cards.indexOf(reject.closest("[data-card]")));
        ground();
      });
    }
    form.addEventListener("focusin", (event) => {
      const focused = event.target.closest("[data-card]");
      if (focused && focused !== card()) mark(cards.indexOf(focused));
    });
    count();
    mark(0);
  }
}
