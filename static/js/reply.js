// Moves the form under the comment that is answered, and back. Without it the
// link serves the form as a reply.
const respond = document.querySelector("[data-respond]");
if (respond) {
  const home = document.createElement("div");
  respond.before(home);
  const title = respond.querySelector("[data-respond-title]");
  const cancel = respond.querySelector("[data-respond-cancel]");
  const parent = respond.querySelector("[name=parent]");
  const place = (under, pk, words) => {
    under.after(respond);
    parent.value = pk;
    title.textContent = words;
    cancel.hidden = !pk;
    respond.querySelector("textarea").focus();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply]");
    if (link) {
      event.preventDefault();
      const words = `${respond.dataset.titleTo} ${link.dataset.name}`;
      place(link.closest("article"), link.dataset.reply, words);
    } else if (event.target === cancel) {
      event.preventDefault();
      place(home, "", respond.dataset.title);
    }
  });
}
