// SPDX-License-Identifier: AGPL-3.0-or-later
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { HistoryItem } from "~/api/types";
import { actorName, changeWords, hasWords, isLine, reasonWords } from "./history_words";

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

/** The kinds of facts that may stand in the history of a ticket, as the desk declares them. */
function kindsOfTickets(): string[] {
  const features = join(import.meta.dirname, "../../../src/features");
  return readdirSync(features, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("events.hpp"))
    .flatMap((file) => readFileSync(join(features, file), "utf8").split(/^struct /m))
    .filter((struct) => struct.includes("TicketId"))
    .flatMap((struct) => /kind = "(\w+)"/.exec(struct)?.[1] ?? []);
}

it("has a line in plain words for every kind of fact", () => {
  const kinds = kindsOfTickets();
  expect(kinds).toContain("call_logged");
  // Its fields are said one by one.
  expect(kinds.filter((kind) => !hasWords(kind))).toEqual(["ticket_changed"]);
});

it("names the desk and a program, and gives no code for a reason", () => {
  const by = (kind: string, name: string) =>
    actorName({ ...fact("note_added"), actor: { kind, id: null, name, token: null } });
  expect(by("system", "handed_over")).toBe("Heed");
  expect(by("token", "Night shift")).toBe("Night shift");
  expect(reasonWords("handed_over")).toBe("What its owner had was handed over.");
  expect(reasonWords("The customer says so.")).toBe("The customer says so.");
});

it("says who brought in whom, and who came by themselves", () => {
  const joined = (person: number) => ({ ...fact("helper_joined"), new_value: { person } });
  const names = (_: string, id: number | string) => (id === 2 ? "Sam" : undefined);
  expect(changeWords(joined(2), names)).toBe("Noor brought in Sam to help");
  expect(changeWords(joined(1), names)).toBe("Noor joined to help");
});

it("says what is waited for, and of a date which", () => {
  const changed = (field: string, new_value: unknown) =>
    isLine({ ...fact("ticket_changed"), field, new_value } as HistoryItem);
  expect(changed("waiting_for", "supplier")).toBe(true);
  expect(changed("waiting_for", "until")).toBe(false);
  expect(changed("waiting_for", null)).toBe(false);
  expect(changed("waiting_until", "2026-12-01T08:00:00Z")).toBe(true);
  expect(changed("waiting_until", null)).toBe(false);
});
