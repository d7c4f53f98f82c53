// Where the archive differs with itself: a series over time, a conflict on one event, or a difference in wording.

import { inFull } from "./dates.js";
import { dotted, el, foreign } from "./dom.js";
import { compareButton, marker } from "./marker.js";
import { series } from "./series.js";
import { around } from "./text.js";

const TITLES = { conflict: "Same event, different figures", wording: "Same statement, different words" };

/** A figure for each discrepancy of an answer. */
export function discrepancies(answer) {
  const cited = new Map(answer.citations.map((one) => [one.number, one]));
  return answer.discrepancies.map((one) => shown(one, cited, answer.text));
}

function shown({ kind, about, note, values }, cited, text) {
  const items = values.map((value) => item(value, cited));
  const drawable = kind === "series" && values.every(({ number, as_of }) => number != null && as_of);
  return el(
    "figure",
    { class: `discrepancy ${kind}` },
    el("figcaption", {}, TITLES[kind] ?? `${capital(about)}, ${drawable ? "by date" : "different figures"}`),
    drawable ? series(values, about, items) : el("ol", { class: "quotes beside" }, items),
    unsaid(note, text),
    kind !== "series" && sideBySide(values, cited),
  );
}

function item(value, cited) {
  const citations = value.citations.map((number) => cited.get(number)).filter(Boolean);
  const [first] = citations;
  return el(
    "li",
    {},
    foreign("p", { class: "value" }, value.value),
    value.as_of && el("p", { class: "about" }, el("time", { datetime: value.as_of }, inFull(value.as_of))),
    first && excerpt(first, value.value),
    el("p", { class: "about" }, dotted([
      value.speaker && foreign("span", {}, value.speaker),
      first?.outlet && foreign("span", {}, first.outlet),
    ]), " ", citations.map(marker)),
  );
}

function excerpt({ quote }, phrase) {
  if (!quote.includes(phrase)) return el("blockquote", { dir: "auto" }, `“${around(quote, "").after}”`);
  const { before, after } = around(quote, phrase);
  return el("blockquote", { dir: "auto" }, "“", before, el("strong", {}, phrase), after, "”");
}

/** What the note says beyond the answer's text. */
function unsaid(note, text) {
  const rest = note.split(/(?<=\.) /).filter((sentence) => !text.includes(sentence) && !sentence.startsWith("Two reports"));
  return rest.length > 0 && el("p", { class: "note" }, rest.join(" "));
}

function sideBySide(values, cited) {
  const ids = values.flatMap(({ citations }) => citations.map((number) => cited.get(number)?.document_id));
  const [left, right] = [...new Set(ids.filter(Boolean))];
  return right && el("p", {}, compareButton(left, right));
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
