// Keeps name and address in this browser, and only when the box is ticked.
const form = document.querySelector("[data-remember]");
if (form) {
  const box = form.querySelector("[data-remember-box]");
  const fields = ["name", "email"].map((name) => form.elements[name]);
  form.querySelector("[data-remember-row]").hidden = false;
  try {
    const kept = JSON.parse(localStorage.getItem("commenter") || "null");
    if (kept) {
      box.checked = true;
      for (const field of fields) field.value ||= kept[field.name] || "";
    }
    form.addEventListener("submit", () => {
      const said = Object.fromEntries(fields.map((f) => [f.name, f.value]));
      if (box.checked) localStorage.setItem("commenter", JSON.stringify(said));
      else localStorage.removeItem("commenter");
    });
  } catch {
    box.disabled = true;
  }
}
