// Adding documents: files are chosen or dropped, sent, and what becomes of each is told.

import { announce } from "./announcer.js";
import * as api from "./api.js";
import { button, el, foreign } from "./dom.js";
import * as library from "./library.js";

const STAGES = { wait: "Waiting for its turn", index: "Indexing", finish: "Finding out what belongs together" };

/** The place to add documents at. */
export function uploads() {
  const files = el("input", { type: "file", multiple: true, class: "hidden", tabindex: "-1", "aria-hidden": "true" });
  const replace = el("input", { type: "checkbox" });
  const told = el("div", { class: "told" });
  const choose = button({ click: () => files.click() }, "Add documents");
  const hint = el("span", { class: "soft" }, "or drop files here");
  const again = el("label", { class: "soft" }, replace, "Replace what has the same name");
  const zone = el("div", { class: "drop" }, files, el("div", { class: "row" }, choose, hint, again), told);
  const begin = (chosen) => chosen.length && send([...chosen], replace.checked, told, choose);
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

async function send(files, replace, told, choose) {
  const bar = el("progress", { "aria-label": "Adding documents" });
  const said = el("p", { class: "soft" }, `Sending ${files.length === 1 ? files[0].name : `${files.length} files`}`);
  told.replaceChildren(bar, said);
  choose.disabled = true;
  try {
    for await (const { event, data } of api.upload(files, replace)) {
      if (event === "progress") progress(data, bar, said);
      if (event === "report") told.replaceChildren(...report(data));
    }
    library.changed();
  } catch (problem) {
    told.replaceChildren(el("p", { class: "problem", role: "alert" }, refused(problem)));
  } finally {
    choose.disabled = false;
  }
}

function progress({ stage, done, total }, bar, said) {
  bar.max = total || 1;
  bar.value = done;
  said.textContent = [STAGES[stage] ?? stage, total > 1 && `${done} of ${total}`].filter(Boolean).join(": ");
}

function report({ added, updated, unchanged, rejected, notes }) {
  const counts = { added, updated, unchanged, rejected };
  const line = Object.entries(counts).filter(([, all]) => all.length).map(([word, all]) => `${all.length} ${word}`);
  announce(`Documents: ${line.join(", ") || "nothing to do"}.`);
  const reasons = rejected.map(({ origin, reason }) => foreign("li", { class: "problem" }, `${origin}: ${reason}`));
  return [
    el("p", {}, line.length ? `${line.join(", ")}.` : "Nothing to do."),
    el("ul", { class: "bare" }, reasons, notes.map((note) => foreign("li", { class: "soft" }, note))),
  ];
}

function refused(problem) {
  const closed = problem.status === 404 || problem.status === 405;
  return closed ? "This server does not take documents; add them with readout index." : problem.message;
}
