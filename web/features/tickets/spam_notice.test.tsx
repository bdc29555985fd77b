// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { HistoryItem } from "~/api/types";
import { cancellationsIn, changeWords } from "./history_words";
import { newestMark } from "./spam_notice";

const change = (position: number, what: Partial<HistoryItem>) =>
  ({
    position,
    kind: "ticket_changed",
    actor: { kind: "agent", id: 1, name: "Noor", token: null },
    ...what,
  }) as HistoryItem;
const marked = (position: number) => [
  change(position, { field: "state", old_value: "open", new_value: "cancelled" }),
  change(position, { field: "cancelled_as", old_value: null, new_value: "spam" }),
];
const takenBack = [
  change(3, { field: "state", old_value: "cancelled", new_value: "open" }),
  change(3, { field: "cancelled_as", old_value: "spam", new_value: null }),
];
const blocked = (position: number) => change(position, { field: null, kind: "block_asked" });

it("knows who marked a ticket as spam, and whether its sender went with it", () => {
  expect(newestMark([...marked(1), blocked(2)])).toEqual({ by: "Noor", blocked: true });
  expect(newestMark(marked(1))).toEqual({ by: "Noor", blocked: false });
});

it("speaks of the newest mark alone", () => {
  expect(newestMark([...marked(1), blocked(2), ...takenBack, ...marked(4)])).toEqual({
    by: "Noor",
    blocked: false,
  });
});

it("knows nobody where the desk itself opened it as spam", () => {
  expect(newestMark([change(1, { field: null, kind: "ticket_opened" })])).toBeNull();
});

it("says spam in the conversation, not only that it is cancelled", () => {
  const changes = [...marked(1), ...takenBack];
  const cancellations = cancellationsIn(changes);
  const lines = changes
    .filter(({ field }) => field === "state")
    .map((item) => changeWords(item, () => undefined, cancellations.get(item.position)));
  expect(lines).toEqual(["Noor marked this as spam", "Noor took back that this is spam"]);
});
