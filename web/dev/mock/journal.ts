// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FactItem } from "../../api/types.ts";
import { type Handler, list } from "./handlers.ts";
import { hour, iso, type World } from "./world.ts";

type Told = [kind: string, subject: string, data: Record<string, unknown>, number?: number];

const told: Told[] = [
  ["ticket_changed", "ticket", { changes: [{ field: "state", old: "new", new: "open" }] }, 10482],
  ["message_received", "entry", { entry: 4711, channel: "mail" }, 10482],
  ["signed_in", "person", { method: "password", network: "192.0.2.0" }],
  ["sign_ins_failed", "desk", { network: "198.51.100.0", count: 4 }],
  ["roles_changed", "person", { added: ["lead"], removed: [] }],
  ["mailbox_changed", "mailbox", { fields: ["signature"] }],
  ["letter_decided", "letter", { state: "taken" }, 10481],
  ["token_created", "token", { name: "Monitoring", scopes: ["ticket:read"] }],
  ["person_created", "person", { name: "Ada Okafor" }],
];

/** The latest facts of the world; in the extreme one many, with a long name. */
export function journalRoutes({ size, now }: World): Record<string, Handler> {
  const count = size === "empty" ? 0 : size === "extreme" ? 200 : 25;
  const facts = Array.from({ length: count }, (_, at): FactItem => {
    const [kind, subject_type, data, number] = told[at % told.length] as Told;
    const name = size === "extreme" ? "Maximiliane ".repeat(16).trim() : "Noor Abassi";
    return {
      position: 182_733 - at,
      at: iso(now - (at * hour) / 7),
      actor: at % 4 === 3 ? systemActor : { kind: "agent", id: 1, name, reason: null },
      kind,
      subject_type,
      subject_id: 17 + at,
      number: number ?? null,
      data,
      caused_by: null,
      origin: "live",
    };
  });
  const seal = {
    head: `182733:${"5f0c93b1a7d24e68".repeat(4)}`,
    sealed_at: iso(now - hour / 3_600),
    unsealed: 0,
  };
  return {
    "GET /facts": (_, __, query) => list(() => facts)([], {}, query),
    "GET /facts/seal": () =>
      size === "empty" ? { head: `0:${"0".repeat(64)}`, sealed_at: null, unsealed: 0 } : seal,
  };
}

const systemActor = { kind: "system", id: null, name: null, reason: "close_silent" };
