// A figure that changes from date to date, drawn over time. Dots on stems and no line between them: what was
// between the dates, nobody said, and two reports need not count the same things.

import { dayAndMonth, inFull, onAxis } from "./dates.js";
import { el, svg } from "./dom.js";

const PLOT = { top: 26, base: 118, dates: 138, rows: 16, side: 44, leader: 30 };
const COLUMNS = 3; // quotes that stand in columns below their dots
const NARROW = 480; // CSS pixels below which they stand in rows
const NEAR = 72; // CSS pixels between labels
const ROWS = 3; // of dates; what would stand lower is told by the list alone
const NUMBER = { width: 48, height: 16 }; // CSS pixels

const figure = new Intl.NumberFormat("en-GB");

/** A drawing of dated values above the list that quotes them; `items` are that list's entries, in the same order. */
export function series(values, about, items) {
  const list = el("ol", { class: "quotes" }, items);
  const holder = el("div", { class: "chart" });
  const whole = el("div", { class: "drawn" }, holder, list);
  const draw = () => {
    const width = Math.round(holder.clientWidth);
    if (!width) return;
    const columns = width >= NARROW && values.length <= COLUMNS;
    whole.toggleAttribute("data-columns", columns);
    holder.replaceChildren(drawing(values, about, width, columns));
  };
  new ResizeObserver(draw).observe(holder);
  linked(whole, list);
  return whole;
}

function drawing(values, about, width, columns) {
  const points = placed(values, width);
  const lowest = Math.min(ROWS - 1, Math.max(...points.map(({ row }) => row)));
  const numbered = readable(points);
  const labels = PLOT.dates + lowest * PLOT.rows;
  const height = labels + (columns ? PLOT.leader : 8);
  const said = values.map(({ value, as_of }) => `${value} on ${inFull(as_of)}`).join("; ");
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": `${about} by date: ${said}` },
    svg("line", { class: "axis", x1: 0, x2: width, y1: PLOT.base, y2: PLOT.base }),
    points.map((point, place) => mark(point, place, numbered.includes(point))),
    columns && points.map((point, place) => leader(point, place, labels + 6, height, width / points.length)),
  );
}

/** Each value with its place in the drawing; dates that would run into each other stand one below the other. */
function placed(values, width) {
  const days = values.map(({ as_of }) => onAxis(as_of));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const most = Math.max(...values.map(({ number }) => number), 0) || 1;
  const ends = [];
  const rows = new Map(); // a day that two values have is written once
  return values.map(({ number, as_of }) => {
    const share = last > first ? (onAxis(as_of) - first) / (last - first) : 0.5;
    const x = PLOT.side + share * (width - 2 * PLOT.side);
    const y = PLOT.base - Math.max(0, number / most) * (PLOT.base - PLOT.top);
    if (rows.has(as_of)) return { x, y, number, as_of, row: rows.get(as_of), dated: false };
    const free = ends.findIndex((end) => x - end >= NEAR);
    const row = free < 0 ? ends.length : free;
    ends[row] = x;
    rows.set(as_of, row);
    return { x, y, number, as_of, row, dated: row < ROWS };
  });
}

/** The points whose number runs neither into another one nor into a stem; the others are told when pointed at. */
function readable(points) {
  const near = (one, other, width) => one !== other && Math.abs(one.x - other.x) < width;
  const shown = [];
  for (const point of points) {
    const onNumber = shown.some((one) => near(one, point, NUMBER.width) && Math.abs(one.y - point.y) < NUMBER.height);
    const onStem = points.some((one) => near(one, point, NUMBER.width / 2) && one.y < point.y - NUMBER.height / 2);
    if (!onNumber && !onStem) shown.push(point);
  }
  return shown;
}

function mark({ x, y, number, as_of, row, dated }, place, numbered) {
  return svg(
    "g",
    { class: numbered ? "point" : "point crowded", "data-place": place },
    svg("line", { class: "stem", x1: x, x2: x, y1: PLOT.base, y2: y }),
    svg("circle", { cx: x, cy: y, r: 4.5 }),
    svg("text", { class: "number", x, y: y - 10 }, figure.format(number)),
    dated && svg("text", { class: "date", x, y: PLOT.dates + row * PLOT.rows }, label(as_of, row)),
  );
}

const label = (as_of, row) => (row ? dayAndMonth(as_of) : inFull(as_of));

function leader({ x }, place, top, bottom, column) {
  const to = (place + 0.5) * column;
  const middle = (top + bottom) / 2;
  const d = `M${x} ${top} C${x} ${middle} ${to} ${middle} ${to} ${bottom}`;
  return svg("path", { class: "leader", "data-place": place, d });
}

/** Whatever is pointed at, its dot and its quote stand out together. */
function linked(whole, list) {
  const point = (place) => {
    for (const one of whole.querySelectorAll("[data-place]")) {
      one.classList.toggle("pointed", one.dataset.place === place);
    }
    [...list.children].forEach((item, at) => item.classList.toggle("pointed", String(at) === place));
  };
  whole.addEventListener("pointerover", ({ target }) => {
    const item = target.closest(".quotes > li");
    point(item ? String([...list.children].indexOf(item)) : target.closest("[data-place]")?.dataset.place);
  });
  whole.addEventListener("pointerleave", () => point(null));
}
