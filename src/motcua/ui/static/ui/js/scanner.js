// A scanner types fast: a burst with less than 35 ms between keys that has a known shape is a scan,
// whatever has the focus. The focused field gets its content back, the scan goes to its target
// ([data-mc-scan="idcard|dossier|receipt"], or the first of that kind) and is announced as `mc:scan`
// ({detail: {kind, text, damaged}}) on the document.
const gap = 35;
const shapes = [
  ["idcard", /^\d{9,12}\|/],
  ["receipt", /^https?:\/\/\S+\/track\/\S*$/i],
  ["dossier", /^H\d{2}(\.\d{2,3})+-\d{6}-\d{4}$/i],
];
// An input method that rewrites while typing sends Backspace and the new letter: both are followed.
// Telex eats double letters and turns w, s, f, r, x, j into marks: marked letters where a card has
// none (its dates and numbers), or a bar turned into another sign, tell that an input method is on.
const isDamaged = (text) =>
  /[ÀÁẢÃẠĂÂĐÈÊÌÒÔƠÙƯàáảãạăâđèêìòôơùư]/.test(text.replace(/\|[^|]*\D{3,}[^|]*/g, "|")) ||
  /^\d{9,12}[^|\d]/.test(text);
const kindOf = (text) => shapes.find(([, shape]) => shape.test(text))?.[0];

let burst = null;
const remember = (node) => ({
  node,
  value: node.value,
  at: node.selectionStart,
  typed: node.matches?.("input, textarea, select") ?? false,
});
const restore = ({ node, value, at, typed }) => {
  if (!typed) return;
  node.value = value;
  try {
    node.setSelectionRange(at, at);
  } catch {
    // number and date fields have no selection
  }
};
const deliver = (kind, text, from) => {
  const target = document.querySelector(`[data-mc-scan~="${kind}"]`);
  restore(from);
  const damaged = isDamaged(text);
  const event = new CustomEvent("mc:scan", {
    bubbles: true, cancelable: true, detail: { kind, text, damaged, target },
  });
  if (!document.dispatchEvent(event) || !target) return;
  target.value = text;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.dispatchEvent(new Event("change", { bubbles: true }));
};
const finish = (event) => {
  const { text, from } = burst;
  const kind = text.length >= 12 ? kindOf(text) : undefined;
  burst = null;
  if (!kind) return;
  event?.preventDefault();
  event?.stopImmediatePropagation();
  deliver(kind, text, from);
};

addEventListener("keydown", (event) => {
  const now = event.timeStamp;
  const isLast = event.key === "Enter" || event.key === "Tab";
  const isQuick = burst && now - burst.last < gap;
  if (burst && !isQuick) burst = null;
  if (isLast) {
    if (burst) finish(event);
    return;
  }
  if (burst && event.key === "Backspace") burst.text = burst.text.slice(0, -1);
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!burst) burst = { text: "", last: now, from: remember(event.target), timer: 0 };
  burst.text += event.key;
  burst.last = now;
  clearTimeout(burst.timer);
  burst.timer = setTimeout(() => burst && finish(), 4 * gap);
  if (burst.text.length < 6) return;
  event.stopImmediatePropagation();
  if (!event.target.matches?.("input, textarea")) event.preventDefault();
}, { capture: true });
