// Says to screen readers what happened, whole sentences at a time: never the pieces of a stream.

import { $ } from "./dom.js";

let waiting = 0;

/** Says a sentence; a later one within a moment takes its place. */
export function announce(sentence) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    $("announcer").textContent = sentence;
  }, 150);
}
