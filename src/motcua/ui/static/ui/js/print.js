// [data-mc-print] prints the page; [data-mc-print="url"] prints the document at that address.
for (const button of document.querySelectorAll("[data-mc-print]")) {
  button.addEventListener("click", () => {
    const url = button.dataset.mcPrint;
    if (!url) {
      print();
      return;
    }
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.src = url;
    frame.addEventListener("load", () => frame.contentWindow.print());
    document.body.append(frame);
  });
}
