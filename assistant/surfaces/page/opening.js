// What a reader sees before the first question: what the archive holds, and what could be asked of it.

import { inWords, monthOf } from "./dates.js";
import { $, button, el } from "./dom.js";
import * as library from "./library.js";

const EXAMPLES = 3;

/** Says what there is; `ask` asks one of the examples. */
export async function show(ask) {
  try {
    await library.load();
    $("holdings").textContent = holdings();
    const questions = (await library.events()).filter(told).slice(0, EXAMPLES).map(example);
    $("examples").replaceChildren(...questions.map((one) => el("li", {}, suggestion(one, ask))));
  } catch (problem) {
    $("holdings").textContent = problem.message;
  }
}

function suggestion(question, ask) {
  return button({ class: "plain example", dir: "auto", click: () => ask(question) }, question);
}

function holdings() {
  const { documents, total } = library.held();
  if (!total) return "The archive is empty. Add documents to begin.";
  const days = documents.map(({ event_on, published_on }) => event_on ?? published_on).filter(Boolean).sort();
  const [first, last] = [days.at(0), days.at(-1)].map((day) => day && monthOf(day));
  const span = !first ? "" : first === last ? ` of ${first}` : `, ${first} to ${last}`;
  const outlets = library.outlets().length;
  const from = outlets ? ` from ${outlets} ${outlets === 1 ? "outlet" : "outlets"}` : "";
  return `${total} ${total === 1 ? "document" : "documents"}${from}${span}. Every answer quotes them to the character.`;
}

const told = ({ on, participants }) => on && participants.length > 0;
const example = ({ kind, on }) => `What was said in the ${inWords(on)} ${kind === "report" ? "report" : kind}?`;
