// What is typed is kept on the server while it is typed, and in this browser while the
// server cannot be reached. Whoever else has the story open is named.

"use strict";

const EVERY = 3000;
const ROUNDS = 3; // of these, one in so many says only that somebody is here

for (const box of document.querySelectorAll("[data-unsaved]")) {
  const form = box.closest("form");
  const { unsaved: address, kept } = box.dataset;
  const say = (name, words) => {
    const place = box.querySelector(`[data-${name}]`);
    if (place.textContent !== words) place.textContent = words;
  };
  let before = null;
  let sent = null;
  let leaving = false;
  let busy = false;
  let round = 0;

  const typed = () => {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string" && name !== "csrfmiddlewaretoken") words.append(name, value);
    }
    return words.toString();
  };
  const isTyped = () => before !== null && typed() !== before;
  const isDirty = () => "dirty" in box.dataset || isTyped();
  // What is offered stays until something else is typed: there is one place for both.
  const isKept = () => isTyped() || (isDirty() && !box.querySelector(".typed-before"));

  const tell = async (words, isAgain = false) => {
    const body = new URLSearchParams(words ?? "");
    body.set("unsaved", words === null ? "0" : "1");
    if (words === null) body.set("read_version", form.elements.read_version?.value ?? "");
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(address, { method: "POST", body });
    if (answer.status === 403) {
      // Whoever signs in again in another window is known here by another token.
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
      if (!fresh || isAgain) throw new Error("signed out");
      form.elements.csrfmiddlewaretoken.value = fresh.value;
      return tell(words, true);
    }
    if (!answer.ok) throw new TypeError(answer.status);
    return answer.json();
  };

  const look = async () => {
    if (busy || leaving) return;
    const words = isKept() ? typed() : null;
    const isNew = words !== null && words !== sent;
    round += 1;
    if (!isNew && round % ROUNDS !== 1) return;
    busy = true;
    try {
      const said = await tell(isNew ? words : null);
      if (isNew) sent = words;
      if (words !== null) localStorage.removeItem(kept);
      say("here", said.here);
      say("newer", said.newer);
      say("said", words === null ? "" : box.dataset.saved);
    } catch (error) {
      if (words !== null) localStorage.setItem(kept, words);
      say("said", error instanceof TypeError ? box.dataset.offline : box.dataset.signedOut);
      round = 0;
    } finally {
      busy = false;
    }
  };

  const begin = () => {
    before ??= typed();
  };
  for (const kind of ["focusin", "pointerdown", "keydown", "dragenter"]) {
    form.addEventListener(kind, begin, { capture: true });
  }
  form.addEventListener("submit", (event) => {
    // Another window for what stands here, or other words in its place.
    const { formTarget, name } = event.submitter ?? {};
    leaving = !formTarget && name !== "typed";
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && isDirty()) event.preventDefault();
  });
  addEventListener("pagehide", () => {
    const words = new URLSearchParams({ unsaved: "left" });
    words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    navigator.sendBeacon(address, words);
  });
  addEventListener("online", look);

  // What was typed while nothing could be reached goes to the server, and is offered.
  const stranded = localStorage.getItem(kept);
  const bring = async () => {
    busy = true;
    try {
      await tell(stranded);
      localStorage.removeItem(kept);
      leaving = true;
      location.reload();
    } catch {
      busy = false;
      look();
    }
  };
  setInterval(look, EVERY);
  if (stranded && !("dirty" in box.dataset)) bring();
  else look();
}
