// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Entry, HistoryItem } from "~/api/types";
import { inOrder } from "~/features/tickets";
import { weave } from "./event_lines";

const entry = (id: number, at: string) => ({ id, at, kind: "note" }) as Entry;
const change = (at: string, field: string | null, kind = "ticket_changed") =>
  ({ position: Number(at), at, kind, field }) as HistoryItem;
const order = (entries: Entry[], changes: HistoryItem[]) =>
  weave(entries, changes, (item) => item.kind).map((one) => one.at);

it("puts changes between the entries they happened between", () => {
  expect(
    order([entry(1, "10"), entry(2, "30")], [change("20", "state"), change("40", "owner_id")]),
  ).toEqual(["10", "20", "30", "40"]);
});

it("leaves out what is older than the entries shown, what nobody reads here, and entries themselves", () => {
  const changes = [
    change("05", "state"),
    change("11", "urgency"),
    change("12", null, "note_added"),
    change("13", null, "helper_joined"),
  ];
  expect(order([entry(1, "10")], changes)).toEqual(["10", "13"]);
});

it("puts pages that come newest first in the order of time, the fields of a change as they are", () => {
  const pages = [
    { items: [change("30", "state"), change("20", "subject"), change("20", "impact")] },
    { items: [change("10", "owner_id")] },
  ];
  expect(inOrder(pages).map((one) => one.field)).toEqual([
    "owner_id",
    "subject",
    "impact",
    "state",
  ]);
});
