// One question and what comes of it, as it comes.

import { spoken, text, whole } from "./answer.js";
import { announce } from "./announcer.js";
import { button, el, foreign } from "./dom.js";
import { inWords } from "./filters.js";

const STAGES = { retrieve: "Searching the archive", answer: "Reading what was found", verify: "Checking every quote" };

export class Turn {
  #said = "";
  #citations = [];
  #drawing = 0;
  #body = el("div", { class: "answer" });

  /** `within` are the filters that it is asked with. */
  constructor(question, within = null) {
    const narrowed = within && inWords(within);
    this.question = question;
    this.asked = foreign("h2", { class: "asked", tabindex: "-1" }, question);
    this.within = el("p", { class: "soft within", hidden: !narrowed }, narrowed && `Looking in ${narrowed}`);
    this.element = el("article", { class: "turn" }, this.asked, this.within, this.#body);
  }

  /** What is being done now. */
  stage(stage) {
    const doing = STAGES[stage] ?? STAGES.retrieve;
    this.#body.setAttribute("aria-busy", "true");
    if (this.#said) return;
    this.#body.replaceChildren(el("p", { class: "stage" }, doing));
    announce(doing);
  }

  /** A citation; it comes before the text that marks it. */
  cite(citation) {
    this.#citations.push(citation);
  }

  /** More of the text. */
  add(more) {
    this.#said += more;
    this.#drawing ||= requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#show(text(this.#said, this.#citations));
    });
  }

  /** The answer whole: it is what counts, whatever came before it. */
  finish(answer, { aloud = true } = {}) {
    this.#rest(...whole(answer));
    this.element.dataset.status = answer.status;
    if (answer.standalone_question !== answer.question) {
      this.within.before(foreign("p", { class: "soft" }, `Understood as: ${answer.standalone_question}`));
    }
    if (aloud) announce(spoken(answer));
  }

  /** The reader has stopped it. */
  stopped() {
    const kept = this.#said ? [el("div", { class: "prose coming" }, text(this.#said, this.#citations))] : [];
    this.#rest(...kept, el("p", { class: "soft" }, "Stopped."));
    announce("Stopped.");
  }

  /** Nothing came of it; `again` asks once more. */
  fail(problem, again) {
    const retry = button({ class: "plain", click: again }, "Try again");
    this.#rest(el("p", { class: "problem" }, problem.message), el("p", {}, retry));
    announce(problem.message);
  }

  /** Blocks that have not changed stay, so that whoever is at one of them is not thrown out. */
  #show(blocks) {
    if (!this.#body.querySelector(".coming")) this.#body.replaceChildren(el("div", { class: "prose coming" }));
    const prose = this.#body.firstChild;
    blocks.forEach((block, place) => {
      const there = prose.children[place];
      if (!there) prose.append(block);
      else if (!there.isEqualNode(block)) there.replaceWith(block);
    });
  }

  #rest(...content) {
    cancelAnimationFrame(this.#drawing);
    this.#drawing = 0;
    this.#body.removeAttribute("aria-busy");
    this.#body.replaceChildren(...content);
  }
}
