// Keeps the growers' page, and nothing else, so that it opens without a network. Photos and results
// are never kept here: the page has them in its own database.
const CACHE = "floracare-{{version}}";
const SHELL = [{{shell}}];

self.addEventListener("install", (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOtherVersions().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = event.request.method === "GET" && url.origin === self.location.origin;
  if (ours && url.search === "" && SHELL.includes(url.pathname)) {
    event.respondWith(fromCache(event.request));
  }
});

async function keepShell() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    SHELL.map(async (path) => {
      const response = await fetch(path, { cache: "reload" });
      // In the middle of an upgrade another server may answer with another version's file.
      const wrong = path.startsWith("/assets/") && !/immutable/.test(response.headers.get("Cache-Control"));
      if (!response.ok || wrong) {
        throw new Error(`${path} is not of this version (${response.status})`);
      }
      await cache.put(path, response);
    }),
  );
}

async function dropOtherVersions() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("floracare-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function fromCache(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(new URL(request.url).pathname)) ?? fetch(request);
}
