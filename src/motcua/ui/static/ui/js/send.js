// [data-mc-send]: choosing files sends their form at once; without script its button does.
// [data-mc-pieces="address"]: large files go first, in pieces: a lost line costs one piece, and a
// page that was closed goes on where it stopped when the same file is chosen again.
const SMALL = 4_000_000;
const PIECE = 2_000_000;
const PATIENCE = [1, 2, 4, 8, 16, 30, 30, 60];
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const signed = (form) => ({ "X-CSRFToken": form.elements.csrfmiddlewaretoken.value });
const nameOf = (file) => `mc-upload ${file.name} ${file.size} ${file.lastModified}`;

async function ask(address, options = {}) {
  for (const seconds of [...PATIENCE, 0]) {
    try {
      const answer = await fetch(address, { credentials: "same-origin", ...options });
      if (answer.status < 500) return answer;
    } catch { /* the line is gone: wait and try again */ }
    if (seconds) await wait(seconds);
  }
  throw new Error("no answer");
}

async function opened(address, form, file) {
  const known = localStorage.getItem(nameOf(file));
  const there = known && await ask(`${address}${known}/?offset=0`, { method: "POST", headers: signed(form) });
  if (there?.ok) return { id: known, ...await there.json() };
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("idempotency_key", crypto.randomUUID());
  body.append("name", file.name);
  body.append("size", String(file.size));
  const answer = await ask(address, { method: "POST", body });
  if (!answer.ok) throw new Error(String(answer.status));
  const made = await answer.json();
  localStorage.setItem(nameOf(file), made.id);
  return made;
}

async function sent(address, form, file, tell) {
  let { id, received } = await opened(address, form, file);
  const headers = signed(form);
  while (received < file.size) {
    const body = file.slice(received, received + PIECE);
    const answer = await ask(`${address}${id}/?offset=${received}`, { method: "POST", body, headers });
    if (!answer.ok && answer.status !== 409) throw new Error(String(answer.status));
    ({ received } = await answer.json());
    tell(received);
  }
  localStorage.removeItem(nameOf(file));
  return id;
}

async function sendPieces(field) {
  const { form } = field;
  const files = [...field.files];
  const all = files.reduce((sum, file) => sum + file.size, 0);
  const bar = form.querySelector("progress");
  let before = 0;
  bar.hidden = false;
  for (const file of files) {
    const id = await sent(field.dataset.mcPieces, form, file, (received) => {
      bar.value = (100 * (before + received)) / all;
    });
    before += file.size;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: id }));
  }
  field.disabled = true;
  form.requestSubmit();
}

addEventListener("change", (event) => {
  const field = event.target;
  if (!("mcSend" in field.dataset) || !field.files?.length) return;
  const isLarge = [...field.files].some((file) => file.size > SMALL);
  if (!isLarge || !field.dataset.mcPieces) field.form.requestSubmit();
  // What cannot go in pieces goes the plain way: the server's answer then says why.
  else sendPieces(field).catch(() => { field.disabled = false; field.form.requestSubmit(); });
});
