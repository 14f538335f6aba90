// The buttons above a text, and the place where a link's address is written.

const RUN = {
  paragraph: (chain) => chain.setParagraph(),
  heading: (chain) => chain.toggleHeading({ level: 2 }),
  subheading: (chain) => chain.toggleHeading({ level: 3 }),
  quote: (chain) => chain.toggleBlockquote(),
  bullets: (chain) => chain.toggleBulletList(),
  numbers: (chain) => chain.toggleOrderedList(),
  strong: (chain) => chain.toggleBold(),
  emphasis: (chain) => chain.toggleItalic(),
  undo: (chain) => chain.undo(),
  redo: (chain) => chain.redo(),
};
const ACTIVE = {
  heading: ["heading", { level: 2 }],
  subheading: ["heading", { level: 3 }],
  quote: ["blockquote"],
  bullets: ["bulletList"],
  numbers: ["orderedList"],
  strong: ["bold"],
  emphasis: ["italic"],
  link: ["link"],
};

export function tools(box, editor, retype) {
  const bar = box.querySelector(".body-tools");
  const link = box.querySelector(".body-link");
  const buttons = [...bar.querySelectorAll("[data-command]")];
  bar.hidden = false;
  for (const button of buttons) {
    const name = button.dataset.command;
    button.addEventListener("click", () => {
      if (name === "link") ask(link, editor);
      else if (name === "typography") retype();
      else RUN[name](editor.chain().focus()).run();
    });
  }
  arrows(bar);
  linking(link, editor);
  const language = bar.querySelector("[data-language]");
  language.addEventListener("change", () => speak(editor, language));
  const show = () => state(buttons, language, editor);
  editor.on("transaction", show);
  show();
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask(link, editor);
  });
}

// What is selected by now: browsers say it with the next frame, too late for whoever is
// quick. ProseMirror has no public name for this.
function selected(editor) {
  editor.view.domObserver.flush();
  return editor.state.selection;
}

function state(buttons, language, editor) {
  for (const button of buttons) {
    const known = ACTIVE[button.dataset.command];
    if (known) button.setAttribute("aria-pressed", editor.isActive(...known));
  }
  language.value = spoken(editor);
}

function spoken(editor) {
  const { $from } = editor.state.selection;
  const marked = editor.getAttributes("foreign").lang;
  return marked || ($from.depth ? $from.parent.attrs.lang : null) || "";
}

// Selected words within a paragraph get the language themselves, else the paragraph.
function speak(editor, language) {
  const dir = language.selectedOptions[0].dataset.dir;
  const said = language.value ? { lang: language.value, dir } : { lang: null, dir: null };
  const { $from, $to, empty } = selected(editor);
  const chain = editor.chain().focus();
  const within = !empty && $from.sameParent($to);
  const words = $from.parent.content.size;
  if (within && $to.parentOffset - $from.parentOffset < words) {
    (said.lang ? chain.setMark("foreign", said) : chain.unsetMark("foreign")).run();
    return;
  }
  chain.updateAttributes("paragraph", said).updateAttributes("heading", said).run();
}

// One stop for Tab; arrow keys, as the reader's eye goes, move among the buttons.
function arrows(bar) {
  const stops = [...bar.querySelectorAll("button, select")];
  const rest = (now) => stops.forEach((stop) => (stop.tabIndex = stop === now ? 0 : -1));
  rest(stops[0]);
  bar.addEventListener("focusin", (event) => rest(event.target));
  bar.addEventListener("keydown", (event) => {
    const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    const step = event.key === forward ? 1 : -1;
    const at = stops.indexOf(document.activeElement) + step;
    stops[(at + stops.length) % stops.length].focus();
  });
}

function ask(link, editor) {
  if (selected(editor).empty && !editor.isActive("link")) {
    editor.commands.focus();
    return;
  }
  link.hidden = false;
  const field = link.querySelector("[data-address]");
  field.value = editor.getAttributes("link").href || "";
  field.focus();
  field.select();
}

function linking(link, editor) {
  const field = link.querySelector("[data-address]");
  const done = (change) => {
    link.hidden = true;
    change(editor.chain().focus().extendMarkRange("link")).run();
  };
  const unset = () => done((chain) => chain.unsetLink());
  const set = () => {
    const href = field.value.trim();
    if (href) done((chain) => chain.setLink({ href }));
    else unset();
  };
  link.querySelector("[data-set]").addEventListener("click", set);
  link.querySelector("[data-unset]").addEventListener("click", unset);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    if (event.key === "Enter") set();
    else done((chain) => chain);
  });
}
