// A form is sent once: the button shows that it works. The server guards with the request key;
// coming back by the browser's "back" makes the form usable again.
for (const form of document.querySelectorAll("form[data-mc-once]")) {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.mcSent) {
      event.preventDefault();
      return;
    }
    form.dataset.mcSent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-mc-sent]")) {
    delete form.dataset.mcSent;
    for (const busy of document.querySelectorAll("button[aria-busy]")) {
      busy.removeAttribute("aria-busy");
    }
  }
});
// After a refusal the reader lands on what is to be mended.
document.querySelector("[data-mc-focus]")?.focus();
