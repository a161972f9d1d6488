// A scanner types fast: a burst with little time between keys (35 ms; slower Bluetooth readers set
// localStorage "mc-scan-gap") that has a known shape is a scan, whatever has the focus. The focused
// field gets its content back, the scan goes to its target (data-mc-scan="idcard dossier receipt")
// and is announced as `mc:scan` ({detail: {kind, text, damaged, target}}), which may be cancelled.
const gap = Number(localStorage.getItem("mc-scan-gap")) || 35;
const shapes = [
  ["idcard", /^\d{9,12}\|/],
  ["receipt", /^https?:\/\/\S+\/track\/\S*$/i],
  ["dossier", /^H\d{2}(\.\d{2,3})+-\d{6}-\d{4}$/i],
];
// An input method that rewrites while typing eats double letters and turns w, s, f, r, x, j into
// marks: a date or number with letters in it, or no bar after the number, tells that it is on.
const isDamaged = (text) => {
  const parts = text.split("|");
  return parts.length < 7 || !/^\d{9,12}$/.test(parts[0]) || !/^\d{8}$/.test(parts[3]);
};
const kindOf = (text) => shapes.find(([, shape]) => shape.test(text))?.[0];

let burst = null;
const remember = (node) => {
  const typed = node.matches?.("input:not([type=checkbox], [type=radio]), textarea, select") ?? false;
  return { node, typed, value: node.value, from: node.selectionStart, to: node.selectionEnd };
};
const inserted = ({ node, typed, value, from, to }) => {
  if (!typed || from === null || from === undefined) return "";
  return node.value.slice(from, node.value.length - (value.length - to));
};
const restore = ({ node, typed, value, from, to }) => {
  if (!typed) return;
  node.value = value;
  if (from !== null && from !== undefined) node.setSelectionRange(from, to);
};
const deliver = (kind, text) => {
  const target = document.querySelector(`[data-mc-scan~="${kind}"]`);
  const damaged = kind === "idcard" && isDamaged(text);
  const detail = { kind, text, damaged, target };
  const event = new CustomEvent("mc:scan", { bubbles: true, cancelable: true, detail });
  if (!document.dispatchEvent(event) || !target) return;
  target.value = text;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.dispatchEvent(new Event("change", { bubbles: true }));
  // [data-mc-scan-go]: a scan is a whole question, so the form is sent.
  if ("mcScanGo" in target.dataset) target.form.requestSubmit();
};
const finish = (event) => {
  const { text, before } = burst;
  burst = null;
  // What stands in the field is truer (an input method may have composed it) unless cut short.
  const written = inserted(before);
  const whole = written.length >= text.length ? written : text;
  const kind = whole.length < 12 ? undefined : kindOf(whole);
  if (!kind) return;
  event?.preventDefault();
  event?.stopImmediatePropagation();
  restore(before);
  deliver(kind, whole);
};

addEventListener("keydown", (event) => {
  if (burst && event.timeStamp - burst.last >= gap) burst = null;
  if (burst && (event.key === "Enter" || event.key === "Tab")) finish(event);
  else if (burst && event.key === "Backspace") burst.text = burst.text.slice(0, -1);
  else if (!burst && event.key !== "Enter") burst = { text: "", before: remember(event.target) };
  if (burst) burst.last = event.timeStamp;
  // A button or a link must not act on the blanks and letters of a scan.
  if (burst?.text.length > 5 && !burst.before.typed) event.stopImmediatePropagation();
}, { capture: true });
addEventListener("keypress", (event) => {
  if (!burst || event.key.length !== 1) return;
  burst.text += event.key;
  burst.last = event.timeStamp;
  if (burst.text.length > 5 && !burst.before.typed) event.preventDefault();
  clearTimeout(burst.timer);
  const mine = burst;
  burst.timer = setTimeout(() => burst === mine && finish(), 4 * gap);
}, { capture: true });
addEventListener("input", (event) => {
  if (burst) burst.last = event.timeStamp;
}, { capture: true });
