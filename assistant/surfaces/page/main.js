// Where the page begins: every view is put where the address says.

import * as compare from "./compare.js";
import * as conversation from "./conversation.js";
import * as conversations from "./conversations.js";
import * as panel from "./document.js";
import * as documents from "./documents.js";
import { $ } from "./dom.js";
import { filterBar } from "./filters.js";
import * as library from "./library.js";
import * as opening from "./opening.js";
import { CLOSED, go, here, onArrival } from "./place.js";
import * as shortcuts from "./shortcuts.js";
import * as timeline from "./timeline.js";

const VIEWS = {
  timeline: timeline.show,
  documents: documents.show,
  conversations: conversations.show,
};

let view = null;

function arrive(place) {
  if (place.view !== view) enter(place.view);
  conversation.open(place.conversation).then(() => place.q && conversation.ask(place.q));
  panel.open(place);
  compare.open(place);
}

function enter(wanted) {
  const first = view == null;
  view = wanted;
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== view;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = view === "ask" ? conversation.title() : `${$(`${view}-title`).textContent} · Readout`;
  VIEWS[view]?.();
  scrollTo(0, 0);
  if (!first && view !== "ask") $(`${view}-title`).focus({ preventScroll: true });
}

function visit(wanted) {
  go({ view: wanted, ...CLOSED });
}

function begin() {
  go({ view: "ask", conversation: null, ...CLOSED });
  conversation.focusQuestion();
}

/** The next marker of the last answer, from the one that has the focus on. */
function nextSource() {
  const markers = [...document.querySelectorAll(".turn:last-child .marker")];
  markers[(markers.indexOf(document.activeElement) + 1) % markers.length]?.focus();
}

function leave() {
  if (here().document) go(CLOSED);
  else conversation.stop();
}

function listen(selector, action) {
  for (const one of document.querySelectorAll(selector)) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      action(one);
    });
  }
}

function start() {
  const bar = filterBar(library.outlets);
  $("composer").append(bar.bar);
  const open = () => opening.show(conversation.ask).then(bar.fill);
  library.onChange(open);
  open();
  listen("[data-view]", ({ dataset }) => visit(dataset.view));
  listen(".wordmark, #new", begin);
  listen(".skip", conversation.focusQuestion);
  const keys = {
    "/": () => (visit("ask"), conversation.focusQuestion()),
    n: begin,
    s: nextSource,
    t: () => visit("timeline"),
    d: () => visit("documents"),
    c: () => visit("conversations"),
  };
  shortcuts.start(keys, leave);
  conversation.start();
  compare.start();
  onArrival(arrive);
  arrive(here());
}

start();
