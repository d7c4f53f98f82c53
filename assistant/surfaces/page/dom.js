// Builds elements. Text becomes text nodes and nothing else, wherever it comes from.

const SVG = "http://www.w3.org/2000/svg";
// What turns the direction of writing would have 16 read as 61. A mark stands in its place: offsets stay.
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

/** An element; attributes that are functions listen, null and false ones are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** An element with text of a source: it runs in its own direction, whatever stands around it. */
export function foreign(name, attributes, text) {
  return el(name, { dir: "auto", ...attributes }, text);
}

/** A link to elsewhere, where the address is one of the web; else the text alone. */
export function outward(address, text) {
  const safe = /^https?:\/\//i.test(address ?? "");
  return safe ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text) : text;
}

/** A button that does something on this page. */
export function button(attributes, ...children) {
  return el("button", { type: "button", ...attributes }, ...children);
}

/** What stands between the items of a row, dots in between; items that are null are left out. */
export function dotted(items) {
  const shown = items.filter((item) => item != null && item !== "");
  return shown.flatMap((item, place) => (place ? [el("span", { class: "dot" }, " · "), item] : [item]));
}

export const $ = (id) => document.getElementById(id);

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value === true) node.setAttribute(key, "");
    else if (value != null && value !== false) node.setAttribute(key, value);
  }
  const shown = children.flat(Infinity).filter((child) => child != null && child !== false);
  node.append(...shown.map((child) => (typeof child === "string" ? child.replace(TURNS, "\ufffd") : child)));
  return node;
}
