// SPDX-License-Identifier: AGPL-3.0-or-later

const blocksInside = "p, div, ul, ol, table, h1, h2, h3, h4, pre, blockquote, br";
const ours = /^(\/api\/v1\/attachments\/|blob:)/;

function wrapContent(element: Element, name: string) {
  const around = element.ownerDocument.createElement(name);
  around.append(...element.childNodes);
  element.append(around);
}

/** Bold, italics and strokes that other programs write as styles; the desk's policy applies none. */
function readStyle(element: Element) {
  const style = (element.getAttribute("style") ?? "").toLowerCase();
  const weight = /font-weight:\s*(\w+)/.exec(style)?.[1] ?? "";
  const isPlain = weight === "normal" || Number(weight) < 600;
  if (/^(B|STRONG)$/.test(element.nodeName) && weight && isPlain) {
    element.replaceWith(...element.childNodes);
    return;
  }
  element.removeAttribute("style");
  if (element.nodeName !== "SPAN") return;
  if (weight.startsWith("bold") || Number(weight) >= 600) wrapContent(element, "strong");
  if (/font-style:\s*(italic|oblique)/.test(style)) wrapContent(element, "em");
  if (/text-decoration[^;]*line-through/.test(style)) wrapContent(element, "s");
}

/** The words of a cell in one line. */
function wordsOf(cell: Element): string {
  for (const block of cell.querySelectorAll(blocksInside)) block.prepend(" ");
  for (const end of cell.querySelectorAll("br")) end.replaceWith(" ");
  return (cell.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Words of one line of a table, cell by cell; what stands in a cell as lines becomes one. */
function rowOf(row: Element): Element {
  const line = row.ownerDocument.createElement("p");
  const cells = [...row.children].filter((cell) => /^T[DH]$/.test(cell.nodeName));
  cells.forEach((cell, at) => {
    if (at > 0) line.append(" | ");
    if (cell.querySelector(blocksInside)) line.append(wordsOf(cell));
    else line.append(...cell.childNodes);
  });
  return line;
}

/** A message has no tables: each row becomes a line, what is only laid out by one stays as it is. */
function unfoldTable(table: Element) {
  const lines = [...table.querySelectorAll("tr")].flatMap((row) => {
    const [cell, more] = [...row.children];
    if (!cell) return [];
    if (more) return [rowOf(row)];
    const box = table.ownerDocument.createElement("div");
    box.append(...cell.childNodes);
    return [box];
  });
  table.replaceWith(...lines);
}

/** What another program put on the clipboard, in the words that the editor knows. */
export function pasted(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const picture of page.querySelectorAll("img"))
    if (!ours.test(picture.getAttribute("src") ?? ""))
      picture.replaceWith(picture.getAttribute("alt") ?? "");
  for (const element of page.body.querySelectorAll("[style]")) readStyle(element);
  // The inner tables first: they are lines when the outer one is asked for its cells.
  for (const table of [...page.querySelectorAll("table")].reverse()) unfoldTable(table);
  return page.body.innerHTML;
}
