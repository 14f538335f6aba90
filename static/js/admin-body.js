// The editor of a story's text, over the plain field, which is what is sent.

import { cleaned, paragraphs } from "./admin-paste.js";
import { extensions, loses } from "./admin-schema.js";
import { tools } from "./admin-tools.js";
import { curl, curled, typeset } from "./admin-typing.js";

const PER_MINUTE = 230;
async function start(box) {
  const area = document.getElementById(box.dataset.body);
  if (area.disabled || area.readOnly) return;
  const kit = await import(box.dataset.editor);
  const before = asHtml(area.value);
  const typing = JSON.parse(box.querySelector("script").textContent);
  const editor = new kit.Editor({
    element: null,
    injectCSS: false,
    extensions: extensions(kit),
    content: before,
    editorProps: props(area, typing, () => editor),
    onUpdate: () => store(editor, area, box),
  });
  if (loses(before, editor.getHTML())) {
    editor.destroy();
    box.querySelector("[data-plain]").hidden = false;
    return;
  }
  editor.kit = kit;
  const place = document.createElement("div");
  area.before(place);
  editor.mount(place);
  box.dataset.started = "";
  label(area)?.addEventListener("click", () => editor.commands.focus());
  tools(box, editor, () => retype(editor, typing));
  box.editor = editor;
  box.dispatchEvent(new CustomEvent("body:ready", { bubbles: true, detail: editor }));
}

function asHtml(text) {
  if (!text.trim() || /<[a-z/][^>]*>/i.test(text)) return text;
  const escaped = document.createElement("p");
  return paragraphs(text)
    .map((words) => {
      escaped.textContent = words;
      return escaped.outerHTML.replaceAll("\n", "<br>");
    })
    .join("");
}

// The whole text, or what is selected of it, with the quotes of its language.
function retype(editor, typing) {
  const { from, to, empty } = editor.state.selection;
  const marks = marksAt(editor, typing);
  const change = editor.state.tr;
  const [start, end] = empty ? [0, change.doc.content.size] : [from, to];
  const found = [];
  let [before, block] = ["", null];
  change.doc.nodesBetween(start, end, (node, at, parent) => {
    if (!node.isText || parent.type.spec.code) return;
    if (parent !== block) [before, block] = ["", parent];
    const cut = [Math.max(start - at, 0), Math.min(end - at, node.nodeSize)];
    const text = typeset(node.text.slice(...cut), marks, before);
    before += text;
    found.push([at + cut[0], at + cut[1], text]);
  });
  for (const [first, last, text] of found.reverse()) {
    if (text !== change.doc.textBetween(first, last)) change.insertText(text, first, last);
  }
  editor.view.dispatch(change);
  editor.commands.focus();
}

const label = (area) => document.querySelector(`label[for="${area.id}"]`);

function store(editor, area, box) {
  area.value = editor.isEmpty ? "" : editor.getHTML();
  area.dispatchEvent(new Event("input", { bubbles: true }));
  const separated = editor.getText({ blockSeparator: " " });
  const count = separated.split(/\s+/).filter(Boolean).length;
  box.querySelector("[data-words]").textContent = count;
  const minutes = Math.max(1, Math.round(count / PER_MINUTE));
  box.querySelector("[data-minutes]").textContent = minutes;
}

const storyLanguage = () => document.getElementById("id_language")?.value || "en";
const isRight = (language) =>
  document.querySelector(`[data-language] [value="${language}"]`)?.dataset.dir || "ltr";

// The quotes of the language that is written at a place.
function marksAt(editor, typing) {
  const { $from } = editor.state.selection;
  const named = $from.marks().find((mark) => mark.attrs.lang)?.attrs.lang;
  let depth = $from.depth;
  while (depth > 0 && !$from.node(depth).attrs.lang) depth -= 1;
  const block = depth > 0 && $from.node(depth).attrs.lang;
  return typing.quotes[named || block || storyLanguage()];
}

function props(area, typing, editor) {
  return {
    attributes: {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": (label(area)?.textContent || "").trim().replace(/:$/, ""),
      ...(area.getAttribute("aria-describedby") && {
        "aria-describedby": area.getAttribute("aria-describedby"),
      }),
      ...(area.getAttribute("aria-invalid") && { "aria-invalid": "true" }),
      dir: "auto",
      spellcheck: "true",
    },
    handleTextInput: (view, from, to, text) => type(view, from, to, text, editor, typing),
    transformPastedHTML: (html) => {
      // What was copied from this editor comes as it was.
      if (html.includes("data-pm-slice")) return html.replace(/\sstyle="[^"]*"/g, "");
      return curl(cleaned(html, isRight(storyLanguage())), marksAt(editor(), typing));
    },
    clipboardTextParser: (text, _context, plain, view) => {
      const marks = marksAt(editor(), typing);
      const { schema } = view.state;
      const parts = paragraphs(text).map((words) => typeset(words, marks));
      const { Slice, Fragment } = editor().kit.pm.model;
      const nodes = parts.map((words) => paragraph(schema, words));
      return new Slice(Fragment.fromArray(nodes), 1, 1);
    },
  };
}

function paragraph(schema, words) {
  const lines = words.split("\n").filter(Boolean);
  const inside = lines.flatMap((line, at) =>
    at ? [schema.nodes.hardBreak.create(), schema.text(line)] : [schema.text(line)],
  );
  return schema.nodes.paragraph.create(null, inside);
}

// One key at a time: first as typed, then curled, so that Undo gives the key back.
function type(view, from, to, text, editor, typing) {
  if (!['"', "'", "-", "."].includes(text)) return false;
  const marks = marksAt(editor(), typing);
  const block = view.state.doc.resolve(from);
  if (!marks || block.parent.type.spec.code) return false;
  const before = block.parent.textBetween(0, block.parentOffset, "\n", "\n");
  let [start, put] = [from, ""];
  if (text === "-" && before.endsWith("-")) [start, put] = [from - 1, marks[4]];
  else if (text === "." && before.endsWith("..")) [start, put] = [from - 2, "…"];
  else if (text === '"' || text === "'") put = curled(text, before, marks);
  if (!put) return false;
  view.dispatch(view.state.tr.insertText(text, from, to));
  const { closeHistory } = editor().kit.pm.history;
  view.dispatch(closeHistory(view.state.tr).insertText(put, start, from + text.length));
  return true;
}

document.querySelectorAll("[data-body]").forEach(start);
