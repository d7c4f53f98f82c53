// What the archive holds, as the page needs it at hand: its documents and its events.

import * as api from "./api.js";

const PAGE = 1000;
const MOST = 5000; // documents; a larger archive is searched, not leafed through

let loading = null;
let entries = new Map();
let total = 0;
let loadedEvents = null;
const listeners = [];

/** Loads what there is, once; again after `changed`. */
export function load() {
  loading ??= loadDocuments().catch((problem) => {
    loading = null;
    throw problem;
  });
  return loading;
}

/** All documents at hand, as listed, and how many there are. */
export const held = () => ({ documents: [...entries.values()], total });

/** What is known of a document, without asking for it. */
export const entry = (id) => entries.get(id) ?? null;

/** The outlets, by name. */
export function outlets() {
  const names = new Set(held().documents.map(({ outlet }) => outlet).filter(Boolean));
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** Whose document it is: its outlet, else its title, else its id. */
export function source(id) {
  const known = entry(id);
  return known ? (known.outlet ?? known.title) : id;
}

/** The events, latest first; those without a day at the end. */
export async function events() {
  loadedEvents ??= api.timeline().catch((problem) => {
    loadedEvents = null;
    throw problem;
  });
  const { events: found } = await loadedEvents;
  return found.toSorted((a, b) => (b.on ?? "").localeCompare(a.on ?? ""));
}

/** Forgets what was loaded, since the archive is another now, and tells who shows it. */
export function changed() {
  loading = null;
  loadedEvents = null;
  for (const listener of listeners) listener();
}

export function onChange(listener) {
  listeners.push(listener);
}

async function loadDocuments() {
  const found = [];
  let page;
  do {
    page = await api.documents(found.length, PAGE);
    found.push(...page.documents);
  } while (page.documents.length && found.length < Math.min(page.total, MOST));
  entries = new Map(found.map((one) => [one.document_id, one]));
  total = page.total;
}
