// The ground of a rejection: words marked in the text, or one of its sentences by key.
{
  const MOST = 60;

  const take = (card, open) => {
    const marked = getSelection();
    const field = card.querySelector("[data-ground]");
    const text = card.querySelector(".comment-body");
    if (!field || marked.isCollapsed || !text.contains(marked.anchorNode)) return;
    field.value = marked.toString();
    if (open) field.closest("details").open = true;
  };

  const offer = (field) => {
    const said = field.closest("[data-card]").querySelector(".comment-body").innerText;
    const list = document.createElement("datalist");
    list.id = `said-${field.id}`;
    const sentences = new Intl.Segmenter([], { granularity: "sentence" }).segment(said);
    for (const { segment } of [...sentences].slice(0, MOST)) {
      if (segment.trim()) list.append(new Option("", segment.trim()));
    }
    field.after(list);
    field.setAttribute("list", list.id);
  };

  for (const card of document.querySelectorAll("[data-card]")) {
    card.addEventListener("desk:asking", () => take(card, true));
    const button = card.querySelector("[data-reject]");
    // Nothing may move under the finger.
    button?.addEventListener("pointerdown", () => take(card, false));
    const field = card.querySelector("[data-ground]");
    field?.addEventListener("focus", () => offer(field), { once: true });
  }
}
