// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Ticket } from "~/api/types";
import { queries } from "~/core/queries";

const most = 5;

/** Tickets that were open in this browser a while ago, the last first. */
export function recentTickets(): Pick<Ticket, "number" | "subject">[] {
  return queries
    .getQueryCache()
    .findAll({ queryKey: ["ticket"] })
    .filter((one) => one.state.data !== undefined)
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .slice(0, most)
    .map((one) => one.state.data as Ticket)
    .map(({ number, subject }) => ({ number, subject }));
}
