// Texts as the server counts them: by code points, where JavaScript counts by halves of them.

/** The stretch of a text between two offsets of the server's. */
export function slice(text, start, end) {
  return Array.from(text).slice(start, end).join("");
}

/** The paragraphs of a text as `{start, end}` in code points; blank lines belong to none. */
export function paragraphs(points) {
  const found = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && points[at] !== "\n") continue;
    if (points.slice(start, at).join("").trim()) found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}

/** The words of a text as `{word, start, end}`, by JavaScript's own offsets; a figure is one word. */
export function words(text) {
  const found = text.matchAll(/[\p{L}\p{M}\p{N}]+(?:[’'.,\-][\p{L}\p{M}\p{N}]+)*/gu);
  return Array.from(found, (one) => ({ word: one[0], start: one.index, end: one.index + one[0].length }));
}

/** A quote cut down to what stands around a phrase of it, at whole words. */
export function around(quote, phrase, width = 110) {
  const at = Math.max(0, quote.indexOf(phrase));
  if (quote.length <= width) return { before: quote.slice(0, at), after: quote.slice(at + phrase.length) };
  const room = Math.max(0, width - phrase.length);
  const from = wordFrom(quote, Math.max(0, at - Math.min(at, room / 3)));
  const to = wordTo(quote, Math.min(quote.length, from + width));
  return {
    before: (from > 0 ? "… " : "") + quote.slice(from, at),
    after: quote.slice(at + phrase.length, Math.max(to, at + phrase.length)) + (to < quote.length ? " …" : ""),
  };
}

function wordFrom(text, at) {
  if (at <= 0) return 0;
  const space = text.indexOf(" ", Math.floor(at));
  return space < 0 ? Math.floor(at) : space + 1;
}

function wordTo(text, at) {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", Math.floor(at));
  return space < 0 ? Math.floor(at) : space;
}
