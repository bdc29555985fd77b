// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from "react";
import type { TicketRow } from "~/api/types";

export type FrozenRow = { row: TicketRow; gone: boolean };
export type Frozen = { rows: FrozenRow[]; fresh: number; adopt: () => void };

type Shown = { key: string; rows: TicketRow[] };

/**
 * What to show of `latest` when `shown` is what the reader has before them: the same rows in the
 * same order with their newest contents; rows that left stay, marked; pages that were added below
 * go below; everything that would push in from above waits to be asked for.
 */
export function freeze(
  shown: TicketRow[],
  latest: TicketRow[],
): { rows: FrozenRow[]; fresh: number } {
  const newest = new Map(latest.map((row) => [row.number, row]));
  const held = new Set(shown.map((row) => row.number));
  const rows = shown.map((row) => ({
    row: newest.get(row.number) ?? row,
    gone: !newest.has(row.number),
  }));
  const lastHeld = latest.findLastIndex((row) => held.has(row.number));
  const below = latest.slice(lastHeld + 1).filter((row) => !held.has(row.number));
  const above = latest.slice(0, lastHeld + 1).filter((row) => !held.has(row.number));
  return { rows: [...rows, ...below.map((row) => ({ row, gone: false }))], fresh: above.length };
}

/** Keeps a list still under its reader. A new `key` (another list) or `adopt` shows it as it is now. */
export function useFrozen(key: string, latest: TicketRow[] | undefined, hasMore: boolean): Frozen {
  const [shown, setShown] = useState<Shown | null>(null);
  const current = shown?.key === key ? shown.rows : null;

  useEffect(() => {
    if (!latest) return;
    // The first answer for this list, or rows in a list that had none: nothing to hold still.
    if (!current || current.length === 0) setShown({ key, rows: latest });
    else {
      const { rows } = freeze(current, latest);
      if (rows.length > current.length) setShown({ key, rows: rows.map((one) => one.row) });
    }
  }, [key, latest, current]);

  if (!latest) return { rows: [], fresh: 0, adopt: () => undefined };
  const { rows, fresh } = freeze(current ?? latest, latest);
  // A full page can push a row past its end without it having left the list.
  const settled = hasMore
    ? rows.map((one, index) =>
        one.gone && index >= latest.length - fresh ? { ...one, gone: false } : one,
      )
    : rows;
  return { rows: settled, fresh, adopt: () => setShown({ key, rows: latest }) };
}
