// Short messages at the edge: those printed by the server, and those announced by `mc:toast`
// ({detail: {text}}). They stay until read: 8 seconds, or as long as the pointer or focus is in.
const region = document.querySelector("[data-mc-toasts]");
const arm = (toast) => {
  let timer = setTimeout(() => toast.remove(), 8000);
  const stay = () => clearTimeout(timer);
  const go = () => { timer = setTimeout(() => toast.remove(), 4000); };
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", go);
  toast.addEventListener("focusout", go);
};
region?.addEventListener("click", (event) => {
  if (event.target.closest("[data-mc-toast-close]")) event.target.closest("[data-mc-toast]").remove();
});
for (const toast of region?.children ?? []) arm(toast);
addEventListener("mc:toast", (event) => {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.dataset.mcToast = "";
  toast.textContent = event.detail.text;
  region?.append(toast);
  arm(toast);
});
