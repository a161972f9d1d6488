// [data-mc-watch] waits for something the server is doing: the page asks for itself each second and
// shows how far it has come. When the server leads elsewhere, or the region is gone, it goes there.
const region = document.querySelector("[data-mc-watch]");
// What somebody is choosing must not be taken out of his hand.
const isTyping = () =>
  region.contains(document.activeElement) && document.activeElement.matches("input, select, textarea");
const look = async () => {
  try {
    const answer = await fetch(location.href, { headers: { "X-Requested-With": "watch" } });
    if (answer.redirected) return void location.replace(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-mc-watch]");
    if (!fresh) return void location.reload();
    if (!isTyping()) region.replaceChildren(...document.importNode(fresh, true).childNodes);
  } catch {
    // The net is away: ask again.
  }
  setTimeout(look, 1000);
};
if (region) setTimeout(look, 500);
