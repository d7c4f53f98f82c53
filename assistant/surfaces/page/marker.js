// The number of a citation: it opens the passage inside its document.

import { button, el } from "./dom.js";
import { address, go } from "./place.js";

/** A button that opens the passage that a citation quotes. */
export function marker(citation) {
  const whose = citation.outlet ?? citation.title;
  return button(
    {
      class: "marker",
      "aria-label": `Source ${citation.number}: ${whose}`,
      title: whose,
      "data-number": citation.number,
      click: () => go(passage(citation)),
    },
    String(citation.number),
  );
}

/** A link to a document, at a passage where one is given. */
export function documentLink(target, attributes, text) {
  const link = el("a", { dir: "auto", ...attributes, href: address(passage(target)) }, text);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab, as with any link
    event.preventDefault();
    go(passage(target));
  });
  return link;
}

/** A button that puts two documents side by side. */
export function compareButton(left, right, name = "Read side by side") {
  return button({ class: "plain compare", click: () => go({ compare: left, with: right }) }, name);
}

const passage = ({ document_id, start = null, end = null }) => ({ document: document_id, start, end });
