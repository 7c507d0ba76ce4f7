// Gives the page, its parts and the questions where there is no network. KEPT and NAME stand before this file: the
// addresses that are kept, which are the same for everybody, and a name that changes with them. Nothing else is kept.
self.addEventListener("install", (event) => {
  const fresh = KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clear = async () => {
    for (const name of await caches.keys()) {
      if (name !== NAME) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  const isKept = asked.origin === self.location.origin && KEPT.includes(asked.pathname);
  if (event.request.method !== "GET" || !isKept) return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(asked.pathname)) ?? Response.error()));
});
