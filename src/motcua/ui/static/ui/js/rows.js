// The rows of a list ([data-mc-rows]): the acts "row-next" and "row-back" (keys J and K) walk them.
// The row's own link has the focus, so that Enter opens it; the row is marked as the chosen one.
const list = document.querySelector("[data-mc-rows]");
const links = [...(list?.querySelectorAll("tbody .code a") ?? [])];
let at = -1;
const choose = (to) => {
  if (!links.length) return;
  at = Math.max(0, Math.min(to, links.length - 1));
  links[at].focus();
};
list?.addEventListener("focusin", (event) => {
  const row = event.target.closest("tbody tr");
  if (!row) return;
  for (const other of list.querySelectorAll("tr[aria-selected]")) other.removeAttribute("aria-selected");
  row.setAttribute("aria-selected", "true");
  at = links.findIndex((link) => row.contains(link));
});
addEventListener("click", (event) => {
  const act = event.target.closest("[data-mc-act]")?.dataset.mcAct;
  if (act === "row-next") choose(at + 1);
  if (act === "row-back") choose(at - 1);
});
