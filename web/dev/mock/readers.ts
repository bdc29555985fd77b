// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Schema } from "../../api/types.ts";
import type { Handler } from "./handlers.ts";
import { hour, iso, type World } from "./world.ts";

const names = ["outbox", "roles_lessened", "ticket_counts", "ticket_words"];

/** The readers of the journal; nothing is set aside in the empty world, much in the extreme one. */
export function readersRoutes({ size, now }: World): Record<string, Handler> {
  const count = size === "empty" ? 0 : size === "extreme" ? 60 : 2;
  const reason =
    size === "extreme" ? "unreachable_".repeat(40) : "The blob 5f0c93b1 could not be read.";
  let parked = Array.from({ length: count }, (_, at): Schema<"Parked"> => {
    return {
      reactor: at % 2 === 0 ? "outbox" : "a_reader_of_tomorrow",
      subject_type: at % 2 === 0 ? "ticket" : "organisation",
      subject_id: 10_482 - at,
      position: 182_000 + at,
      attempts: 3,
      reason,
      parked_at: iso(now - (at + 1) * hour),
    };
  });
  return {
    "GET /readers": () => ({
      readers: names.map((name, at) => ({
        name,
        kind: at < 2 ? "acts" : "derives",
        position: 182_733 - (at === 3 ? 212 : 0),
        lag: at === 3 ? 212 : 0,
        parked: name === "outbox" ? Math.ceil(count / 2) : 0,
        heard: 4_000,
        in_batch_ms: 12.5,
      })),
      parked,
    }),
    "POST /readers/:reader/retries": (_, body) => {
      parked = parked.filter((one) => one.subject_id !== body.subject_id);
      return undefined;
    },
  };
}
