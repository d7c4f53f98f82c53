// The events that the archive reports, latest first, each with the documents that tell of it.

import { dayAndMonth, inFull } from "./dates.js";
import { $, el, foreign } from "./dom.js";
import { filterBar, onFilter, passes } from "./filters.js";
import * as library from "./library.js";
import { compareButton, documentLink } from "./marker.js";

const list = el("div", { class: "years" });
let bar = null;

/** Shows the events, as the filters have them. */
export async function show() {
  if (!bar) {
    bar = filterBar(library.outlets);
    $("timeline").append(bar.bar, list);
    onFilter(fill);
    library.onChange(() => !$("timeline").hidden && show());
  }
  await fill();
}

async function fill() {
  try {
    const [events] = await Promise.all([library.events(), library.load()]);
    bar.fill();
    const years = Map.groupBy(events.map(told).filter(({ documents }) => documents.length), ({ on }) => on?.slice(0, 4));
    const shown = Array.from(years, ([year, those]) => part(year ?? "Without a date", those));
    list.replaceChildren(...(shown.length ? shown : [el("p", { class: "soft" }, "No event in what is looked at.")]));
  } catch (problem) {
    list.replaceChildren(el("p", { class: "problem" }, problem.message));
  }
}

/** An event with those of its documents that the filters let through; unknown ones are kept where nothing is narrowed. */
function told(event) {
  const documents = event.document_ids.map((id) => library.entry(id) ?? { document_id: id, title: id });
  return { ...event, documents: documents.filter(passes) };
}

function part(year, events) {
  return el("section", {}, el("h2", {}, year), el("ol", { class: "events" }, events.map(item)));
}

function item(event) {
  const several = event.documents.length > 1;
  return el(
    "li",
    { class: "event" },
    when(event),
    el(
      "div",
      {},
      el("p", { class: "kind" }, event.kind),
      event.participants.length > 0 && foreign("h3", {}, event.participants.join(" and ")),
      el("ul", { class: "bare" }, event.documents.map(report)),
      several && compareButton(event.documents[0].document_id, event.documents[1].document_id),
      several && event.documents.length > 2 && others(event.documents),
    ),
  );
}

function when({ on, precision }) {
  if (!on) return el("p", { class: "when" }, "undated");
  const day = el("time", { datetime: on, title: inFull(on) }, dayAndMonth(on));
  return el("p", { class: "when" }, day, precision === "inferred" && el("span", { class: "precision inferred" }, "inferred"));
}

function report({ document_id, outlet, title }) {
  const link = documentLink({ document_id }, { class: "title" }, title);
  return el("li", {}, link, outlet && foreign("span", { class: "outlet" }, outlet));
}

/** The other reports against the first, where there are more than two. */
function others([first, , ...rest]) {
  return rest.map(({ document_id, outlet, title }) =>
    compareButton(first.document_id, document_id, `with ${outlet ?? title}`),
  );
}
