// SPDX-License-Identifier: AGPL-3.0-or-later
import { api, call } from "~/api/client";
import type { After, Schema, Ticket } from "~/api/types";
import type { Draft } from "~/core/drafts";
import { keepTicket, listsChanged } from "~/features/tickets";
import { toPlain } from "./text";

/** The numbers of the pictures inside the text: they belong to the entry as much as other files. */
export const picturesIn = (html: string) =>
  [...html.matchAll(/\/api\/v1\/attachments\/(\d+)/g)].map((found) => Number(found[1]));

export function bodyOf(draft: Pick<Draft, "html" | "plain" | "attachments">) {
  const text = draft.plain ? { body_text: toPlain(draft.html) } : { body_html: draft.html };
  const inline = draft.plain ? [] : picturesIn(draft.html);
  return {
    ...text,
    attachments: [...new Set([...draft.attachments.map((one) => one.id), ...inline])],
  };
}

/** Sends what was written in the way its mode says, and puts the answered ticket on screen. */
export async function sendDraft(
  ticket: Ticket,
  draft: Draft,
  then?: After,
): Promise<Schema<"WrittenTicket">> {
  const at = { params: { path: { number: ticket.number } } };
  const body = bodyOf(draft);
  const written = await (draft.mode === "note"
    ? call(api.POST("/tickets/{number}/notes", { ...at, body }))
    : draft.mode === "call"
      ? call(
          api.POST("/tickets/{number}/calls", {
            ...at,
            body: { ...body, direction: draft.direction },
          }),
        )
      : call(
          api.POST("/tickets/{number}/replies", {
            ...at,
            body: {
              ...body,
              to: draft.to,
              cc: draft.cc,
              ...(draft.based_on === null ? {} : { based_on: draft.based_on }),
              ...(then ? { then } : {}),
            },
          }),
        ));
  keepTicket(written);
  listsChanged();
  return written;
}
