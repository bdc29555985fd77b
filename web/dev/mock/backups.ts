// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Schema } from "../../api/types.ts";
import type { Handler } from "./handlers.ts";
import { hour, iso, type World } from "./world.ts";

const day = 24 * hour;

/** Backups of the server; the empty world makes none, in the extreme one they fail. */
export function backupsRoutes({ size, now }: World): Record<string, Handler> {
  const count = size === "empty" ? 0 : size === "extreme" ? 60 : 14;
  const extreme = size === "extreme";
  const begun = now - (extreme ? 9 : 0.3) * day;
  const backups: Schema<"Backups"> = {
    into: size === "empty" ? null : extreme ? `/mnt/${"vault_".repeat(30)}` : "/mnt/backups",
    every_seconds: size === "empty" ? 0 : 86_400,
    keep: size === "empty" ? 0 : count,
    with_key: extreme,
    making_since: null,
    due_at: size === "empty" ? null : iso(begun + day),
    failed: extreme
      ? { at: iso(now - hour), why: `No space left on device: ${"vault_".repeat(30)}` }
      : null,
    items: Array.from({ length: count }, (_, at) => ({
      name: `desk-${iso(begun - at * day)
        .slice(0, 19)
        .replaceAll(":", "")}Z.heed`,
      written_at: iso(begun - at * day),
      bytes: 1_503_238_553 - at * 9_000_000,
    })),
  };
  return {
    "GET /backups": () => backups,
    "POST /backups": () => {
      backups.making_since = iso(now);
      return backups;
    },
  };
}
