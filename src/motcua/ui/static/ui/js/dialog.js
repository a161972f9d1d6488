// [data-mc-dialog="id"] opens a dialog, [data-mc-close] inside it closes it; the browser keeps
// the focus inside and gives it back afterwards.
addEventListener("click", (event) => {
  const opener = event.target.closest("[data-mc-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.mcDialog)?.showModal();
  }
  if (event.target.closest("[data-mc-close]")) event.target.closest("dialog")?.close();
});
