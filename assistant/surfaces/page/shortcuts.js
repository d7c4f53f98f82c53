// Single keys, for those who want them, and the help that lists them.

import { $ } from "./dom.js";

/** Makes keys work: `keys` gives what each one does, `escape` what Esc does where no dialog takes it. */
export function start(keys, escape) {
  const on = $("keys-on");
  on.checked = stored() !== "off";
  on.addEventListener("change", () => keep(on.checked ? "on" : "off"));
  $("help").addEventListener("click", () => $("shortcuts").showModal());
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) escape();
    if (!on.checked || typing(event) || document.querySelector("dialog[open]")) return;
    const action = event.key === "?" ? () => $("shortcuts").showModal() : keys[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function typing({ target, ctrlKey, metaKey, altKey }) {
  const field = target.closest?.("input:not([type=checkbox]), textarea, select");
  return field || ctrlKey || metaKey || altKey;
}

function stored() {
  try {
    return localStorage.getItem("keys");
  } catch {
    return null;
  }
}

function keep(value) {
  try {
    localStorage.setItem("keys", value);
  } catch {
    // it holds for this visit, then
  }
}
