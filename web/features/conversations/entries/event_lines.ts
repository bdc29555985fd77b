// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { Entry, HistoryItem } from "~/api/types";
import {
  cancellationsIn,
  changeWords,
  historyQuery,
  inOrder,
  isLine,
  useNames,
} from "~/features/tickets";

/** A change between two entries, as one line of the conversation. */
export type EventText = { key: string; at: string; text: string };

/**
 * Entries and changes in the order in which they happened. Changes older than the first entry shown
 * come with the entries they belong to.
 */
export function weave(
  entries: Entry[],
  changes: HistoryItem[],
  text: (item: HistoryItem) => string,
): (Entry | EventText)[] {
  const first = entries[0]?.at ?? "";
  const lines = changes
    .filter((item) => isLine(item) && item.at >= first)
    .map((item) => ({
      key: `${item.position}-${item.field ?? ""}`,
      at: item.at,
      text: text(item),
    }));
  const woven: (Entry | EventText)[] = [];
  let next = 0;
  for (const entry of entries) {
    for (let line = lines[next]; line && line.at < entry.at; line = lines[next]) {
      woven.push(line);
      next += 1;
    }
    woven.push(entry);
  }
  return [...woven, ...lines.slice(next)];
}

export function useEventLines(number: number, entries: Entry[]) {
  const {
    data: history,
    hasNextPage,
    isFetching,
    fetchNextPage,
  } = useInfiniteQuery(historyQuery(number));
  const names = useNames();
  const changes = useMemo(() => inOrder(history?.pages), [history]);
  const reachesBack = (changes[0]?.at ?? "") <= (entries[0]?.at ?? "");
  useEffect(() => {
    if (!reachesBack && hasNextPage && !isFetching) void fetchNextPage();
  }, [reachesBack, hasNextPage, isFetching, fetchNextPage]);
  const cancellations = useMemo(() => cancellationsIn(changes), [changes]);
  return weave(entries, changes, (item) =>
    changeWords(item, names, cancellations.get(item.position)),
  );
}
