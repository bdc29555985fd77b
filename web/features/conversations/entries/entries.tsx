// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowDown, Dot } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Entry, Ticket } from "~/api/types";
import { useCommands } from "~/core/commands/commands";
import { m } from "~/core/messages/messages";
import { useMay, useMe } from "~/core/session";
import { earlierEntries, readingOffers } from "~/features/tickets";
import { Button } from "~/kit/button";
import { Time } from "~/kit/time";
import { EntryCard } from "./entry_card";
import { type EventText, useEventLines } from "./event_lines";
import { useBottom } from "./use_bottom";

type EntriesProps = { ticket: Ticket; mayWrite: boolean; onQuote: (entry: Entry) => void };

export function Entries({ ticket, mayWrite, onQuote }: EntriesProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { atBottom, toBottom } = useBottom(scroller, content, ticket.number);
  const [cursor] = useState(ticket.earlier_entries_cursor);
  const earlier = useInfiniteQuery(earlierEntries(ticket.number, cursor));
  const older = (earlier.data?.pages ?? []).toReversed().flatMap((page) => page.items);
  const seen = new Set(ticket.entries.map((entry) => entry.id));
  const all = [...older.filter((entry) => !seen.has(entry.id)), ...ticket.entries];
  const hasEarlier = cursor !== null && (earlier.data ? earlier.hasNextPage : true);
  const woven = useEventLines(ticket.number, all);
  const newest = all.at(-1);
  const fresh = useFresh(newest?.id ?? 0, atBottom);
  useOwnWords(newest, toBottom);
  const position = useRef<number | null>(null);

  // What is read stays where it is while older entries push in above it.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || position.current === null || older.length === 0) return;
    element.scrollTop = element.scrollHeight - position.current;
    position.current = null;
  }, [older.length]);

  const showEarlier = () => {
    const element = scroller.current;
    position.current = element ? element.scrollHeight - element.scrollTop : null;
    void (earlier.data ? earlier.fetchNextPage() : earlier.refetch());
  };
  useEntryKeys(scroller);
  const mayRedact = useMay("ticket:redact", ticket.team?.id ?? null);

  return (
    <div className="relative min-h-40 flex-1 short:min-h-[40dvh]">
      <div
        ref={scroller}
        id="conversation"
        className="relative h-full overflow-y-auto overscroll-contain"
      >
        <div ref={content} className="mx-auto flex max-w-3xl flex-col gap-3 p-3 two:p-4">
          {hasEarlier && (
            <div className="text-center">
              <Button size="small" busy={earlier.isFetching} onClick={showEarlier}>
                {m.earlier_show()}
              </Button>
            </div>
          )}
          {all.length === 0 && !hasEarlier && (
            <p data-empty className="px-2 py-6 text-center text-14 text-text-2">
              {mayWrite ? m.conversation_none_write() : m.conversation_none()}
            </p>
          )}
          {woven.map((one) =>
            "kind" in one ? (
              <EntryCard
                number={ticket.number}
                mayRedact={mayRedact}
                key={one.id}
                entry={one}
                mayWrite={mayWrite}
                closed={ticket.state === "closed"}
                onQuote={onQuote}
              />
            ) : (
              <EventLine key={one.key} event={one} />
            ),
          )}
        </div>
      </div>
      {fresh && !atBottom && (
        <button
          type="button"
          onClick={toBottom}
          className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 text-13 font-medium text-on-accent shadow-popover"
        >
          <ArrowDown aria-hidden className="size-4" />
          {m.entries_fresh()}
        </button>
      )}
    </div>
  );
}

function EventLine({ event }: { event: EventText }) {
  return (
    <p className="flex items-center gap-1 px-2 text-12 text-text-3">
      <Dot aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere">{event.text}</span>
      <span aria-hidden>·</span>
      <Time at={event.at} shape="entry" className="whitespace-nowrap" />
    </p>
  );
}

/** What one has just written comes into sight, wherever one was reading. */
function useOwnWords(newest: Entry | undefined, toBottom: () => void) {
  const me = useMe().id;
  const seen = useRef(newest?.id);
  useEffect(() => {
    if (newest && newest.id !== seen.current && newest.author?.id === me) toBottom();
    seen.current = newest?.id;
  }, [newest, me, toBottom]);
}

/** Whether something came in below the reader since they last stood at the end. */
function useFresh(newest: number, atBottom: boolean): boolean {
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    if (atBottom) setSeen(newest);
  }, [atBottom, newest]);
  return newest !== seen;
}

function useEntryKeys(scroller: React.RefObject<HTMLDivElement | null>) {
  const step = (direction: 1 | -1) => {
    const cards = [...(scroller.current?.querySelectorAll<HTMLElement>("article") ?? [])];
    const at = cards.findIndex(
      (card) => card === document.activeElement || card.contains(document.activeElement),
    );
    const next = cards[at < 0 ? (direction > 0 ? 0 : cards.length - 1) : at + direction];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useCommands([
    { ...readingOffers.older, run: () => step(-1) },
    { ...readingOffers.newer, run: () => step(1) },
  ]);
}
