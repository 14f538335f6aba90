// The boxes in which names are found while typing say what they are for.

function named(select) {
  const label = select.labels?.[0]?.textContent || select.getAttribute("aria-label");
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  if (!label || !box) return;
  // The box takes its own name from the field within, which shows what is chosen.
  const chosen = box.querySelector("[role=textbox]");
  chosen?.setAttribute("aria-label", label.trim().replace(/:$/, ""));
}

const all = (inside) => inside.querySelectorAll(".admin-autocomplete").forEach(named);

for (const moment of ["formset:added", "load"]) {
  addEventListener(moment, () => setTimeout(() => all(document)));
}
