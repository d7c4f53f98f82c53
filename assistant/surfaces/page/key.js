// The key of a server that asks for one: kept for this tab only.

import { $ } from "./dom.js";

let asking = null;
let key = stored();

/** The headers that carry the key, where there is one. */
export const credentials = () => (key ? { Authorization: `Bearer ${key}` } : {});

/** Asks the reader for a key, once for all who wait; true where one was given. */
export function askForKey(refused) {
  asking ??= asked(refused).finally(() => {
    asking = null;
  });
  return asking;
}

async function asked(refused) {
  const dialog = $("key");
  const field = $("key-value");
  if (refused) $("key-said").textContent = "That key was not accepted. Try another.";
  field.value = "";
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "use" || !field.value.trim()) return false;
  keep(field.value.trim());
  field.value = "";
  return true;
}

function keep(value) {
  key = value;
  try {
    sessionStorage.setItem("key", value);
  } catch {
    // storage may be forbidden: it holds until the page is left
  }
}

function stored() {
  try {
    return sessionStorage.getItem("key");
  } catch {
    return null;
  }
}
