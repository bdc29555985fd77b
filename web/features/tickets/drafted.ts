// SPDX-License-Identifier: AGPL-3.0-or-later
import { create } from "zustand";
import { draftedTickets } from "~/core/drafts";

const useDraftedTickets = create<{ numbers: ReadonlySet<number> }>(() => ({ numbers: new Set() }));

/** The tickets on which this person has something unsent, for the marks in lists. */
export const useDrafted = () => useDraftedTickets((state) => state.numbers);

export async function readDrafted(person: number) {
  useDraftedTickets.setState({ numbers: new Set(await draftedTickets(person)) });
}

export function markDrafted(number: number, has: boolean) {
  const numbers = new Set(useDraftedTickets.getState().numbers);
  if (has === numbers.has(number)) return;
  if (has) numbers.add(number);
  else numbers.delete(number);
  useDraftedTickets.setState({ numbers });
}
