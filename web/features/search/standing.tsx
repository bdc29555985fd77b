// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Notice } from "~/kit/notice";

/** Says when something may be missing from what was found. */
export function Standing({ of }: { of: Schema<"Standing"> | undefined }) {
  if (of?.incomplete) return <Notice role="status">{m.search_incomplete()}</Notice>;
  if (of?.behind_seconds)
    return <Notice role="status">{m.search_behind({ seconds: of.behind_seconds })}</Notice>;
  return null;
}
