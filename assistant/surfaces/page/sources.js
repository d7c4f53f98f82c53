// Where an answer stands: each document once, with who published it, of which day it is, and what is quoted from it.

import { inFull } from "./dates.js";
import { dotted, el, foreign, outward } from "./dom.js";
import { source } from "./library.js";
import { compareButton, documentLink, marker } from "./marker.js";

/** The documents that are cited, in the order of their first citation; quotes that stand in the answer are not repeated. */
export function sources(citations, quoted) {
  const byDocument = Map.groupBy(citations, ({ document_id }) => document_id);
  const compared = new Set();
  return el("ol", { class: "sources" }, [...byDocument.values()].map((group) => card(group, quoted, compared)));
}

/** Passages that are near a question without answering it. */
export function related(citations) {
  return el("ul", { class: "sources related" }, citations.map(near));
}

/** Whose a document is, of which event's day, when it was published, and what else there is to say of it. */
export function described(one, ...more) {
  return dotted([
    one.outlet && foreign("span", { class: "outlet" }, one.outlet),
    one.event_on && eventDay(one),
    one.published_on && el("span", {}, "published ", day(one.published_on)),
    !one.event_on && !one.published_on && el("span", {}, "undated"),
    ...more,
    one.url && outward(one.url, "original"),
  ].filter(Boolean));
}

/** The day of an event, and whether the document says it or it was inferred. */
export function eventDay({ event_on, event_on_precision }) {
  const inferred = event_on_precision === "inferred";
  const explained = inferred ? "The document does not give the whole date" : "The document gives this date";
  return el(
    "span",
    {},
    "event ",
    day(event_on),
    " ",
    el("span", { class: inferred ? "precision inferred" : "precision", title: explained }, event_on_precision),
  );
}

const day = (on) => el("time", { datetime: on }, inFull(on));

function card(group, quoted, compared) {
  const [first] = group;
  const speakers = [...new Set(group.map(({ speaker }) => speaker).filter(Boolean))];
  const others = [...new Set(group.flatMap((one) => one.also_reported_by))];
  const said = speakers.length > 0 && el("span", {}, "said by ", foreign("span", {}, speakers.join(", ")));
  return el(
    "li",
    { class: group.length > 2 ? "source many" : "source" },
    el("div", { class: "numbers" }, group.map(marker)),
    el(
      "div",
      {},
      documentLink(first, { class: "title" }, first.title),
      el("p", { class: "about" }, described(first, said)),
      group.filter(({ number }) => !quoted.has(number)).map(quote),
      others.map((id) => alsoReported(first, id, compared)),
    ),
  );
}

function quote(citation) {
  return el("blockquote", { dir: "auto", cite: citation.document_id }, `“${citation.quote}”`);
}

/** Who else reports it; two documents are offered side by side once, at the first of them. */
function alsoReported({ document_id }, id, compared) {
  const pair = [document_id, id].sort().join(" ");
  const offered = compared.has(pair);
  compared.add(pair);
  const link = documentLink({ document_id: id }, {}, source(id));
  return el("p", { class: "also" }, "Also reported by ", link, " ", !offered && compareButton(document_id, id));
}

function near(citation) {
  return el(
    "li",
    { class: "source" },
    documentLink(citation, { class: "title" }, citation.title),
    el("p", { class: "about" }, described(citation)),
    el("blockquote", { class: "clamped", dir: "auto" }, citation.quote.replace(/\n+/g, "\n")),
    documentLink(citation, { class: "more", dir: null }, "Read it in its document"),
  );
}
