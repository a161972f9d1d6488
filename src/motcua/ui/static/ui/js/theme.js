// Light or dark by the reader's choice, kept in a cookie so that the server prints it.
for (const button of document.querySelectorAll("[data-mc-theme]")) {
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    document.cookie = `mc_theme=${root.dataset.theme};path=/;max-age=31536000;samesite=lax`;
  });
}
