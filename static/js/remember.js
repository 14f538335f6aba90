// Keeps name and e-mail address in this browser, only while its owner ticks the box.
{
  const tick = document.querySelector("[data-remember]");
  const key = "commenter";
  let store = null;
  try {
    store = window.localStorage;
  } catch {
    // The browser keeps nothing: the box goes.
    if (tick) tick.hidden = true;
  }

  if (tick && store) {
    const box = tick.querySelector("input");
    const form = tick.closest("form");
    const fields = ["name", "email"].map((name) => form.elements.namedItem(name));

    try {
      const kept = JSON.parse(store.getItem(key) ?? "null");
      box.checked = kept !== null;
      for (const field of fields) field.value ||= kept?.[field.name] ?? "";
    } catch {
      store.removeItem(key);
    }

    box.addEventListener("change", () => box.checked || store.removeItem(key));
    form.addEventListener("submit", () => {
      if (!box.checked) return;
      const said = fields.map((field) => [field.name, field.value]);
      store.setItem(key, JSON.stringify(Object.fromEntries(said)));
    });
  }
}
