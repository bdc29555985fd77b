// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Attachment, Entry, Ticket } from "~/api/types";
import { changeDraft, type Words } from "~/core/drafts";
import { markDrafted } from "~/features/tickets";
import { hasContent, withBack } from "./aside";
import { goTo } from "./composer_state";
import { picturesIn } from "./send";
import { emptyDraft, newestPublic, toHtml, withoutPictures } from "./text";

/** Takes words back; true when others stood in the composer and these wait beside them. */
type Take = (back: Words) => boolean;
const composers = new Map<number, Take>();

/** The composer of a ticket takes what comes back while it is on screen; answers how to stop. */
export function awaitBack(ticket: number, take: Take): () => void {
  composers.set(ticket, take);
  return () => {
    if (composers.get(ticket) === take) composers.delete(ticket);
  };
}

/** Into the composer, and where that is not on screen, into what is kept for it. */
async function give(person: number, ticket: Ticket, back: Words): Promise<boolean> {
  const take = composers.get(ticket.number);
  if (take) {
    const beside = take(back);
    goTo(ticket.number);
    return beside;
  }
  let beside = false;
  await changeDraft(person, ticket.number, (kept = emptyDraft(ticket)) => {
    beside = hasContent(kept);
    return withBack(kept, back);
  });
  markDrafted(ticket.number, true);
  return beside;
}

/** A file somebody else uploaded is not ours to send. Unknown counts as there: sending will tell. */
const isThere = ({ url }: Attachment) =>
  fetch(url, { method: "HEAD" }).then(
    ({ ok }) => ok,
    () => true,
  );

/**
 * The words of an answer that will not be sent come back to whoever writes on its ticket, with the
 * recipients and the files that still exist. Answers the files that do not, and whether other words
 * stood in the composer already.
 */
export async function bringBack(
  person: number,
  ticket: Ticket,
  answer: Entry,
): Promise<{ gone: Attachment[]; beside: boolean }> {
  const there = await Promise.all(answer.attachments.map(isThere));
  const gone = answer.attachments.filter((_, at) => !there[at]);
  const html = withoutPictures(answer.body_html ?? toHtml(answer.body_text), gone);
  const inText = picturesIn(html);
  const beside = await give(person, ticket, {
    mode: "reply",
    html,
    plain: answer.body_html === null,
    to: answer.to.map(({ email }) => email),
    cc: answer.cc.map(({ email }) => email),
    attachments: answer.attachments.filter(
      (one, at) => there[at] && !one.inline && !inText.includes(one.id),
    ),
    direction: "in",
    based_on: newestPublic(ticket.entries),
    kept_at: 0,
  });
  return { gone, beside };
}
