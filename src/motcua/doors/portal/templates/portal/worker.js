{% load static ui %}// Keeps the page that checks receipts for when there is no network; with one, nothing is changed.
const KEPT = "receipt-{{ mark }}";
const PAGE = "{% url 'portal:offline' %}";
const PARTS = [PAGE, "{% bundle_url 'css' 'public' %}", "{% bundle_url 'js' 'public' %}", "{% sprite %}", "{% static 'ui/img/mark.svg' %}", "{% static 'ui/fonts/inter-latin-wght-normal.woff2' %}", "{% static 'ui/fonts/inter-vietnamese-wght-normal.woff2' %}"];

const keep = async () => (await caches.open(KEPT)).addAll(PARTS);
const forget = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
};
const kept = async (request) =>
  (await caches.match(request.mode === "navigate" ? PAGE : request)) ?? Response.error();

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forget()));
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});
