// Nothing typed is lost: a form with data-mc-draft-url is sent there 2 s after the last change and
// when the page is left. [data-mc-draft] says when it was kept. Passwords and files are not sent.
const quiet = 2000;
const stamp = () => new Date().toLocaleTimeString("vi-VN", { hourCycle: "h23" });
const bodyOf = (form) => {
  const body = new FormData();
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    if (typeof value === "string" && field?.type !== "password") body.append(name, value);
  }
  return body;
};

for (const form of document.querySelectorAll("form[data-mc-draft-url]")) {
  let timer = 0;
  let dirty = false;
  const mark = document.querySelector(`[data-mc-draft="${form.id}"], [data-mc-draft=""]`);
  const say = (state, text) => {
    if (!mark) return;
    mark.dataset.state = state;
    mark.textContent = text;
  };
  const save = async () => {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.mcDraftUrl, {
        method: "POST", body: bodyOf(form), keepalive: true, credentials: "same-origin",
        headers: { "X-Requested-With": "draft" },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      say("kept", `${mark?.dataset.kept ?? "Nháp đã lưu"} ${stamp()}`);
    } catch {
      dirty = true;
      timer = setTimeout(save, 5 * quiet);
      say("failed", mark?.dataset.failed ?? "Chưa lưu được nháp, đang thử lại");
    }
  };
  const changed = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, quiet);
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    dirty = false;
    clearTimeout(timer);
  });
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
}
