// The conversations that are kept: opened, or forgotten whole.

import * as api from "./api.js";
import { announce } from "./announcer.js";
import { atMoment } from "./dates.js";
import { $, button, el, foreign } from "./dom.js";
import { address, go, here } from "./place.js";

const list = el("ol", { class: "conversations bare" });

/** Shows the list. */
export async function show() {
  if (!list.isConnected) $("conversations").append(list);
  try {
    const { conversations } = await api.conversations();
    const items = conversations.map(item);
    list.replaceChildren(...(items.length ? items : [el("li", { class: "soft" }, "Nothing was asked yet.")]));
  } catch (problem) {
    const closed = problem.status === 404 || problem.status === 405;
    const said = closed ? "This server keeps no list of conversations." : problem.message;
    list.replaceChildren(el("li", { class: closed ? "soft" : "problem" }, said));
  }
}

function item(one) {
  const { conversation_id: id, title, turns, used_at: used } = one;
  const place = { view: "ask", conversation: id };
  const link = foreign("a", { class: "title", href: address(place) }, title || id);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  });
  const about = [turns && `${turns} ${turns === 1 ? "question" : "questions"}`, used && atMoment(used)];
  const row = el("li", { class: "document" });
  const forget = button({ class: "plain", "aria-label": `Delete ${title || id}`, click: () => remove(id, row) }, "Delete");
  row.append(el("div", {}, link, el("p", { class: "about" }, about.filter(Boolean).join(" · "))), forget);
  return row;
}

async function remove(id, row) {
  try {
    await api.forget(id);
  } catch (problem) {
    if (problem.status !== 404) return void row.append(el("p", { class: "problem", role: "alert" }, problem.message));
  }
  const next = row.nextElementSibling ?? row.previousElementSibling;
  (next?.querySelector("a") ?? $("conversations-title")).focus();
  row.remove();
  announce("The conversation was deleted.");
  if (here().conversation === id) go({ conversation: null }, { instead: true });
}
