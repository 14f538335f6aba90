// Moves the form under the comment that is answered, and back.
{
  const form = document.querySelector("[data-respond]");
  const home = document.createComment("the form stands here");
  const title = form?.querySelector("[data-title]");
  const cancel = form?.querySelector("[data-cancel]");
  const parent = form?.querySelector("[name=parent]");

  const answer = (event) => {
    const link = event.target.closest("[data-reply]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    link.closest("article").after(form);
    parent.value = link.dataset.reply;
    title.textContent = title.dataset.titleTo.replace("%s", () => link.dataset.name);
    cancel.hidden = false;
    form.querySelector("textarea").focus();
  };

  const goBack = (event) => {
    event.preventDefault();
    const link = document.querySelector(`[data-reply="${CSS.escape(parent.value)}"]`);
    home.after(form);
    parent.value = "";
    title.textContent = title.dataset.title;
    cancel.hidden = true;
    (link ?? form.querySelector("textarea")).focus();
  };

  if (form) {
    form.before(home);
    document.addEventListener("click", answer);
    cancel.addEventListener("click", goBack);
  }
}
