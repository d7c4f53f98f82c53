// An answer's text as it is read: its quotes set apart, its [1] as buttons. Nothing of the text is left out.

import { el, foreign } from "./dom.js";

const MARKERS = /(\[\d+\])/;
const QUOTED = /(“[^“”]+”|"[^"]+")/;
// A line that is one quote: who said it and when, the quote, its marker, and what follows that.
const SAID = /^([^"“]{0,300}?)(?:: )?(?:"([^"]+)"|“((?:(?!” ?\[\d).)+)”)((?: ?\[\d+\])+)((?:[;.].*)?)$/u;

/**
 * Returns the text's blocks. `marker` gives the button for a number, or null where there is none of it;
 * `phrases` gives, by number, the stretch of a quote that answers.
 */
export function prose(text, marker, phrases = new Map()) {
  const write = { marker, phrases };
  const blocks = [];
  let last = null;
  for (const line of text.split("\n").filter((one) => one.trim())) {
    const listed = /^\s*[-*•] /.test(line);
    const bare = line.replace(/^\s*[-*•] /, "");
    const match = SAID.exec(bare);
    if (match) blocks.push(said(match, match[1] === last, write));
    else blocks.push(el("p", { dir: "auto", class: listed ? "item" : null }, inline(bare, write)));
    last = match ? match[1] : null;
  }
  return blocks;
}

/** The numbers whose quote stands in the text, so that it need not be shown a second time. */
export function quotedNumbers(text, citations) {
  const flat = (one) => one.replace(/\[(\d+)\]/g, "($1)").split(/\s+/).join(" ");
  const inText = flat(text.replace(/ \[\d+\]/g, ""));
  return new Set(citations.filter(({ quote }) => inText.includes(flat(quote))).map(({ number }) => number));
}

function said([, lead, straight, curly, markers, rest], repeated, write) {
  const quote = straight ?? curly;
  const first = Number(/\d+/.exec(markers)[0]);
  const also = rest.replace(/^[;.]\s*/, "");
  return el(
    "figure",
    { class: "said" },
    lead && foreign("figcaption", { class: repeated ? "hidden" : null }, lead),
    el("blockquote", { dir: "auto" }, "“", emphasised(quote, write.phrases.get(first)), "”", inline(markers.replaceAll(" ", "\u00a0"), write)),
    also && el("p", { class: "also", dir: "auto" }, inline(also, write)),
  );
}

function emphasised(quote, phrase) {
  const at = phrase ? quote.indexOf(phrase) : -1;
  if (at < 0) return quote;
  return [quote.slice(0, at), el("strong", {}, phrase), quote.slice(at + phrase.length)];
}

function inline(text, write) {
  return text.split(MARKERS).flatMap((part) => {
    if (!MARKERS.test(part)) return part.split(QUOTED).map(quoted);
    return write.marker(Number(part.slice(1, -1))) ?? part;
  });
}

function quoted(part) {
  return QUOTED.test(part) ? el("q", {}, part.slice(1, -1)) : part;
}
