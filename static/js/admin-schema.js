// What a text may be made of: all that the server lets one contain, so that opening
// a text loses nothing.

const BLOCKS = ["paragraph", "heading", "blockquote", "listItem"];
const MARKS = ["cite", "q", "abbr", "bdi", "bdo"];
const BOXES = {
  div: "block+",
  figure: "(figcaption | block)+",
  figcaption: "inline*",
  dl: "(dt | dd)+",
  dt: "inline*",
  dd: "block+",
};

function seen(number) {
  const figure = document.createElement("figure");
  const image = document.createElement("img");
  const place = document.querySelector("[data-photo-address]")?.dataset.photoAddress;
  figure.dataset.photo = number;
  if (place) image.src = place.replace("/0/", `/${number}/`);
  image.alt = `${number}`;
  figure.append(image);
  return figure;
}

export function extensions(kit) {
  const attributes = Object.fromEntries(
    ["lang", "dir"].map((name) => [name, { default: null }]),
  );
  const marks = MARKS.map((tag) =>
    kit.Mark.create({
      name: tag,
      addAttributes: () => (tag === "abbr" ? { title: { default: null } } : {}),
      parseHTML: () => [{ tag }],
      renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    }),
  );
  const boxes = Object.entries(BOXES).map(([tag, content]) =>
    kit.Node.create({
      name: tag,
      content,
      defining: true,
      ...(["div", "figure", "dl"].includes(tag) && { group: "block" }),
      parseHTML: () => [{ tag }],
      renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes, 0],
    }),
  );
  // A photo of the library, by its number. The page says what is said with it.
  const photo = kit.Node.create({
    name: "photo",
    group: "block",
    atom: true,
    draggable: true,
    priority: 1000,
    addAttributes: () => ({
      photo: {
        parseHTML: (node) => node.dataset.photo,
        renderHTML: ({ photo: number }) => ({ "data-photo": number }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-photo]", priority: 100 }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
    addNodeView: () => (view) => ({ dom: seen(view.node.attrs.photo) }),
  });
  const foreign = kit.Mark.create({
    name: "foreign",
    parseHTML: () => [{ tag: "span[lang]" }, { tag: "span[dir]" }],
    renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
  });
  const types = [...BLOCKS, ...MARKS, ...Object.keys(BOXES), "foreign", "bulletList"];
  const direction = kit.Extension.create({
    name: "direction",
    addGlobalAttributes: () => [{ types: [...types, "orderedList"], attributes }],
  });
  const { Document, Text, Paragraph, HardBreak, Blockquote, Bold, Italic } = kit;
  const { BulletList, OrderedList, ListItem, Strike, Subscript, Superscript } = kit;
  const { HorizontalRule, Code, CodeBlock, Gapcursor, Dropcursor, History } = kit;
  const { Table, TableRow, TableCell, TableHeader } = kit;
  return [
    ...[Document, Text, Paragraph, HardBreak, Blockquote, Bold, Italic],
    ...[BulletList, OrderedList, ListItem, Strike, Subscript, Superscript],
    ...[HorizontalRule, Code, CodeBlock, Gapcursor, Dropcursor, History],
    ...[Table, TableRow, TableCell, TableHeader],
    kit.Heading.configure({ levels: [2, 3] }),
    // Its own key opens a window of its own.
    kit.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({
      autolink: false,
      HTMLAttributes: { target: null, rel: null },
    }),
    ...[direction, foreign, photo, ...marks, ...boxes],
  ];
}

const tags = (html) => {
  const found = new DOMParser().parseFromString(html, "text/html").body;
  return new Set([...found.querySelectorAll("*")].map((node) => node.localName));
};
const letters = (html) => {
  const found = new DOMParser().parseFromString(html, "text/html").body;
  return found.textContent.replace(/\s+/g, "");
};

// Whether a text came back from the editor with less than it had.
export function loses(before, after) {
  if (letters(before) !== letters(after)) return true;
  const kept = tags(after);
  const [b, i] = [kept.has("strong"), kept.has("em")];
  const same = { b, i, span: true, tbody: true };
  return [...tags(before)].some((tag) => !kept.has(tag) && !same[tag]);
}
