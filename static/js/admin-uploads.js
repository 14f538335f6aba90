// Pictures chosen, dropped or pasted: each is sent at once, with its progress, and the
// site answers with the piece of the page that asks for its words.

const box = document.querySelector("[data-uploads]");
const list = box?.querySelector("[data-list]");
const room = box?.closest("dialog");
const headers = { "X-Requested-With": "fetch" };
const token = () => box.querySelector("[name=csrfmiddlewaretoken]").value;

function send(file) {
  const item = document.createElement("li");
  const name = document.createElement("bdi");
  const bar = document.createElement("progress");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  item.append(name, " ", bar);
  list.prepend(item);
  const asked = new XMLHttpRequest();
  asked.open("POST", box.dataset.uploads);
  asked.setRequestHeader("X-Requested-With", "fetch");
  asked.setRequestHeader("X-CSRFToken", token());
  asked.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.value = event.loaded / event.total;
  });
  asked.addEventListener("load", () => {
    if (asked.status === 200 && asked.responseText) put(item, asked.responseText);
    else tell(item, file, asked.status === 413 ? box.dataset.large : box.dataset.failed);
  });
  asked.addEventListener("error", () => tell(item, file, box.dataset.broken));
  const body = new FormData();
  body.append("photos", file, file.name || "pasted");
  asked.send(body);
}

// What went wrong stays with the file, and so does the way to try again.
function tell(item, file, words) {
  const again = document.createElement("button");
  again.type = "button";
  again.className = "button";
  again.textContent = box.dataset.again;
  again.addEventListener("click", () => {
    item.remove();
    send(file);
  });
  const told = document.createElement("p");
  told.setAttribute("role", "alert");
  told.textContent = `${file.name}: ${words}`;
  item.replaceChildren(told, again);
}

// The first of several gets the focus, and keeps it while others arrive.
function put(item, piece) {
  const busy = list.contains(document.activeElement) && !item.contains(document.activeElement);
  item.innerHTML = piece;
  for (const acts of item.querySelectorAll("[data-use]")) acts.hidden = !room;
  if (!busy) item.querySelector("textarea, [data-use] button, a")?.focus();
}

async function answer(event) {
  const form = event.target;
  if (!form.matches("[data-worded]")) return;
  event.preventDefault();
  const item = form.closest("li");
  const body = new FormData(form, event.submitter);
  try {
    const said = await fetch(form.action, { method: "POST", headers, body });
    const piece = await said.text();
    if (!piece) item.remove();
    else if (said.ok) put(item, piece);
    else throw new Error(said.status);
  } catch {
    form.querySelector("[data-failed]")?.remove();
    const told = document.createElement("p");
    told.dataset.failed = "";
    told.setAttribute("role", "alert");
    told.textContent = box.dataset.failed;
    form.querySelector(".upload-acts").before(told);
  }
}

function take(files) {
  const pictures = [...files];
  if (!pictures.length) return false;
  if (room && !room.open) room.showModal();
  pictures.forEach(send);
  return true;
}

function use(event) {
  const acts = event.target.closest("[data-use]");
  if (!acts || event.target.localName !== "button") return;
  const { use: number, name } = acts.dataset;
  const { editor } = document.querySelector("[data-body]") || {};
  if (event.target.matches("[data-lead]")) {
    const field = document.getElementById("id_lead_photo");
    field.querySelector(`[value="${number}"]`)?.remove();
    field.append(new Option(name, number, true, true));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (editor) {
    editor.chain().focus().insertContent({ type: "photo", attrs: { photo: number } }).run();
  } else {
    const area = document.getElementById("id_body");
    area.setRangeText(`\n<figure data-photo="${number}"></figure>\n`);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  room.close();
}

function start() {
  const chosen = box.querySelector("[type=file]");
  box.querySelector("[data-send]").hidden = true;
  box.querySelector("[data-drop]").hidden = false;
  chosen.addEventListener("change", () => {
    take(chosen.files);
    chosen.value = "";
  });
  box.addEventListener("submit", answer);
  box.addEventListener("click", use);
  addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  addEventListener(
    "paste",
    (event) => {
      // A word processor puts a picture of the words beside the words.
      const words = event.clipboardData.types.some((type) => type.startsWith("text/"));
      if (words || !take(event.clipboardData.files)) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  for (const opener of document.querySelectorAll("[data-open-uploads]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => room.showModal());
  }
  room?.querySelector("[data-close]").addEventListener("click", () => room.close());
  const plain = document.querySelector(".field-photos [type=file]");
  plain?.addEventListener("change", () => {
    take(plain.files);
    plain.value = "";
  });
}

if (box) start();
