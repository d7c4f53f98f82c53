// Two reports of one event side by side: what both say in one row, and the words in which they differ marked.

import * as api from "./api.js";
import { aligned, compared } from "./diff.js";
import { $, button, el, foreign } from "./dom.js";
import { source } from "./library.js";
import { documentLink } from "./marker.js";
import { go } from "./place.js";
import { described } from "./sources.js";

const MOST = 800; // sentences of a report; beyond them it is read by itself

let shown = null;

/** Opens two documents side by side, or closes them where there are none to open. */
export async function open({ compare: left, with: right }) {
  const dialog = $("compare");
  if (!left || !right) return close();
  const pair = `${left} ${right}`;
  if (pair === shown) return;
  shown = pair;
  dialog.replaceChildren(...frame(el("p", { class: "stage", role: "status" }, "Opening")));
  if (!dialog.open) dialog.showModal();
  try {
    const found = await Promise.all([left, right].map(api.read));
    if (shown === pair) dialog.replaceChildren(...frame(...whole(found)));
  } catch (problem) {
    if (shown === pair) dialog.replaceChildren(...frame(el("p", { class: "problem", role: "alert" }, problem.message)));
  }
  $("compare-title").focus();
}

/** The dialog closes by itself on Esc: the address follows. */
export function start() {
  $("compare").addEventListener("close", () => go({ compare: null, with: null }));
}

function close() {
  shown = null;
  if ($("compare").open) $("compare").close();
}

function frame(...content) {
  const leave = button(
    { class: "plain icon close", "aria-label": "Close the comparison", title: "Close (Esc)", click: close },
    "×",
  );
  return [
    el("div", { class: "bar" }, leave),
    el("h2", { id: "compare-title", tabindex: "-1" }, "Side by side"),
    ...content,
  ];
}

function whole(documents) {
  const [left, right] = documents.map(sentences);
  const rows = aligned(left, right);
  const both = rows.filter(([i, j]) => i != null && j != null).length;
  return [
    el("p", { class: "soft legend" }, counted(both, left.length, right.length), " ", el("mark", {}, "Marked words"), " stand in one of the two only."),
    el(
      "table",
      { class: "parallel" },
      el("thead", {}, el("tr", {}, documents.map(head))),
      el("tbody", {}, rows.map(([i, j]) => row(left[i], right[j], documents))),
    ),
  ];
}

function counted(both, left, right) {
  const statements = both === 1 ? "1 statement stands" : `${both} statements stand`;
  return `${statements} in both reports, ${left - both} only in the first, ${right - both} only in the second.`;
}

function sentences({ text, sentences: found }) {
  const points = Array.from(text);
  return found.slice(0, MOST).map(({ start, end }) => points.slice(start, end).join(""));
}

function head(found) {
  return el(
    "th",
    { scope: "col" },
    foreign("span", { class: "outlet" }, found.outlet ?? "Outlet unknown"),
    documentLink(found, { class: "title", click: () => close() }, found.title),
    el("span", { class: "about" }, described({ ...found, outlet: null, url: null })),
  );
}

function row(left, right, documents) {
  const alone = left == null || right == null;
  const texts = alone ? [left, right] : marked(left, right);
  return el("tr", { class: alone ? "alone" : null }, texts.map((text, side) => cell(text, documents[side])));
}

function cell(text, { document_id }) {
  if (text == null) return el("td", { class: "nothing" }, el("span", { class: "hidden" }, "Not in this report"));
  return el("td", { dir: "auto", "data-outlet": source(document_id) }, text);
}

/** Both sentences, with runs of words that the other does not have set apart. */
function marked(left, right) {
  const found = compared(left, right);
  return [left, right].map((text, side) => pieces(text, found[side]));
}

function pieces(text, words) {
  const made = [];
  let at = 0;
  for (const run of differing(words)) {
    made.push(text.slice(at, run.start), el("mark", {}, text.slice(run.start, run.end)));
    at = run.end;
  }
  return [...made, text.slice(at)];
}

/** Stretches of words one after the other that are not common. */
function differing(words) {
  const runs = [];
  words.forEach(({ common, start, end }, place) => {
    if (common) return;
    if (place && !words[place - 1].common) runs.at(-1).end = end;
    else runs.push({ start, end });
  });
  return runs;
}
