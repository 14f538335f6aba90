// Light or dark, as the reader last chose here, before anything is painted; and the
// small program that keeps the front page for when there is no network.
{
  const key = "scheme";
  const root = document.documentElement;
  let store = null;
  try {
    store = window.localStorage;
  } catch {
    // The browser keeps nothing: the choice lasts as long as the page.
  }

  const chosen = () => store?.getItem(key) ?? "";
  const isDark = () =>
    root.dataset.scheme
      ? root.dataset.scheme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;

  root.dataset.script = "";
  if (["light", "dark"].includes(chosen())) root.dataset.scheme = chosen();

  // When all is painted: to ask earlier would have the page laid out twice.
  window.addEventListener("load", () => {
    const button = document.querySelector("[data-scheme-switch]");
    const show = () => button.setAttribute("aria-pressed", isDark());
    button?.addEventListener("click", () => {
      root.dataset.scheme = isDark() ? "light" : "dark";
      store?.setItem(key, root.dataset.scheme);
      show();
    });
    if (button) show();
    navigator.serviceWorker?.register("/sw.js").catch(() => {});
  });
}
