// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { HistoryItem } from "~/api/types";
import { changeWords, isLine } from "./history_words";

const fact = (kind: string) =>
  ({
    position: 1,
    kind,
    field: null,
    actor: { kind: "agent", id: 1, name: "Noor", token: null },
  }) as HistoryItem;

it("says who discarded an answer, which nothing else shows any more", () => {
  expect(isLine(fact("message_discarded"))).toBe(true);
  expect(changeWords(fact("message_discarded"), () => undefined)).toBe(
    "Noor discarded an answer before it was sent",
  );
});

it("leaves what the conversation shows as an entry to the conversation", () => {
  expect(isLine(fact("message_released"))).toBe(false);
});
