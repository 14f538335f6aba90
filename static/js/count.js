// Says when readers see more comments than this page shows: asks for a few bytes,
// once a minute, while somebody looks at the page.
{
  const comments = document.querySelector("[data-counted]");
  const news = comments?.querySelector("[data-news]");
  const shown = Number(comments?.dataset.count);
  let pause = 60_000;

  const ask = async () => {
    try {
      const answer = await fetch(comments.dataset.counted, { credentials: "omit" });
      if (!answer.ok) throw new Error(answer.status);
      const { count, heading } = await answer.json();
      news.hidden = count <= shown;
      if (count > shown) news.querySelector("[data-heading]").textContent = heading;
      pause = 60_000;
    } catch {
      // The site is busy or the reader offline: ask less often.
      pause = Math.min(pause * 2, 3_600_000);
    }
  };

  const later = () => {
    setTimeout(async () => {
      if (!document.hidden) await ask();
      later();
    }, pause);
  };

  if (news) {
    later();
    document.addEventListener("visibilitychange", () => document.hidden || ask());
  }
}
