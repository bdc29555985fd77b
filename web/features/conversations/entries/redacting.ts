// SPDX-License-Identifier: AGPL-3.0-or-later
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";

/** Nothing that was read before may be shown again: every copy this browser holds is dropped. */
async function forgetting<Value>(number: number, request: Promise<Value>): Promise<Value> {
  const value = await request;
  queries.removeQueries({ queryKey: ["original"] });
  queries.removeQueries({ queryKey: ["earlier", number] });
  for (const key of [["ticket", number], ["history", number], ["tickets"]])
    await queries.invalidateQueries({ queryKey: key });
  return value;
}

export const redactEntry = (number: number, entry: number, body: Schema<"RedactEntry">) =>
  forgetting(
    number,
    call(api.POST("/entries/{entry}/redactions", { params: { path: { entry } }, body })),
  );

export const redactFile = (number: number, attachment: number, body: Schema<"RedactFile">) =>
  forgetting(
    number,
    call(
      api.POST("/attachments/{attachment}/redaction", { params: { path: { attachment } }, body }),
    ),
  );

/** What somebody has selected inside an entry, also in the frame of a letter. */
export function selectedIn(entry: number): string {
  const article = document.getElementById(`entry-${entry}`);
  const frame = article?.querySelector("iframe")?.contentDocument?.getSelection()?.toString();
  if (frame?.trim()) return frame.trim();
  const selection = document.getSelection();
  const inside = selection?.anchorNode && article?.contains(selection.anchorNode);
  return inside ? selection.toString().trim() : "";
}
