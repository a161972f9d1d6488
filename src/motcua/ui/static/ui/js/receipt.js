// [data-mc-receipt=KEYS]: the proof behind # of a receipt's address is checked with the public key
// it names (casework/documents/attesting.py); of the [data-mc-verdict] inside, the right one is shown.
// [data-mc-worker] keeps the page in this device, so that it works without a network.
const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const told = (minutes) => {
  if (!minutes) return "–";
  const here = new Date(parseInt(minutes, 36) * 60_000 + 7 * 3_600_000).toISOString();
  return `${here.slice(11, 16)} ${here.slice(8, 10)}/${here.slice(5, 7)}/${here.slice(0, 4)}`;
};

const verdictOn = async (keys, code, [scheme, name, received, due, signature, ...more]) => {
  if (scheme !== "1" || more.length) return "forged";
  const key = new Map(keys.split(" ").map((one) => one.split("."))).get(name);
  if (!key) return "unknown";
  if (!globalThis.crypto?.subtle) return "unable";
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const message = new TextEncoder().encode(`motcua receipt 1\n${name}\n${code}\n${received}\n${due}`);
  try {
    const known = await crypto.subtle.importKey("raw", bytesOf(key), curve, false, ["verify"]);
    const signed = bytesOf(signature);
    const hash = { name: "ECDSA", hash: "SHA-256" };
    return (await crypto.subtle.verify(hash, known, signed, message)) ? "genuine" : "forged";
  } catch {
    return "forged";
  }
};

for (const place of document.querySelectorAll("[data-mc-receipt]")) {
  const check = async () => {
    const code = new URLSearchParams(location.search).get("code") ?? "";
    const proof = decodeURIComponent(location.hash.slice(1)).split(".");
    const verdict = proof.length < 5 ? "none" : await verdictOn(place.dataset.mcReceipt, code, proof);
    const facts = { code, received: told(proof[2]), due: told(proof[3]) };
    for (const gap of place.querySelectorAll("[data-mc-fill]"))
      gap.textContent = verdict === "genuine" ? facts[gap.dataset.mcFill] : "";
    for (const one of place.querySelectorAll("[data-mc-verdict]"))
      one.hidden = one.dataset.mcVerdict !== verdict;
  };
  check();
  addEventListener("hashchange", check);
  if (place.dataset.mcWorker && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(place.dataset.mcWorker);
    navigator.serviceWorker.ready.then(() => {
      for (const one of place.querySelectorAll("[data-mc-kept]")) one.hidden = false;
    });
  }
}
