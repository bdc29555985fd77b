// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Count } from "~/api/types";
import { teamView, type View, views } from "../views";
import { narrowedIn, queryOf, sumOf } from "./filter";

const all = views().find((one) => one.id === "all") as View;
const billing = teamView({ id: 3, name: "Billing" });
const me = 7;
const counts: Count[] = [
  { team_id: 3, owner_id: 7, state: "open", count: 2 },
  { team_id: 3, owner_id: null, state: "new", count: 4 },
  { team_id: 3, owner_id: 8, state: "closed", count: 30 },
  { team_id: null, owner_id: 8, state: "open", count: 500 },
];

it("narrows the list of everything, and a team's beyond what is open", () => {
  expect(queryOf(all, {})).toEqual({});
  expect(queryOf(all, { state: "closed", owner: 8 })).toEqual({ state: "closed", owner: "8" });
  expect(queryOf(billing, {})).toEqual({ team: "3", state: "new,open" });
  expect(queryOf(billing, { state: "any" })).toEqual({ team: "3" });
});

it("leaves narrow views as they are", () => {
  const inbox = views()[0] as View;
  expect(queryOf(inbox, { state: "closed" })).toEqual(inbox.query);
});

it("counts exactly", () => {
  expect(sumOf(counts, {}, me)).toBe(536);
  expect(sumOf(counts, queryOf(billing, {}), me)).toBe(6);
  expect(sumOf(counts, queryOf(billing, { state: "closed" }), me)).toBe(30);
  expect(sumOf(counts, queryOf(all, { owner: "me" }), me)).toBe(2);
  expect(sumOf(counts, queryOf(all, { owner: 8, team: "none" }), me)).toBe(500);
});

it("keeps of an address only what means something", () => {
  expect(narrowedIn({ state: "closed", team: 3, owner: "me" })).toEqual({
    state: "closed",
    team: 3,
    owner: "me",
  });
  expect(narrowedIn({ state: "gone", team: "me", owner: -1 })).toEqual({});
});
