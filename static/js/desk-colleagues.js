// Follows what colleagues do: who is here, what they look at, what they decided.
// No connection is kept open: a small question every few seconds, while one looks.
{
  const here = document.querySelector("[data-here]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const EVERY = 5000;
  const FADES = 6000;

  const cards = () => [...document.querySelectorAll("[data-card]:not([data-left])")];

  const question = () => {
    const asked = new URLSearchParams();
    const current = document.querySelector("[data-card][data-current]");
    if (current) asked.set("on", current.dataset.card.split(".")[0]);
    for (const card of cards()) asked.append("shown", card.dataset.card);
    return asked;
  };

  const names = (people) => {
    here.hidden = people.length === 0;
    here.querySelector("[data-names]").textContent = people
      .map((person) => person.name)
      .join(", ");
  };

  const claims = (people) => {
    for (const card of cards()) {
      const id = Number(card.dataset.card.split(".")[0]);
      const person = people.find((other) => other.on === id);
      const claim = card.querySelector("[data-claim]");
      card.querySelector("[data-claimed]")?.remove();
      claim.hidden = !person;
      claim.querySelector("[data-claim-name]").textContent = person?.name ?? "";
    }
  };

  // Other words are still to be decided on, when they have been read.
  // Who decided stands on the card for a while; its buttons are gone at once. What is
  // being written there stays, and can be copied.
  const leave = ({ id, words, stays }) => {
    const card = document.getElementById(`comment-${id}`);
    card.dataset.left = "";
    card.querySelector("[data-gone]").textContent = words;
    for (const control of card.querySelectorAll("button, select, [name=chosen]")) {
      control.disabled = true;
      control.checked = false;
    }
    card.dispatchEvent(new Event("change", { bubbles: true }));
    const written = [...card.querySelectorAll("textarea")].some((field) => field.value);
    if (!written && !stays) setTimeout(() => card.setAttribute("data-faded", ""), FADES);
  };

  const ask = async () => {
    if (document.hidden || !token) return;
    try {
      const answer = await fetch(here.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": token.value },
        body: question(),
      });
      if (!answer.ok || answer.redirected) return;
      const said = await answer.json();
      names(said.here);
      claims(said.here);
      for (const change of said.changed) leave(change);
      for (const count of document.querySelectorAll("[data-waiting]")) {
        count.textContent = said.waiting;
      }
    } catch {
      // The next question may be answered.
    }
  };

  if (here && token) {
    setInterval(ask, EVERY);
    document.addEventListener("visibilitychange", ask);
    ask();
  }
}
