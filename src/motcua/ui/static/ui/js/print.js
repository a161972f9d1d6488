// [data-mc-print] prints the page; [data-mc-print="url"] opens the document at that address.
for (const button of document.querySelectorAll("[data-mc-print]")) {
  button.addEventListener("click", () => {
    if (button.dataset.mcPrint) open(button.dataset.mcPrint, "_blank", "noopener");
    else print();
  });
}
