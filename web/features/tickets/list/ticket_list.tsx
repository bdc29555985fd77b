// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { TicketRow } from "~/api/types";
import { m } from "~/core/messages/messages";
import { usePreferences } from "~/core/preferences";
import { queries } from "~/core/queries";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { ticketList, ticketQuery } from "../api";
import { useDrafted } from "../drafted";
import { rem } from "../rem";
import { type Sort, sorts, type View } from "../views";
import { canNarrow, type Narrowed, queryOf } from "./filter";
import { useFrozen } from "./frozen";
import { useListKeys } from "./list_keys";
import { TicketRowLink } from "./ticket_row";

type ListProps = {
  view: View;
  narrowed: Narrowed;
  q: string;
  sort: Sort;
  selected: number | null;
};

const prefetch = (number: number) =>
  void queries.prefetchQuery({ ...ticketQuery(number), staleTime: 15_000 });

/** Rows grow with the reader's size of text; that can change while the desk is open. */
function useRowHeight(compact: boolean): number {
  const [size, setSize] = useState(rem);
  useEffect(() => {
    const look = () => setSize(rem());
    addEventListener("resize", look);
    return () => removeEventListener("resize", look);
  }, []);
  return (compact ? 2.5 : 3.5) * size;
}

/** What the server is asked for. */
export const filterOf = (view: View, narrowed: Narrowed, q: string, sort: Sort) => ({
  ...queryOf(view, narrowed),
  ...(q ? { q } : {}),
  sort,
});

/** A server that cannot filter by the reason of a cancelling sends them all. */
export const shownOf = ({ query }: View, pages: { items: TicketRow[] }[]): TicketRow[] =>
  pages
    .flatMap((page) => page.items)
    .filter((row) => !query.cancelled_as || row.cancelled_as === query.cancelled_as);

/** Each list begins at its first row, wherever the reader was in the one before. */
export function TicketList(props: ListProps) {
  const { view, narrowed, q, sort } = props;
  return <OneList key={JSON.stringify([view.id, narrowed, q, sort])} {...props} />;
}

function OneList({ view, narrowed, q, sort, selected }: ListProps) {
  const filter = filterOf(view, narrowed, q, sort);
  const list = useInfiniteQuery(ticketList(filter));
  const latest = useMemo(() => list.data && shownOf(view, list.data.pages), [list.data, view]);
  const key = JSON.stringify(filter);
  const { rows, fresh, adopt } = useFrozen(key, latest, list.hasNextPage);
  const density = usePreferences((state) => state.density);
  const drafted = useDrafted();
  const scroller = useRef<HTMLDivElement>(null);
  const compact = density === "compact";
  const height = useRowHeight(compact);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback(() => height, [height]),
    overscan: 8,
    getItemKey: (index) => rows[index]?.row.number ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;

  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= rows.length - 12) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, rows.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights come from here.
  useEffect(() => virtual.measure(), [height]);
  useEffect(() => {
    // Who walks the list by keys from within stays within.
    if (selected === null || !scroller.current?.contains(document.activeElement)) return;
    scroller.current.querySelector<HTMLElement>("a[aria-current]")?.focus({ preventScroll: true });
  }, [selected]);
  useListKeys({
    rows,
    selected,
    view: view.id,
    show: (index) => virtual.scrollToIndex(index, { align: "auto" }),
  });

  if (list.isError && !latest)
    return <Failed fault={list.error} onRetry={() => void list.refetch()} />;
  // A search that has looked at very much answers with an empty page and goes on with the next.
  if (!latest || (rows.length === 0 && hasNextPage)) return <SkeletonLines count={9} />;
  const Icon = view.icon;
  // Thousands of rows are one stop of the Tab key; the arrows walk them.
  const offset = virtual.scrollOffset ?? 0;
  const stop =
    items.find((item) => rows[item.index]?.row.number === selected) ??
    items.find((item) => item.start >= offset);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {rows.length === 0 ? (
        <Empty icon={<Icon />} title={q ? m.empty_search_title({ words: q }) : view.emptyTitle}>
          {q ? m.empty_search_text() : view.emptyText}
        </Empty>
      ) : (
        <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          <ul className="relative" style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const one = rows[item.index];
              if (!one) return null;
              return (
                <li
                  key={item.key}
                  aria-setsize={hasNextPage ? -1 : rows.length}
                  aria-posinset={item.index + 1}
                  className="absolute inset-x-0 top-0"
                  style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                >
                  <TicketRowLink
                    row={one.row}
                    gone={one.gone}
                    view={view.id}
                    selected={one.row.number === selected}
                    stop={item.key === stop?.key}
                    drafted={drafted.has(one.row.number)}
                    compact={compact}
                    by={q ? "changed_at" : sorts[sort].query.sort}
                    showState={canNarrow(view) || Boolean(q)}
                    onPoint={prefetch}
                  />
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {/* A line of its own below the rows: it covers none of them, and none moves when it comes. */}
      {fresh > 0 && (
        <button
          type="button"
          onClick={() => {
            adopt();
            scroller.current?.scrollTo({ top: 0 });
          }}
          className="my-2 flex min-h-8 shrink-0 items-center gap-1.5 self-center rounded-full bg-accent px-3 text-13 font-medium text-on-accent max-two:min-h-touch"
        >
          <ArrowUp aria-hidden className="size-4" />
          {m.list_fresh({ count: fresh })}
        </button>
      )}
    </div>
  );
}
