// What a reader thinks of an answer, and the answer to take along.

import { announce } from "./announcer.js";
import * as api from "./api.js";
import { button, el, svg } from "./dom.js";

const THUMB = "M6 9v8H3V9zm1.500 8h6.800c.8 0 1.500-.5 1.700-1.300l1.300-5c.3-1.100-.5-2.200-1.700-2.200H12l.6-3.200c.2-1-.5-1.900-1.500-1.900L7.500 9z";

/** A row to rate an answer, to say why, and to copy it. */
export function feedback(answer) {
  const status = el("span", { class: "soft", role: "status" });
  const why = comment(answer, status);
  const thumbs = ["good", "wrong"].map((rating) => thumb(rating, async (pressed) => {
    for (const other of thumbs) other.setAttribute("aria-pressed", String(other === pressed));
    why.offer(rating);
    await sent({ answer_id: answer.answer_id, rating }, status);
  }));
  const model = answer.answerer !== "extractive" && el("span", { class: "soft" }, `written by ${answer.answerer}`);
  const row = el("div", { class: "row" }, answer.answer_id && thumbs, copyButton(answer), model, status);
  return el("footer", { class: "feedback" }, row, why.form);
}

function thumb(rating, press) {
  const name = rating === "good" ? "Good answer" : "Wrong answer";
  const icon = svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: THUMB }));
  const made = button({ class: `plain icon ${rating}`, "aria-label": name, title: name, "aria-pressed": "false" }, icon);
  made.addEventListener("click", () => press(made));
  return made;
}

function comment(answer, status) {
  let rating = null;
  const field = el("input", { type: "text", maxlength: 4000, autocomplete: "off" });
  const label = el("label", {}, el("span"), field);
  const form = el("form", { hidden: true }, label, el("button", {}, "Send"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const done = await sent({ answer_id: answer.answer_id, rating, comment: field.value.trim() }, status);
    form.hidden = done;
  });
  const offer = (chosen) => {
    rating = chosen;
    label.firstChild.textContent = chosen === "wrong" ? "What is wrong? (optional)" : "What is good? (optional)";
    form.hidden = false;
  };
  return { form, offer };
}

async function sent(rating, status) {
  try {
    await api.rate(rating);
    status.textContent = rating.comment ? "Thank you, noted." : "Noted.";
    return true;
  } catch (problem) {
    status.textContent = problem.message;
    return false;
  }
}

function copyButton(answer) {
  if (!navigator.clipboard) return null; // only where the connection is trusted
  return button({
    class: "plain",
    click: async () => {
      await navigator.clipboard.writeText(written(answer));
      announce("Copied with its sources.");
    },
  }, "Copy with sources");
}

/** The answer as plain text, each source with what it takes to find the quote again. */
function written(answer) {
  const cited = answer.citations.map((one) => {
    const about = [one.outlet, one.event_on && `event ${one.event_on} (${one.event_on_precision})`, one.published_on && `published ${one.published_on}`];
    const line = `[${one.number}] ${[one.title, ...about].filter(Boolean).join(", ")}`;
    return `${line}\n    “${one.quote}”\n    ${one.document_id}:${one.start}-${one.end}${one.url ? ` ${one.url}` : ""}`;
  });
  return [answer.question, "", answer.text, "", ...cited].join("\n");
}
