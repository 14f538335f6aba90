// Curly quotes, dashes and dots, as each language writes them.

const OPENS = /[\s([{«„“‚‘‹—–/-]$/;
const APOSTROPHE = "’";

// What a straight quote becomes after the text before it. Straight ones stay where
// the language has none of its own.
export function curled(quote, before, marks) {
  if (!marks) return quote;
  const [open, close, openSingle, closeSingle] = marks;
  const opens = before === "" || OPENS.test(before) || before.endsWith("\u202f");
  if (quote === '"') return opens ? open : close;
  if (opens) return openSingle;
  // Inside a word, and after one where no single quote is open, it is an apostrophe.
  const isOpen = before.lastIndexOf(openSingle) > before.lastIndexOf(closeSingle);
  return isOpen && !/\p{L}$/u.test(before) ? closeSingle : APOSTROPHE;
}

// A whole text, less its straight quotes and typewriter's dashes.
export function typeset(text, marks, before = "") {
  if (!marks) return text;
  let done = before;
  const dashed = text
    .replace(/(\S)\s?--\s?(?=\S)/g, marks[4] === "–" ? "$1 – " : "$1" + marks[4])
    .replace(/ - /g, " – ")
    .replace(/\.\.\./g, "…");
  const letters = [...dashed];
  letters.forEach((letter, at) => {
    const next = letters[at + 1] || "";
    if (letter === "'" && /\d/.test(next) && /(^|\s)$/.test(done)) done += APOSTROPHE;
    else if (letter === '"' || letter === "'") done += closing(letter, done, next, marks);
    else done += letter;
  });
  return done.slice(before.length);
}

function closing(quote, before, next, marks) {
  const isOpen = before.lastIndexOf(marks[2]) > before.lastIndexOf(marks[3]);
  if (quote === "'" && isOpen && !/\p{L}/u.test(next) && !OPENS.test(before)) {
    return marks[3];
  }
  return curled(quote, before, marks);
}

// The same for HTML; a quotation may begin in one element and end in another.
export function curl(html, marks) {
  const doc = new DOMParser().parseFromString(html, "text/html");
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  let [before, block] = ["", null];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("pre, code")) continue;
    const here = node.parentElement.closest("p, li, h2, h3, td, blockquote, body");
    if (here !== block) [before, block] = ["", here];
    node.data = typeset(node.data.replaceAll("\u00a0", " "), marks, before);
    before += node.data;
  }
  return doc.body.innerHTML;
}
