// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Fact } from "~/api/types";

export type Stale = {
  everything: boolean;
  tickets: Set<number>;
  lists: boolean;
  others: Set<string>;
};

export const nothingStale = (): Stale => ({
  everything: false,
  tickets: new Set(),
  lists: false,
  others: new Set(),
});

const resources: [prefix: string, key: string][] = [
  ["person", "people"],
  ["organisation", "organisations"],
  ["agent", "agents"],
  ["team", "teams"],
  ["role", "roles"],
  ["mailbox", "mailboxes"],
  ["category", "categories"],
  ["settings", "settings"],
  ["priorities", "priorities"],
  ["template", "templates"],
  ["cause", "cause_codes"],
  ["letter", "letters"],
];

/**
 * Adds what one fact makes old. A change of fields whose version we already hold is the echo of our
 * own write and needs no new reading; an entry never touches the version, so it always does.
 */
export function addFact(
  stale: Stale,
  fact: Fact,
  versionHeld: (ticket: number) => number | null,
): Stale {
  if (fact.ticket === null) {
    for (const [prefix, key] of resources) if (fact.kind.startsWith(prefix)) stale.others.add(key);
    return stale;
  }
  stale.lists = true;
  const held = versionHeld(fact.ticket);
  const isEcho =
    fact.fields.length > 0 && fact.version !== null && held !== null && fact.version <= held;
  if (!isEcho) stale.tickets.add(fact.ticket);
  return stale;
}
