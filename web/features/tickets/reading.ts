// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from "react";
import type { Ticket } from "~/api/types";
import { afterPaint } from "~/core/after_paint";
import { queries } from "~/core/queries";
import { keepRow, markRead, rowOf, ticketQuery } from "./api";

/** Tells the desk that the ticket on screen is read up to its last entry, once somebody looks. */
export function useReading({ number, entries, unread }: Ticket) {
  const newest = entries.at(-1)?.id;
  useEffect(() => {
    if (!unread || newest === undefined) return;
    let cancel = () => {};
    const look = () => {
      if (document.visibilityState !== "visible") return;
      document.removeEventListener("visibilitychange", look);
      cancel = afterPaint(() => void read(number, newest));
    };
    document.addEventListener("visibilitychange", look);
    look();
    return () => {
      cancel();
      document.removeEventListener("visibilitychange", look);
    };
  }, [number, newest, unread]);
}

async function read(number: number, newest: number) {
  keepRow(number, { unread: false });
  try {
    const { unread, read_until } = await markRead(number, newest);
    queries.setQueryData(
      ticketQuery(number).queryKey,
      (held) => held && { ...held, unread, read_until },
    );
    // A list that was asked before the desk knew has brought the mark back, or still will.
    if (rowOf(number)?.unread || queries.isFetching({ queryKey: ["tickets"] }) > 0)
      void queries.invalidateQueries({ queryKey: ["tickets"] });
  } catch {
    // The mark stays on the desk and comes back with the list: nothing was lost, nothing to ask.
  }
}
