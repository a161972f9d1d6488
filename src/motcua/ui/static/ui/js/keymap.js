// The key map (`?` or data-mc-act="keymap"): every key of this page with its act. A press on a key
// and then on another one changes it on this computer; "reset" gives the printed keys back.
const map = document.querySelector("[data-mc-keymap]");
const own = () => {
  try {
    return JSON.parse(localStorage.getItem("mc-keys")) ?? {};
  } catch {
    return {};
  }
};
let changing = null;

const words = (element) => {
  const label = element.labels?.[0] ?? element;
  const copy = label.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  return (element.getAttribute("aria-label") ?? copy.textContent).trim();
};
const line = (printed, element) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.dataset.mcPrinted = printed;
  const key = document.createElement("kbd");
  key.textContent = own()[printed] ?? printed;
  button.append(key);
  const term = document.createElement("dt");
  const text = document.createElement("dd");
  term.append(button);
  text.textContent = words(element);
  button.setAttribute("aria-label", `${key.textContent}: ${text.textContent}. ${map.dataset.change}`);
  return [term, text];
};
const draw = () => {
  const rows = [...document.querySelectorAll("[data-mc-key]")]
    .filter((element) => !map.contains(element) && element.getClientRects().length)
    .flatMap((element) => element.dataset.mcKey.split(" ").map((key) => line(key, element)));
  map.querySelector("dl").replaceChildren(...rows.flat());
};
const open = () => {
  draw();
  sayLetters();
  map.showModal();
};
const lettersOn = () => localStorage.getItem("mc-letters") !== "false";
const letters = map?.querySelector("[data-mc-letters]");
const sayLetters = () => {
  letters.textContent = lettersOn() ? letters.dataset.on : letters.dataset.off;
};
const nameOf = (event) => {
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt"].filter(Boolean);
  const digit = /^Digit\d$/.test(event.code) ? event.code.slice(5) : "";
  const key = digit || (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  return [...held, key].join("+");
};

if (map) {
  document.addEventListener("mc:keymap", open);
  addEventListener("click", (event) => {
    if (event.target.closest("[data-mc-act=keymap]")) open();
  });
  letters.addEventListener("click", () => {
    localStorage.setItem("mc-letters", JSON.stringify(!lettersOn()));
    sayLetters();
  });
  map.querySelector("[data-mc-reset]").addEventListener("click", () => {
    localStorage.removeItem("mc-keys");
    draw();
  });
  map.addEventListener("click", (event) => {
    changing = event.target.closest("[data-mc-printed]");
    if (changing) changing.firstChild.textContent = "…";
  });
  map.addEventListener("keydown", (event) => {
    const isHeld = ["Control", "Alt", "Shift", "Meta"].includes(event.key);
    if (!changing || isHeld) return;
    event.preventDefault();
    const plain = ["Escape", "Tab", "Enter"].includes(event.key);
    if (!plain) {
      const keys = { ...own(), [changing.dataset.mcPrinted]: nameOf(event) };
      localStorage.setItem("mc-keys", JSON.stringify(keys));
    }
    changing = null;
    draw();
  });
}
