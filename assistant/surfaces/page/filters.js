// Which outlets and dates are looked at: one choice for questions, the timeline and the documents.

import { inFull } from "./dates.js";
import { button, el, foreign } from "./dom.js";

const MANY = 12; // outlets beyond which they can be searched

const chosen = { outlets: new Set(), since: "", until: "" };
const listeners = [];

/** The choice as the server takes it. */
export function filters() {
  return { outlets: [...chosen.outlets], since: chosen.since || null, until: chosen.until || null };
}

/** The choice in words; null where nothing is narrowed. */
export function inWords({ outlets, since, until }) {
  const names = outlets.length > 2 ? `${outlets.length} outlets` : outlets.join(" and ");
  const days = [since && `from ${inFull(since)}`, until && `until ${inFull(until)}`].filter(Boolean).join(" ");
  return [names, days].filter(Boolean).join(", ") || null;
}

/** Whether a document passes: its date is its event's where known, else its publication's. */
export function passes({ outlet, event_on, published_on }) {
  const { since, until } = chosen;
  const day = event_on ?? published_on;
  if (chosen.outlets.size && !chosen.outlets.has(outlet)) return false;
  if (!since && !until) return true;
  return day != null && (!since || day >= since) && (!until || day <= until);
}

export function onFilter(listener) {
  listeners.push(listener);
}

/** A bar to choose with; `outlets` gives the names there are. Every bar shows the same choice. */
export function filterBar(outlets) {
  const said = el("strong");
  const boxes = el("div", { class: "boxes" });
  const search = el("input", { type: "search", placeholder: "Find an outlet", "aria-label": "Find an outlet" });
  const [since, until] = [day("From", "since"), day("To", "until")];
  const clear = button({ class: "plain", click: () => choose({ outlets: [], since: "", until: "" }) }, "Clear");

  const show = () => {
    said.textContent = inWords(filters()) ?? "all outlets, any date";
    for (const box of boxes.querySelectorAll("input")) box.checked = chosen.outlets.has(box.value);
    since.field.value = chosen.since;
    until.field.value = chosen.until;
    until.field.min = chosen.since;
    since.field.max = chosen.until;
    clear.disabled = inWords(filters()) == null;
  };
  const fill = () => {
    search.hidden = outlets().length <= MANY;
    boxes.replaceChildren(...outlets().map(box));
    if (!boxes.children.length) boxes.append(el("p", { class: "soft" }, "No document names its outlet."));
    show();
  };
  search.addEventListener("input", () => {
    const sought = search.value.toLowerCase();
    for (const label of boxes.children) label.hidden = !label.textContent.toLowerCase().includes(sought);
  });

  listeners.push(show);
  fill();
  const choices = el(
    "div",
    { class: "choices" },
    el("fieldset", {}, el("legend", {}, "Outlets"), search, boxes),
    el("fieldset", { class: "days" }, el("legend", {}, "Date of the event"), since.label, until.label, clear),
  );
  const bar = el("details", { class: "filters" }, el("summary", {}, el("span", {}, "Looking in "), said), choices);
  return { bar, fill };
}

/** Makes a choice; what is not named stays. */
export function choose(change) {
  Object.assign(chosen, change, change.outlets ? { outlets: new Set(change.outlets) } : {});
  for (const listener of listeners) listener();
}

function box(name) {
  const input = el("input", { type: "checkbox", value: name, checked: chosen.outlets.has(name) });
  input.addEventListener("change", () => {
    const outlets = new Set(chosen.outlets);
    outlets[input.checked ? "add" : "delete"](name);
    choose({ outlets });
  });
  return el("label", { class: "box" }, input, foreign("span", {}, name));
}

function day(name, key) {
  const field = el("input", { type: "date" });
  field.addEventListener("change", () => choose({ [key]: field.value }));
  return { field, label: el("label", {}, el("span", {}, name), field) };
}
