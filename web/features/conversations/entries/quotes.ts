// SPDX-License-Identifier: AGPL-3.0-or-later

const roots =
  "[data-heed-quote], .heed-quote, blockquote[type=cite], .gmail_quote, .moz-cite-prefix, .yahoo_quoted, #divRplyFwdMsg, #appendonsend, blockquote";

const hasText = (text: string | null | undefined) => /[\p{L}\p{N}]/u.test(text ?? "");

/** Whether anything the writer wrote follows the element: then it is answered in between. */
function isLast(element: Element, page: Document): boolean {
  const range = page.createRange();
  range.setStartAfter(element);
  range.setEndAfter(page.body.lastChild ?? page.body);
  const rest = range.cloneContents();
  for (const quote of rest.querySelectorAll(roots)) quote.remove();
  return !hasText(rest.textContent);
}

/**
 * Hides or shows the old letters below an answer. Quotes that are answered in between stay, because
 * without them the answer cannot be understood. Returns how many are hidden.
 */
export function foldQuotes(page: Document, folded: boolean): number {
  let hidden = 0;
  for (const element of page.body.querySelectorAll<HTMLElement>(roots)) {
    if (element.parentElement?.closest(roots)) continue;
    const fold = folded && isLast(element, page) && hasText(bodyBefore(element, page));
    element.style.display = fold ? "none" : "";
    if (fold) hidden += 1;
  }
  return hidden;
}

/** A letter that is nothing but a quote is shown whole. */
function bodyBefore(element: Element, page: Document): string | null {
  const range = page.createRange();
  range.setStart(page.body, 0);
  range.setEndBefore(element);
  return range.toString();
}
