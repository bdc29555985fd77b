// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Fact } from "~/api/types";
import { addFact, nothingStale } from "./stale";

const fact = (part: Partial<Fact>): Fact => ({
  position: 1,
  kind: "ticket_changed",
  subject_type: "ticket",
  subject_id: 7,
  ticket: 7,
  version: 5,
  fields: ["owner_id"],
  ...part,
});
const after = (part: Partial<Fact>, held: number | null) =>
  addFact(nothingStale(), fact(part), () => held);

it("reads a ticket anew when somebody else changed it", () => {
  expect([...after({}, 4).tickets]).toEqual([7]);
});

it("takes the echo of our own write for what it is, but the lists may have moved", () => {
  const stale = after({}, 5);
  expect(stale.tickets.size).toBe(0);
  expect(stale.lists).toBe(true);
});

it("reads anew for a new entry, which does not touch the version", () => {
  expect([...after({ fields: [] }, 5).tickets]).toEqual([7]);
});

it("knows what else a fact concerns", () => {
  const stale = after({ ticket: null, kind: "organisation_changed" }, null);
  expect([...stale.others]).toEqual(["organisations"]);
  expect(stale.lists).toBe(false);
});
