// Which words differ between two sentences, and which sentences of two reports belong together.

import { words } from "./text.js";

const ALIKE = 0.3; // share of their words that two sentences have in common to be shown as one statement

/** The words of both texts, each with `common`: whether it stands in the other in the same order. */
export function compared(left, right) {
  const one = words(left);
  const two = words(right);
  const lengths = table(one, two);
  const common = new Set();
  for (let i = 0, j = 0; i < one.length && j < two.length; ) {
    if (same(one[i], two[j])) common.add(one[i++]).add(two[j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i += 1;
    else j += 1;
  }
  const marked = (found) => found.map((word) => ({ ...word, common: common.has(word) }));
  return [marked(one), marked(two)];
}

/**
 * Pairs of sentences, in the order of the left report: `[left, right]`, either of them null where it stands alone.
 * `known` are pairs that are sure from elsewhere. A sentence that only the right has comes after what it follows there.
 */
export function aligned(left, right, known = []) {
  const partner = partners(left, right, known);
  const taken = new Map(Array.from(partner, ([i, j]) => [j, i]));
  const rows = left.map((_, i) => [i, partner.get(i) ?? null]);
  right.forEach((_, j) => {
    if (taken.has(j)) return;
    const after = rows.findIndex(([, other]) => other === j - 1);
    rows.splice(j === 0 ? 0 : after + 1, 0, [null, j]);
  });
  return rows;
}

function partners(left, right, known) {
  const partner = new Map(known);
  const taken = new Set(partner.values());
  const bags = [left, right].map((sentences) => sentences.map(bag));
  const scored = [];
  bags[0].forEach((one, i) => bags[1].forEach((two, j) => scored.push([likeness(one, two), i, j])));
  scored.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2]);
  for (const [score, i, j] of scored) {
    if (score < ALIKE) break;
    if (partner.has(i) || taken.has(j)) continue;
    partner.set(i, j);
    taken.add(j);
  }
  return partner;
}

/** The words that say what a sentence is of: longer ones, by their beginnings, and figures. */
function bag(sentence) {
  const telling = words(sentence).map(({ word }) => word.toLowerCase());
  return new Set(telling.filter((word) => word.length > 3 || /\d/.test(word)).map((word) => word.slice(0, 6)));
}

/** Dice's coefficient. */
function likeness(one, two) {
  if (!one.size || !two.size) return 0;
  let shared = 0;
  for (const word of one) shared += two.has(word);
  return (2 * shared) / (one.size + two.size);
}

const plain = ({ word }) => word.toLowerCase().replaceAll("’", "'");
const same = (one, two) => plain(one) === plain(two);

/** Lengths of the longest common subsequences of the rests of both. */
function table(one, two) {
  const lengths = Array.from({ length: one.length + 1 }, () => new Uint16Array(two.length + 1));
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = same(one[i], two[j]) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
