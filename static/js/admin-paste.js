// What comes from Word, Google Docs or a web page, less everything that is only looks.

const RENAMED = { B: "strong", I: "em", H1: "h2", H4: "h3", H5: "h3", H6: "h3" };
const DROPPED = "style, script, title, meta, link, xml, template, head";
const KEPT = new Set(["href", "title", "colspan", "rowspan", "scope", "lang", "dir"]);
const DOUBLE = /(?:<br>\s*){2,}/;
const BLOCKS = "p, h2, h3, ul, ol, li, blockquote, table, div, pre, hr, dl, figure";

export function cleaned(html, direction) {
  // Styles are read and then gone before the browser would apply any of them.
  const inert = html.replace(/\sstyle=/gi, " data-style=");
  const doc = new DOMParser().parseFromString(fragment(inert), "text/html");
  doc.querySelectorAll(DROPPED).forEach((node) => node.remove());
  comments(doc).forEach((node) => node.remove());
  lists(doc);
  for (const node of [...doc.body.querySelectorAll("*")]) {
    if (node.isConnected) one(node, direction, doc);
  }
  boxes(doc);
  breaks(doc);
  for (const node of doc.body.querySelectorAll("p, h2, h3, li, blockquote")) {
    if (!/\S/.test(node.textContent.replaceAll("\u00a0", " "))) node.remove();
  }
  return doc.body.innerHTML.trim();
}

// The clipboard marks what was copied; the rest is the program's own.
function fragment(html) {
  const copied = html.match(/<!--StartFragment-->([\s\S]*?)<!--EndFragment-->/);
  return copied ? copied[1] : html;
}

function comments(doc) {
  const walker = doc.createTreeWalker(doc, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

const styled = (node, rule) => rule.test(node.dataset.style || "");

// Word writes a list as paragraphs that carry their own bullets.
function lists(doc) {
  let list = null;
  for (const item of [...doc.querySelectorAll("p")]) {
    if (!styled(item, /mso-list:\s*l\d/i)) {
      list = null;
      continue;
    }
    const bullet = [...item.querySelectorAll("span")].find((span) =>
      styled(span, /mso-list:\s*ignore/i),
    );
    const kind = /^\s*[\da-z]{1,3}[.)]/i.test(bullet?.textContent || "") ? "ol" : "ul";
    bullet?.remove();
    if (!list || list.localName !== kind || list.nextElementSibling !== item) {
      list = doc.createElement(kind);
      item.before(list);
    }
    const entry = doc.createElement("li");
    entry.append(...item.childNodes);
    list.append(entry);
    item.remove();
  }
}

function one(node, direction, doc) {
  const name = node.localName;
  const plain = ["span", "font", "b"].includes(name);
  const strong = plain && styled(node, /font-weight:\s*(bold|[6-9]00)/i);
  const soft = plain && styled(node, /font-style:\s*italic/i);
  const light = name === "b" && styled(node, /font-weight:\s*(normal|400)/i);
  const other = node.getAttribute("dir") && node.getAttribute("dir") !== direction;
  for (const attribute of [...node.attributes]) {
    const foreign = ["lang", "dir"].includes(attribute.name) && !other;
    if (!KEPT.has(attribute.name) || foreign) node.removeAttribute(attribute.name);
  }
  if (strong) wrap(node, "strong", doc);
  if (soft) wrap(node, "em", doc);
  if (light || name.includes(":") || unneeded(node)) node.replaceWith(...node.childNodes);
  else if (RENAMED[node.nodeName]) rename(node, RENAMED[node.nodeName], doc);
}

function unneeded(node) {
  if (node.localName === "a") return !node.hasAttribute("href");
  const bare = ["span", "font", "u", "section", "article", "main", "center", "o"];
  return bare.includes(node.localName) && !node.attributes.length;
}

function wrap(node, name, doc) {
  const inner = doc.createElement(name);
  inner.append(...node.childNodes);
  node.append(inner);
}

function rename(node, name, doc) {
  const other = doc.createElement(name);
  for (const { name: key, value } of node.attributes) other.setAttribute(key, value);
  other.append(...node.childNodes);
  node.replaceWith(other);
}

// Boxes without looks are none: what is loose in them becomes paragraphs.
function boxes(doc) {
  for (const box of [...doc.body.querySelectorAll("div")].reverse()) {
    if (!box.querySelector(BLOCKS)) {
      rename(box, "p", doc);
      continue;
    }
    loose(box, doc);
    box.replaceWith(...box.childNodes);
  }
  // Words out of the middle of a line stay in theirs.
  const parted = doc.body.querySelector(BLOCKS) || DOUBLE.test(doc.body.innerHTML);
  if (parted) loose(doc.body, doc);
}

function loose(box, doc) {
  let open = null;
  for (const node of [...box.childNodes]) {
    if (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS)) {
      open = null;
      continue;
    }
    if (!open) {
      open = doc.createElement("p");
      node.before(open);
    }
    open.append(node);
  }
}

// Two line breaks begin a paragraph.
function breaks(doc) {
  for (const long of doc.body.querySelectorAll("p")) {
    const parts = long.innerHTML.split(DOUBLE).map((part) => {
      const short = doc.createElement("p");
      short.innerHTML = part.replace(/^(\s|<br>)+|(\s|<br>)+$/g, "");
      return short;
    });
    if (parts.length > 1) long.replaceWith(...parts);
  }
}

// A wire's plain text: blank lines part its paragraphs; without any, indented or
// long lines do; lines broken by a machine are joined again.
export function paragraphs(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "").trim();
  if (/\n\s*\n/.test(lines)) return lines.split(/\n\s*\n/).map(joined);
  if (/\n[ \t]{2,}\S/.test(lines)) return lines.split(/\n(?=[ \t]{2,}\S)/).map(joined);
  return isBroken(lines.split("\n")) ? [joined(lines)] : lines.split("\n");
}

function isBroken(lines) {
  const whole = lines.slice(0, -1);
  return whole.length > 2 && whole.every((line) => line.length > 50 && line.length < 85);
}

function joined(part) {
  const lines = part.trim().split("\n").map((line) => line.trim());
  return lines.join(isBroken(lines) ? " " : "\n");
}
