// [data-mc-typeahead="url"] holds a combobox and its list: asks url?q=… and shows the <li
// role=option> it gets. Choosing fires `mc:chosen` ({detail: {value}}) and follows data-href.
// With data-mc-first the best answer is marked, so that Enter alone takes it. With data-mc-post the
// box is a form that is posted, so that nothing typed stands in an address; its [role=status] says
// how many answers came (data-mc-found, # is the number; data-mc-none). Elsewhere what is marked
// stays marked when a later answer still holds it.
for (const box of document.querySelectorAll("[data-mc-typeahead]")) {
  const input = box.querySelector("[role=combobox]");
  const said = box.querySelector("[role=status]");
  const list = document.getElementById(input.getAttribute("aria-controls"));
  let timer = 0;
  let asked = 0;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const isMarked = (option) => option.getAttribute("aria-selected") === "true";
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    input.removeAttribute("aria-activedescendant");
    if (!option) return;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const choose = (option) => {
    close();
    input.value = option.querySelector("span")?.textContent ?? option.textContent;
    const detail = { value: option.dataset.value, label: input.value };
    const hidden = box.querySelector("input[type=hidden]");
    if (hidden) hidden.value = detail.value;
    input.dispatchEvent(new CustomEvent("mc:chosen", { bubbles: true, detail }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    if (option.dataset.href) location.assign(option.dataset.href);
  };
  const ask = async () => {
    const mine = ++asked;
    const q = input.value.trim();
    if (q.length < 2) return close();
    const url = new URL(box.dataset.mcTypeahead, location.href);
    const asking = { headers: { "X-Requested-With": "typeahead" } };
    if ("mcPost" in box.dataset) Object.assign(asking, { method: "POST", body: new FormData(box) });
    else url.searchParams.set("q", q);
    try {
      const answer = await fetch(url, asking);
      const html = answer.ok ? await answer.text() : "";
      if (mine !== asked) return undefined;
      const before = options().find(isMarked)?.textContent;
      list.innerHTML = html;
      const same = options().find((option) => option.textContent === before);
      mark("mcFirst" in box.dataset ? options()[0] : same);
    } catch {
      return close();
    }
    const count = options().length;
    const open = count > 0;
    if (said) said.textContent = open ? said.dataset.mcFound.replace("#", count) : said.dataset.mcNone;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    return undefined;
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const all = options();
    const at = all.findIndex(isMarked);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(all[(at + step + all.length) % all.length]);
    else if (event.key === "Enter" && at >= 0) choose(all[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      choose(option);
    }
  });
  input.addEventListener("blur", close);
}
