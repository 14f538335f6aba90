// How many are ticked, and one box that ticks all or none. Whoever sees the number is not
// asked again.
{
  const form = document.querySelector("[data-desk]:has([data-all])");
  const ticks = () => [...form.querySelectorAll("[name=chosen]:enabled")];
  const all = form?.querySelector("[data-all]");
  const output = form?.querySelector("[data-ticked]");
  const number = form?.querySelector("[data-ticked-number]");

  const count = () => {
    const ticked = ticks().filter((tick) => tick.checked).length;
    output.value = number.value = ticked;
    all.checked = ticked > 0 && ticked === ticks().length;
    all.indeterminate = ticked > 0 && !all.checked;
  };

  if (form) {
    all.hidden = output.hidden = false;
    all.addEventListener("change", () => {
      for (const tick of ticks()) tick.checked = all.checked;
    });
    form.addEventListener("change", count);
    count();
  }
}
