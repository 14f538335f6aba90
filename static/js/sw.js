// Keeps the front page that was read last, and what dresses it. Whoever has a network
// always reads the site itself: what is kept is shown only when nothing answers.
const SHELF = "front";
const FRONT = "/";
// Names of these files change with what is in them, so one that is kept is right.
const DRESS = /"(\/static\/[^"]+)"/g;

const keep = async (answer) => {
  if (!answer.ok) return;
  const text = await answer.clone().text();
  const dress = [...text.matchAll(DRESS)].map(([, path]) => path);
  const shelf = await caches.open(SHELF);
  await shelf.put(FRONT, answer);
  const kept = await shelf.keys();
  const wanted = new Set([FRONT, ...dress]);
  const paths = kept.map((request) => new URL(request.url).pathname);
  await Promise.all(paths.map((path) => wanted.has(path) || shelf.delete(path)));
  await shelf.addAll(dress.filter((path) => !paths.includes(path)));
};

const front = async (event) => {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keep(answer.clone()));
    return answer;
  } catch {
    return (await caches.match(FRONT)) ?? Response.error();
  }
};

const dress = async (request) => (await caches.match(request)) ?? fetch(request);

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(FRONT).then(keep));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname === FRONT && !url.search) {
    event.respondWith(front(event));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(dress(request));
  }
});
