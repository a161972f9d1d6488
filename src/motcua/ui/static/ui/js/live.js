// A form with data-mc-live="url" is sent there after each change (and each minute while it is seen);
// the answer's [data-mc-part="name"] replace those of the page. The focus stays where it was, or
// goes to data-mc-then when a part speaks of something new (data-mc-for). [data-mc-full="n"] asks as
// soon as n digits are typed. [data-mc-quiet] is the button of a bare Enter: it asks, not sends.
const minute = 60000;
const part = (name) => document.querySelector(`[data-mc-part="${name}"]`);
const twin = (node) => {
  if (node.id) return document.getElementById(node.id);
  const name = node.getAttribute("name");
  return name && document.querySelector(`[name="${name}"][value="${CSS.escape(node.value)}"]`);
};
let scanned = false;
const swap = (fresh, old) => {
  if (fresh.outerHTML === old.dataset.mcText && !scanned) return;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const at = held?.selectionStart;
  const isNew = fresh.dataset.mcFor && (scanned || fresh.dataset.mcFor !== old.dataset.mcFor);
  const text = fresh.outerHTML;
  const placed = document.importNode(fresh, true);
  placed.dataset.mcText = text;
  old.replaceWith(placed);
  if (isNew && placed.dataset.mcThen) document.getElementById(placed.dataset.mcThen)?.focus();
  else if (held) {
    const again = twin(held);
    again?.focus();
    if (at !== null && at !== undefined && again?.setSelectionRange) again.setSelectionRange(at, at);
  }
};

for (const form of document.querySelectorAll("form[data-mc-live]")) {
  let asked = 0;
  let typed = 0;
  let soon = 0;
  const ask = async () => {
    const mine = ++asked;
    const seen = typed;
    try {
      const answer = await fetch(form.dataset.mcLive, {
        method: "POST", body: new FormData(form), headers: { "X-Requested-With": "live" },
      });
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      // What was typed meanwhile is newer than the answer: ask again.
      if (seen !== typed) return void setTimeout(ask, 300);
      for (const fresh of page.querySelectorAll("[data-mc-part]")) {
        const old = part(fresh.dataset.mcPart);
        if (old) swap(fresh, old);
      }
      scanned = false;
    } catch {
      // The net is away: the page stays usable and the next change asks again.
    }
  };
  form.addEventListener("input", (event) => {
    typed++;
    clearTimeout(soon);
    const full = Number(event.target.dataset.mcFull);
    const length = event.target.value.replace(/[\s.-]/g, "").length;
    // A scanner types on after the number; a person stops.
    if (full && length === full) soon = setTimeout(ask, 120);
  });
  form.addEventListener("change", ask);
  form.addEventListener("submit", (event) => {
    if (!event.submitter?.matches("[data-mc-quiet]")) return;
    event.preventDefault();
    ask();
  });
  setInterval(() => document.hidden || document.querySelector("dialog[open]") || ask(), minute);
}
document.addEventListener("mc:scan", () => { scanned = true; });
// Alt+0 and its button: every paper of the list lies on the desk.
addEventListener("click", (event) => {
  if (!event.target.closest('[data-mc-act="all-papers"]')) return;
  const papers = [...document.querySelectorAll("input[name=paper]")];
  const rows = papers.filter((box) => !box.checked && !box.closest("tr.none"));
  for (const box of rows) box.checked = true;
  rows[0]?.dispatchEvent(new Event("change", { bubbles: true }));
});
