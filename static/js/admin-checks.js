// What the checks say of the form, without leaving it. A link leads into its field.

"use strict";

for (const box of document.querySelectorAll(".checks")) {
  const form = box.closest("form");
  const button = box.querySelector("[data-check]");
  const said = box.querySelector("[data-checked]");

  button.addEventListener("click", async (event) => {
    if ("plain" in button.dataset) return;
    event.preventDefault();
    button.disabled = true;
    try {
      const sent = new FormData(form);
      for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
      const answer = await fetch(button.formAction, { method: "POST", body: sent });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      box.querySelector("[data-concerns]").replaceWith(page.querySelector("[data-concerns]"));
      said.textContent = said.dataset.done;
    } catch {
      button.dataset.plain = "";
      button.disabled = false;
      button.click(); // the page of its own, which says what is the matter
    } finally {
      button.disabled = false;
    }
  });

  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-field]");
    const row = link && form.querySelector(`.field-${link.dataset.field}`);
    if (!row) return;
    event.preventDefault();
    row.closest("details")?.setAttribute("open", "");
    row.scrollIntoView({ block: "center" });
    const typed = ".ProseMirror, .select2-selection, textarea, input:not([type=hidden]), select";
    row.querySelector(typed)?.focus({ preventScroll: true });
  });
}
