// SPDX-License-Identifier: AGPL-3.0-or-later

const box = "data-heed-wide";

/**
 * A table wider than the letter's page scrolls by itself, so that the words around it stay on the
 * screen. Asked again whenever the page's width changes; a table once put into its box stays there.
 */
export function boxWideTables(page: Document) {
  const room = page.body.getBoundingClientRect();
  for (const table of page.body.querySelectorAll("table")) {
    if (table.parentElement?.closest(`table, [${box}]`)) continue;
    const { left, right } = table.getBoundingClientRect();
    if (left < room.left - 1 || right > room.right + 1) putIntoBox(page, table);
  }
}

function putIntoBox(page: Document, table: HTMLTableElement) {
  const around = page.createElement("div");
  around.setAttribute(box, "");
  around.style.overflowX = "auto";
  around.tabIndex = 0; // the arrow keys scroll it
  table.replaceWith(around);
  around.append(table);
}
