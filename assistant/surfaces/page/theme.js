// Light or dark: as the system has it until the reader chooses. A plain script, so that it runs before anything is drawn.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const stored = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // storage may be forbidden
    }
  };

  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

  const choose = (theme) => {
    root.dataset.theme = theme;
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // it holds for this visit, then
    }
  };

  if (["light", "dark"].includes(stored())) root.dataset.theme = stored();

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    const show = () => button.setAttribute("aria-pressed", String(dark()));
    button.addEventListener("click", () => {
      choose(dark() ? "light" : "dark");
      show();
    });
    system.addEventListener("change", show);
    show();
  });
})();
