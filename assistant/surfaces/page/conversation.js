// Asking and following up: the questions of one conversation, and the line to ask the next one in.

import * as api from "./api.js";
import { announce } from "./announcer.js";
import { $ } from "./dom.js";
import { filters } from "./filters.js";
import { go } from "./place.js";
import { Turn } from "./turn.js";

let id = null;
let running = null; // what stops the answer under way

/** Whether an answer is under way. */
export const busy = () => running != null;

/** What the window is called: by the first question, where there is one. */
export const title = () => [$("turns").querySelector("h2")?.textContent, "Readout"].filter(Boolean).join(" · ");

/** Makes the line to ask in work. */
export function start() {
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy()) stop();
    else submit();
  });
  $("question").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!busy()) submit();
  });
  $("question").addEventListener("input", grow);
}

/** Asks a question in this conversation. */
export async function ask(question) {
  stop();
  id ??= newId();
  go({ view: "ask", conversation: id, q: null }, { instead: true });
  const within = filters();
  const turn = shown(new Turn(question, within));
  turn.stage("retrieve");
  if (document.activeElement !== $("question")) turn.asked.focus({ preventScroll: true });
  await answered(turn, { message: question, conversation_id: id, filters: within });
}

/** Stops the answer under way. */
export function stop() {
  running?.abort();
}

/** Opens a conversation that was begun before; null is a new one. */
export async function open(wanted) {
  if (wanted === id) return;
  stop();
  id = wanted;
  clear();
  if (!wanted) return;
  try {
    const { turns } = await api.conversation(wanted);
    if (id !== wanted) return;
    for (const { question, answer } of turns) shown(new Turn(question)).finish(answer, { aloud: false });
    announce(turns.length === 1 ? "One question and its answer." : `${turns.length} questions and their answers.`);
  } catch (problem) {
    const turn = shown(new Turn("This conversation cannot be shown"));
    turn.fail(problem, () => go({ conversation: null }));
  }
}

/** Puts the cursor where the next question is typed. */
export function focusQuestion() {
  $("question").focus();
}

async function answered(turn, body) {
  const stopping = new AbortController();
  running = stopping;
  composing();
  try {
    for await (const { event, data } of api.chat(body, stopping.signal)) {
      if (event === "status") turn.stage(data.stage);
      if (event === "citation") turn.cite(data);
      if (event === "delta") turn.add(data.text);
      if (event === "answer") turn.finish(data);
    }
  } catch (problem) {
    if (stopping.signal.aborted) turn.stopped();
    else turn.fail(problem, () => again(turn, body));
  } finally {
    if (running === stopping) running = null;
    composing();
  }
}

function again(turn, body) {
  const next = new Turn(turn.question, body.filters);
  turn.element.replaceWith(next.element);
  next.stage("retrieve");
  next.asked.focus();
  return answered(next, body);
}

function submit() {
  const question = $("question").value.trim();
  if (!question) return;
  $("question").value = "";
  $("composer").querySelector("details").open = false;
  grow();
  ask(question);
}

function shown(turn) {
  $("ask").removeAttribute("data-empty");
  $("turns").append(turn.element);
  turn.element.scrollIntoView({ block: "start" });
  $("question").placeholder = "Follow up";
  document.title = title();
  return turn;
}

function clear() {
  $("turns").replaceChildren();
  $("ask").setAttribute("data-empty", "");
  $("question").placeholder = "Ask about the archive";
  document.title = title();
}

function composing() {
  $("send").textContent = busy() ? "Stop" : "Ask";
  $("send").classList.toggle("stop", busy());
}

/** As high as what is typed, where the style sheet cannot do it. */
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  const field = $("question");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

/** An id of our own; `crypto.randomUUID` is only there where the connection is trusted. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
