// The documents of the archive: listed, added, removed.

import * as api from "./api.js";
import { announce } from "./announcer.js";
import { $, button, el } from "./dom.js";
import { filterBar, onFilter, passes } from "./filters.js";
import * as library from "./library.js";
import { documentLink } from "./marker.js";
import { described } from "./sources.js";
import { uploads } from "./upload.js";

const STEP = 100; // documents shown at a time

const search = el("input", { type: "search", placeholder: "Find by title or outlet", "aria-label": "Find a document" });
const count = el("p", { class: "soft" });
const list = el("ol", { class: "documents bare" });
const happened = el("ul", { class: "soft bare", role: "status" });
const more = button({ class: "plain", click: () => fill(list.children.length + STEP) }, "Show more");
let bar = null;

/** Shows the documents, as the filters have them. */
export async function show() {
  if (!bar) build();
  try {
    await library.load();
    bar.fill();
    fill();
  } catch (problem) {
    list.replaceChildren(el("li", { class: "problem" }, problem.message));
  }
}

function build() {
  bar = filterBar(library.outlets);
  $("documents").append(uploads(), el("div", { class: "finding" }, search, bar.bar), count, happened, list, more);
  search.addEventListener("input", () => fill());
  onFilter(() => fill());
  library.onChange(() => !$("documents").hidden && show());
}

function fill(most = STEP) {
  const { documents, total } = library.held();
  const sought = search.value.toLowerCase();
  const named = ({ title, outlet, document_id }) => `${title} ${outlet ?? ""} ${document_id}`.toLowerCase();
  const found = documents.filter((one) => passes(one) && named(one).includes(sought));
  list.replaceChildren(...found.slice(0, most).map(item));
  more.hidden = found.length <= most;
  const beyond = total > documents.length ? ` The first ${documents.length} are listed here; questions look at all.` : "";
  count.textContent = `${found.length} of ${total} ${total === 1 ? "document" : "documents"}.${beyond}`;
}

function item(one) {
  const row = el("li", { class: "document" });
  row.append(
    el("div", {}, documentLink(one, { class: "title" }, one.title), el("p", { class: "about" }, described(one))),
    removal(one, row),
  );
  return row;
}

/** Removing asks once more, in its place. */
function removal({ document_id, title }, row) {
  const place = el("p", { class: "removal" });
  const first = button({ class: "plain", "aria-label": `Remove ${title}`, click: () => confirm() }, "Remove");
  const confirm = () => {
    const keep = button({ class: "plain", click: () => (place.replaceChildren(first), first.focus()) }, "Keep");
    const really = button({ class: "danger", click: () => remove(document_id, title, row, place) }, "Remove for good");
    place.replaceChildren(keep, " ", really);
    really.focus();
  };
  place.append(first);
  return place;
}

async function remove(id, title, row, place) {
  place.replaceChildren(el("span", { class: "stage" }, "Removing"));
  try {
    const { notes } = await api.remove(id);
    happened.replaceChildren(...notes.map((note) => el("li", { dir: "auto" }, note)));
    const next = row.nextElementSibling ?? row.previousElementSibling;
    (next?.querySelector("a") ?? search).focus();
    announce(`${title} was removed.`);
    library.changed();
  } catch (problem) {
    place.replaceChildren(el("span", { class: "problem", role: "alert" }, refused(problem)));
  }
}

const refused = (problem) => (problem.status === 405 ? "This server does not take documents away." : problem.message);
