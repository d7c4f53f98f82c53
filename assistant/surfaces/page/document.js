// A document beside the answer: its cleaned text with the quoted passage marked, and what cleaning took out.

import * as api from "./api.js";
import { $, button, el, foreign } from "./dom.js";
import { go, CLOSED } from "./place.js";
import { described } from "./sources.js";
import { paragraphs } from "./text.js";

let shown = null; // the address of what is open
let opener = null; // what had the focus before

/** Opens a document at a passage, or closes what is open where there is none to open. */
export async function open({ document: id, start, end }) {
  if (id == null) return close();
  const address = `${id} ${start} ${end}`;
  if (shown === address) return;
  if (!shown) opener = document.activeElement;
  shown = address;
  present(frame(el("p", { class: "stage", role: "status" }, "Opening")));
  try {
    const found = await api.read(id);
    if (shown === address) present(whole(found, { start, end }));
  } catch (problem) {
    if (shown === address) present(frame(el("p", { class: "problem", role: "alert" }, problem.message)));
  }
}

function close() {
  if (!shown) return;
  shown = null;
  $("panel").hidden = true;
  $("panel").replaceChildren();
  modal(false);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

function present(content) {
  $("panel").replaceChildren(...content);
  $("panel").hidden = false;
  modal(true);
  const passage = $("panel").querySelector("mark");
  (passage ?? $("panel").querySelector("h2") ?? $("panel")).focus({ preventScroll: true });
  if (passage) passage.scrollIntoView({ block: "center" });
  else $("panel").scrollTo(0, 0);
}

/** On a phone the panel covers the page, so the page must not be reached behind it. */
function modal(on) {
  const covers = on && getComputedStyle($("panel")).position === "fixed";
  for (const behind of [$("main"), document.querySelector(".top")]) behind.inert = covers;
}

function frame(...content) {
  const leave = button(
    { class: "plain icon close", "aria-label": "Close the document", title: "Close (Esc)", click: () => go(CLOSED) },
    "×",
  );
  return [el("div", { class: "bar" }, el("span", { class: "soft" }, "Document"), leave), ...content];
}

function whole(found, passage) {
  const speakers = el("input", { type: "checkbox" });
  const text = body(found, passage);
  speakers.addEventListener("change", () => text.toggleAttribute("data-speakers", speakers.checked));
  const anyone = found.sentences.some(({ speaker }) => speaker);
  return frame(
    el(
      "header",
      {},
      foreign("h2", { id: "panel-title", tabindex: "-1" }, found.title),
      el("p", { class: "about" }, described(found)),
      found.byline && foreign("p", { class: "about" }, found.byline),
      anyone && el("p", {}, el("label", { class: "soft" }, speakers, "Show who said it")),
    ),
    text,
    cleaning(found.removed),
    el("p", { class: "soft origin" }, foreign("code", {}, found.document_id)),
  );
}

function body({ text, sentences, language }, passage) {
  const points = Array.from(text);
  const starts = new Map(runs(sentences).map(({ start, speaker }) => [start, speaker]));
  const written = paragraphs(points).map((paragraph) => {
    const cuts = cutsOf(paragraph, [passage.start, passage.end, ...starts.keys()]);
    return el("p", { dir: "auto" }, cuts.slice(1).map((to, place) => piece(points, cuts[place], to, starts, passage)));
  });
  return el("div", { class: "text", lang: language }, written);
}

/** Where a paragraph must be cut: at its ends, and at whatever begins or ends inside it. */
function cutsOf({ start, end }, at) {
  const inside = at.filter((one) => one != null && one > start && one < end);
  return [...new Set([start, ...inside, end])].sort((a, b) => a - b);
}

function piece(points, from, to, starts, passage) {
  const text = points.slice(from, to).join("");
  const quoted = passage.start != null && from >= passage.start && to <= passage.end;
  const said = quoted ? el("mark", { tabindex: "-1" }, text) : text;
  return starts.has(from) ? [foreign("span", { class: "speaker" }, starts.get(from) ?? "—"), said] : [said];
}

/** The sentences at which someone begins to speak, or stops. */
function runs(sentences) {
  return sentences.filter(({ speaker, paragraph }, place) => {
    const before = sentences[place - 1];
    return speaker !== (before?.speaker ?? null) || (speaker && paragraph !== before.paragraph);
  });
}

function cleaning(removed) {
  if (!removed.length) return el("p", { class: "soft" }, "Cleaning took nothing out of this document.");
  const title = `Cleaning took out ${removed.length} ${removed.length === 1 ? "piece" : "pieces"}`;
  const pieces = removed.map(({ text, reason }) => [el("dt", {}, reason), foreign("dd", {}, text)]);
  return el("details", { class: "removed" }, el("summary", {}, title), el("dl", {}, pieces));
}
