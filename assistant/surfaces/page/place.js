// Where in the page one is. The address says it, so that it can be linked to and gone back to:
// `#timeline`, `#conversation=ID`, `#document=ID&start=0&end=9`, `#compare=ID&with=ID`, `#q=WORDS`.

const VIEWS = ["timeline", "documents", "conversations"];
const NAMES = ["conversation", "document", "start", "end", "compare", "with", "q"];

const listeners = [];

/** What the address says. */
export function here() {
  const given = new URLSearchParams(location.hash.slice(1));
  const place = { view: VIEWS.find((view) => given.has(view)) ?? "ask" };
  for (const name of NAMES) place[name] = given.get(name) || null;
  for (const name of ["start", "end"]) place[name] = /^\d{1,9}$/.test(place[name] ?? "") ? Number(place[name]) : null;
  return place;
}

/** The address of a place. */
export function address(place) {
  const said = VIEWS.includes(place.view) ? [place.view] : [];
  for (const name of NAMES) {
    if (place[name] != null) said.push(`${name}=${encodeURIComponent(place[name])}`);
  }
  return `#${said.join("&")}`;
}

/** Goes there: what is not named stays as it is. */
export function go(change, { instead = false } = {}) {
  const target = address({ ...here(), ...change });
  if (target === (location.hash || "#")) return;
  history[instead ? "replaceState" : "pushState"](null, "", target);
  tell();
}

/** Calls back whenever the place changes. */
export function onArrival(listener) {
  listeners.push(listener);
}

export const CLOSED = { document: null, start: null, end: null };

function tell() {
  const place = here();
  for (const listener of listeners) listener(place);
}

addEventListener("hashchange", tell);
