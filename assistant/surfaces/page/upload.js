// Adding documents: files are chosen or dropped, sent, and what becomes of each is told.

import { announce } from "./announcer.js";
import * as api from "./api.js";
import { button, el, foreign } from "./dom.js";
import * as library from "./library.js";

const ACCEPTED = ".txt,.md,.html,.htm,.pdf,.docx,.jsonl,.gz";

/** The place to add documents at. */
export function uploads() {
  const files = el("input", { type: "file", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  const told = el("div", { class: "told" });
  const choose = button({ click: () => files.click() }, "Add documents");
  const hint = el("span", { class: "soft" }, " or drop files here");
  const zone = el("div", { class: "drop" }, files, choose, hint, told);
  const begin = (chosen) => chosen.length && send([...chosen], told, choose);
  files.accept = ACCEPTED;
  files.addEventListener("change", async () => {
    await begin(files.files);
    files.value = "";
  });
  droppable(zone, begin);
  return zone;
}

function droppable(zone, take) {
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", true);
  });
  zone.addEventListener("dragleave", () => zone.toggleAttribute("data-over", false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", false);
    take(event.dataTransfer.files);
  });
}

async function send(files, told, choose) {
  const bar = el("progress", { "aria-label": "Adding documents" });
  const said = el("p", { class: "soft" }, `Sending ${files.length === 1 ? files[0].name : `${files.length} files`}`);
  const stopping = new AbortController();
  const stop = button({ class: "plain", click: () => stopping.abort() }, "Stop");
  told.replaceChildren(bar, said, stop);
  choose.disabled = true;
  try {
    for await (const { event, data } of api.upload(files, stopping.signal)) {
      if (event === "progress") progress(data, bar, said);
      if (event === "report") told.replaceChildren(...report(data));
    }
    library.changed();
  } catch (problem) {
    told.replaceChildren(el("p", { class: "problem", role: "alert" }, stopping.signal.aborted ? "Stopped." : refused(problem)));
  } finally {
    choose.disabled = false;
  }
}

function progress({ stage, done, total }, bar, said) {
  if (total) bar.max = total;
  if (total) bar.value = done;
  said.textContent = [stage, total && `${done} of ${total}`].filter(Boolean).join(": ");
}

function report({ added = [], updated = [], unchanged = [], rejected = [], notes = [] }) {
  const counts = [[added, "added"], [updated, "updated"], [unchanged, "unchanged"], [rejected, "rejected"]];
  const line = counts.filter(([ids]) => ids.length).map(([ids, word]) => `${ids.length} ${word}`).join(", ");
  announce(`Documents: ${line || "nothing to do"}.`);
  const reasons = rejected.map(({ origin, reason }) => foreign("li", { class: "problem" }, `${origin}: ${reason}`));
  return [
    el("p", {}, line ? `${line}.` : "Nothing to do."),
    el("ul", { class: "bare" }, reasons, notes.map((note) => foreign("li", { class: "soft" }, note))),
  ];
}

function refused(problem) {
  const closed = problem.status === 404 || problem.status === 405;
  return closed ? "This server does not take documents; add them with readout index." : problem.message;
}
