// SPDX-License-Identifier: AGPL-3.0-or-later

const roots =
  "[data-heed-quote], .heed-quote, blockquote[type=cite], .gmail_quote, .moz-cite-prefix, .yahoo_quoted, #divRplyFwdMsg, #appendonsend, .moz-signature, .gmail_signature, blockquote";

const hasText = (text: string | null | undefined) => /[\p{L}\p{N}]/u.test(text ?? "");

/** The first and the last text of the writer's own words: those that stand in no quote. */
function ownWords(page: Document): { first: Node | null; last: Node | null } {
  const own: { first: Node | null; last: Node | null } = { first: null, last: null };
  const walker = page.createTreeWalker(page.body, 4 /* text */);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!hasText(node.textContent) || node.parentElement?.closest(roots)) continue;
    own.first ??= node;
    own.last = node;
  }
  return own;
}

/**
 * Hides or shows the old letters and the signature below an answer. Quotes that are answered in between stay, because
 * without them the answer cannot be understood; so does a letter that is nothing but a quote.
 * Returns how many can be hidden.
 */
export function foldQuotes(page: Document, folded: boolean): number {
  let foldable = 0;
  const { first, last } = ownWords(page);
  for (const element of page.body.querySelectorAll<HTMLElement>(roots)) {
    if (element.parentElement?.closest(roots)) continue;
    const before = first && element.compareDocumentPosition(first) & 2; /* preceding */
    const after = last && element.compareDocumentPosition(last) & 4; /* following */
    const below = Boolean(before) && !after;
    const fold = folded && below;
    element.style.display = fold ? "none" : "";
    const intro = introOf(element);
    if (intro) intro.style.display = fold ? "none" : "";
    if (below) foldable += 1;
  }
  return foldable;
}

/** "On Tuesday Ada wrote:" belongs to the quote below it. */
function introOf(quote: Element): HTMLElement | null {
  const before = quote.previousElementSibling;
  if (!before || !("style" in before)) return null;
  const text = (before.textContent ?? "").trim();
  return text.length < 300 && /\d/.test(text) && /:$/.test(text) ? (before as HTMLElement) : null;
}
