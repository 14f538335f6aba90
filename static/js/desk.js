// One key for each act on the current card; j and k move. Every act is a button too.
{
  const cards = [...document.querySelectorAll("[data-card]")];
  const form = document.querySelector("[data-desk]");
  const bar = document.querySelector("[data-bar]");
  const undo = document.querySelector("[data-undo]");
  const help = document.getElementById("keys");
  const more = document.querySelector("[data-more]");
  const said = document.querySelector("[data-said]");
  const keysAreOn = "keys" in document.querySelector(".desk").dataset;
  let current = 0;
  let sent = false;

  const card = () => cards[current];
  const find = (what) => card()?.querySelector(what);

  const settle = () => {
    for (const place of document.querySelectorAll("[data-asking]")) {
      delete place.dataset.asking;
    }
  };

  const mark = (index) => {
    if (!cards.length) return;
    settle();
    delete card().dataset.current;
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

  // A rejection is two keys: d, then the number of the guideline. Of a card or the bar.
  const ask = (place) => {
    const list = place?.querySelector("[data-guideline]");
    if (!list) return;
    settle();
    place.dispatchEvent(new Event("desk:asking"));
    place.dataset.asking = "";
    list.focus();
  };

  const reject = (place, number) => {
    const list = place.querySelector("[data-guideline]");
    if (number > list.options.length) return;
    list.selectedIndex = number - 1;
    place.querySelector("[data-reject]").click();
  };

  const fold = () => {
    const details = find("[data-fold]");
    if (details) details.open = !details.open;
  };

  const write = (what) => {
    const field = find(what);
    if (!field) return;
    field.closest("details").open = true;
    field.focus();
  };

  const acts = {
    j: () => go(current + 1),
    k: () => go(current - 1),
    d: () => ask(card()),
    x: () => find("[name=chosen]")?.click(),
    z: () => undo?.querySelector("button").click(),
    o: fold,
    n: () => write("[data-note]"),
    g: () => write("[data-ground]"),
    "?": () => help.togglePopover(),
    "/": () => document.querySelector("[data-words]").focus(),
    "Shift+X": () => document.querySelector("[data-all]")?.click(),
    "Shift+D": () => ask(bar),
  };

  // With Shift it is for the ticked ones; a letter alone is the card's, Caps Lock or not.
  const named = ({ key, shiftKey }) => {
    if (!/^[a-z]$/i.test(key)) return key;
    return shiftKey ? `Shift+${key.toUpperCase()}` : key.toLowerCase();
  };

  const press = (key) => {
    const place = document.querySelector("[data-asking]");
    if (place && /^[1-9]$/.test(key)) reject(place, Number(key));
    else if (key in acts) acts[key]();
    else if (/^[aseur]$/.test(key)) find(`[data-key=${key}]`)?.click();
    else if (/^Shift\+[ASU]$/.test(key)) bar?.querySelector(`[data-key="${key}"]`)?.click();
    else return false;
    return true;
  };

  // In a field, keys are letters; but in the list of guidelines that d opened.
  const isTyping = (target) => {
    if (target.closest("input:not([type=checkbox]), textarea")) return true;
    const list = target.closest("select");
    return Boolean(list) && !list.closest("[data-asking]");
  };

  const typed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (isTyping(event.target)) return;
    const key = named(event);
    if (help.matches(":popover-open") && key !== "?") return;
    if (key === "Escape") settle();
    else if (press(key)) event.preventDefault();
  };

  // The next card, as it stands on this screen, is where to go on after a press.
  const once = (event) => {
    if (sent) return event.preventDefault();
    sent = true;
    const single = /:(\d+)\./.exec(event.submitter?.value ?? "");
    const from = cards.findIndex((one) => single && one.id === `comment-${single[1]}`);
    const next = cards.slice(from + 1).find((one) => !("left" in one.dataset));
    const on = form?.querySelector("[data-on]");
    if (on && from >= 0) on.value = (next ?? cards[from - 1])?.id.split("-")[1] ?? "";
  };

  // Coming back with the Back button, the page may be pressed again.
  window.addEventListener("pageshow", () => (sent = false));

  // What was said stays in sight while it can be taken back.
  setTimeout(() => delete said.dataset.said, 10_000);
  if (undo) {
    undo.addEventListener("submit", once);
    setTimeout(() => undo.remove(), 10_000);
  }

  if (keysAreOn) {
    document.addEventListener("keydown", typed);
    document.documentElement.dataset.keysWork = "";
    for (const button of document.querySelectorAll("[data-key]")) {
      button.setAttribute("aria-keyshortcuts", button.dataset.key);
    }
  }

  if (form) {
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const list = event.target.closest("[data-asking] select");
      if (list) list.closest("[data-asking]").querySelector("[data-reject]").click();
      else if (event.target.closest("[data-ground]")) ask(card());
      else if (event.target.type !== "checkbox") return;
      event.preventDefault();
    });
    form.addEventListener("submit", once);
    form.addEventListener("focusin", (event) => {
      const focused = event.target.closest("[data-card]");
      if (focused && focused !== card()) mark(cards.indexOf(focused));
    });
    const asked = cards.findIndex((one) => `#${one.id}` === location.hash);
    mark(0);
    if (asked >= 0) go(asked);
  }
}
