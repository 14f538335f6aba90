// Keeps the front page that was read last, and what dresses it. Whoever has a network
// always reads the site itself: what is kept is shown only when nothing answers.
const SHELF = "front";
const FRONT = "/";

const isDress = (url) => url.pathname.startsWith("/static/");

const fresh = async (request) => {
  const answer = await fetch(request);
  const shelf = await caches.open(SHELF);
  await shelf.put(FRONT, answer.clone());
  // What older front pages were dressed in goes when it is asked for no more.
  const kept = await shelf.keys();
  if (kept.length > 40) {
    await Promise.all(kept.map((old) => isDress(new URL(old.url)) && shelf.delete(old)));
  }
  return answer;
};

const front = async (request) => {
  try {
    return await fresh(request);
  } catch {
    return (await caches.match(FRONT)) ?? Response.error();
  }
};

// Names of these files change with what is in them, so one that is kept is right.
const dress = async (request) => {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === FRONT && !url.search) {
    event.respondWith(front(request));
  } else if (isDress(url) && request.mode !== "navigate") {
    event.respondWith(dress(request));
  }
});
