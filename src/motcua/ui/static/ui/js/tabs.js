// [data-mc-tabs] with role=tab buttons whose aria-controls name panels; arrows move, Home/End jump.
// Without this file all panels are shown one after another.
for (const list of document.querySelectorAll("[data-mc-tabs]")) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const choose = (tab, focus) => {
    for (const other of tabs) {
      const on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      document.getElementById(other.getAttribute("aria-controls"))?.toggleAttribute("hidden", !on);
    }
    if (focus) tab.focus();
  };
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) choose(tab, false);
  });
  list.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    choose(tabs[(to + tabs.length) % tabs.length], true);
  });
  if (tabs.length) choose(tabs.find((t) => t.getAttribute("aria-selected") === "true") ?? tabs[0]);
}
