// An answer whole: its text, what differs, where it stands, and what came near it.

import { discrepancies } from "./discrepancies.js";
import { el } from "./dom.js";
import { feedback } from "./feedback.js";
import { marker } from "./marker.js";
import { prose, quotedNumbers } from "./prose.js";
import { related, sources } from "./sources.js";

/** The text alone, as far as it has come. */
export function text(said, citations, statements = []) {
  const known = new Map(citations.map((one) => [one.number, one]));
  const phrases = statements.flatMap(({ answer, citations: numbers }) => numbers.map((number) => [number, answer]));
  const button = (number) => (known.has(number) ? marker(known.get(number)) : null);
  return prose(said, button, new Map(phrases));
}

/** Everything that an answer has. */
export function whole(answer) {
  const abstained = answer.status === "abstained";
  return [
    el("div", { class: abstained ? "prose abstained" : "prose" }, text(answer.text, answer.citations, answer.statements)),
    ...discrepancies(answer),
    ...(answer.notes ?? []).map((note) => el("p", { class: "note" }, note)),
    answer.citations.length > 0 && section("Sources", sources(answer.citations, quotedNumbers(answer.text, answer.citations))),
    answer.related.length > 0 && (abstained ? offered(answer) : aside(answer)),
    feedback(answer),
  ].filter(Boolean);
}

/** The answer in a sentence or more, for who listens. */
export function spoken(answer) {
  const read = answer.text.replace(/ ?\[(\d+)\]/g, " (source $1)").replace(/^- /gm, "");
  return answer.status === "abstained" ? `No answer. ${read}` : `Answer. ${read}`;
}

function section(title, ...content) {
  return el("section", {}, el("h3", {}, title), ...content);
}

function offered(answer) {
  const explained = "These passages come nearest. They do not answer the question.";
  return section("Related passages", el("p", { class: "soft" }, explained), related(answer.related));
}

function aside(answer) {
  const count = answer.related.length;
  const title = `${count} related ${count === 1 ? "passage" : "passages"}, not used`;
  return el("details", { class: "aside" }, el("summary", {}, title), related(answer.related));
}
