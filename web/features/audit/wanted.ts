// SPDX-License-Identifier: AGPL-3.0-or-later
import { instantOf } from "~/core/zoned";
import type { Wanted } from "./api";
import { type Group, kindsOf } from "./kinds";

/** The form as it is filled in; empty fields do not matter. */
export type Search = { group: Group | ""; actor: string; ticket: string; from: string; to: string };

export const everything: Search = { group: "", actor: "", ticket: "", from: "", to: "" };

const dayAfter = (day: string) =>
  new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Days are those of the reader's zone, the last one included. */
export function wantedOf({ group, actor, ticket, from, to }: Search, zone: string): Wanted {
  const number = Number(ticket.replace("#", ""));
  return {
    ...(group ? { kind: kindsOf(group) } : {}),
    ...(actor ? { actor: Number(actor) } : {}),
    ...(ticket && Number.isSafeInteger(number) ? { ticket: number } : {}),
    ...(from ? { since: instantOf(`${from}T00:00`, zone) } : {}),
    ...(to ? { until: instantOf(`${dayAfter(to)}T00:00`, zone) } : {}),
  };
}
