// Keys printed on acts: [data-mc-key="F10 Ctrl+Enter"] is focused (inputs) or clicked (the rest).
// One-letter keys can be turned off (WCAG 2.1.4) and never fire while typing. Keys are changed in
// the key map (keymap.js), kept in localStorage "mc-keys" = {"F10": "F12"}. Tab, Escape and Enter
// alone stay the browser's own.
const stored = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const keysOf = (element) => {
  const remapped = stored("mc-keys", {});
  return element.dataset.mcKey.split(" ").filter(Boolean).map((key) => remapped[key] ?? key);
};
const lettersOn = () => stored("mc-letters", true);

const nameOf = (event) => {
  const digit = /^Digit\d$/.test(event.code) ? event.code.slice(5) : "";
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : "";
  const key = (event.altKey && digit) || letter || (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const held = [event.ctrlKey && "Ctrl", event.altKey && "Alt"].filter(Boolean);
  return [...held, key].join("+");
};
const isTyping = (node) =>
  node.isContentEditable || node.matches?.("textarea, select, input:not([type=checkbox], [type=radio])");
const isPlain = (name) => name.length === 1;
const visible = (element) => element.checkVisibility?.() ?? element.offsetParent !== null;

const press = (element) => {
  element.focus();
  if (element.matches("input[type=checkbox], input[type=radio], input[type=file]")) element.click();
  else if (element.matches("input, select, textarea")) element.select?.();
  else element.click();
};
let pending = 0;
addEventListener("keydown", (event) => {
  clearTimeout(pending);
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  // Alt with the number pad writes characters (scanners do), it is no key of ours.
  if (event.altKey && event.code.startsWith("Numpad")) return;
  const name = nameOf(event);
  if (isPlain(name) && (isTyping(event.target) || !lettersOn())) return;
  if (document.querySelector("dialog[open]")) return;
  if (name === "?") {
    event.preventDefault();
    document.dispatchEvent(new CustomEvent("mc:keymap"));
    return;
  }
  const found = [...document.querySelectorAll("[data-mc-key]")]
    .find((element) => !element.disabled && visible(element) && keysOf(element).includes(name));
  if (!found) return;
  event.preventDefault();
  // A letter waits for 45 ms: the first sign of a scanner's burst must not act.
  if (isPlain(name)) pending = setTimeout(() => press(found), 45);
  else press(found);
});
