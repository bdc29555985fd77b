// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that come back while others stand in the composer. Neither are lost: they wait beside.
import { type Draft, isEmptyHtml, type Words } from "~/core/drafts";

export const hasContent = (draft: Words) =>
  !isEmptyHtml(draft.html) || draft.attachments.length > 0;

/** Whether anything would be lost with this draft, on screen or beside it. */
export const isKept = (draft: Draft) => hasContent(draft) || (draft.aside ?? []).length > 0;

/** `back` comes into an empty composer; what stands in it stays, and `back` waits beside it. */
export const withBack = (now: Draft, back: Words): Draft =>
  hasContent(now)
    ? { ...now, aside: [...(now.aside ?? []), back] }
    : { ...back, aside: now.aside ?? [] };

/** What has waited longest comes into the composer; what stood there waits instead. */
export function swapped({ aside = [], ...now }: Draft): Draft {
  const [first, ...rest] = aside;
  if (!first) return now;
  return { ...first, aside: hasContent(now) ? [...rest, now] : rest };
}
