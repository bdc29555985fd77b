// SPDX-License-Identifier: AGPL-3.0-or-later
import { create } from "zustand";
import { Refusal } from "~/api/problem";
import type { ChangeTicket, FieldConflict, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { queries } from "~/core/queries";
import { toastFault } from "~/kit/toast";
import { keepRow, keepTicket, patchTicket, ticketQuery } from "./api";

export type Conflict = {
  number: number;
  change: ChangeTicket;
  fields: Record<string, FieldConflict>;
  version: number;
};

/** A write that met somebody else's. Shown with both values until the person decides. */
export const useConflict = create<{ conflict: Conflict | null }>(() => ({ conflict: null }));

/**
 * Changes fields at once on screen, then on the server. If the server refuses, what was there
 * before comes back together with the reason.
 */
export async function changeTicket(ticket: Ticket, change: ChangeTicket, shown: Partial<Ticket>) {
  const key = ticketQuery(ticket.number).queryKey;
  await queries.cancelQueries({ queryKey: key });
  const before = queries.getQueryData(key) ?? ticket;
  const rowBefore = Object.fromEntries(
    Object.keys(shown).map((name) => [name, before[name as keyof Ticket]]),
  );
  queries.setQueryData(key, { ...before, ...shown });
  keepRow(ticket.number, shown);
  try {
    await patchTicket(ticket.number, { ...change, expected_version: before.version });
  } catch (fault) {
    queries.setQueryData(key, (now) => now && { ...now, ...rowBefore });
    keepRow(ticket.number, rowBefore);
    if (fault instanceof Refusal && fault.code === "changed_meanwhile" && fault.problem.fields) {
      const { fields, version } = fault.problem;
      useConflict.setState({
        conflict: { number: ticket.number, change, fields, version: version ?? before.version },
      });
    } else
      toastFault(
        fault,
        againAfter(fault, () => void changeTicket(before, change, shown)),
      );
  }
}

/** Trying again helps where nobody refused: a server that was not reached, or is too busy. */
const againAfter = (fault: unknown, run: () => void) =>
  fault instanceof Refusal && [0, 429, 503].includes(fault.status)
    ? { text: m.try_again(), run }
    : undefined;

/** Writes mine over theirs, knowing theirs. */
export async function keepMine({ number, change, version }: Conflict) {
  useConflict.setState({ conflict: null });
  try {
    await patchTicket(number, { ...change, expected_version: version });
  } catch (fault) {
    toastFault(fault);
  }
}

export function takeTheirs({ number }: Conflict) {
  useConflict.setState({ conflict: null });
  void queries.invalidateQueries({ queryKey: ["ticket", number] });
  void queries.invalidateQueries({ queryKey: ["tickets"] });
}

/** Does something to a ticket; a refusal becomes a sentence. True when it was done. */
export async function attempt(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (fault) {
    toastFault(fault);
    return false;
  }
}

/** The same for an act whose outcome is known beforehand, such as a tag. */
export async function optimistic(
  ticket: Ticket,
  shown: Partial<Ticket>,
  work: () => Promise<unknown>,
) {
  keepTicket({ ...ticket, ...shown });
  if (!(await attempt(work())))
    void queries.invalidateQueries({ queryKey: ["ticket", ticket.number] });
}
