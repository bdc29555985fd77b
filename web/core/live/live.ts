// SPDX-License-Identifier: AGPL-3.0-or-later
import type { QueryClient } from "@tanstack/react-query";
import { create } from "zustand";
import type { Presence, Ticket } from "~/api/types";
import type { LiveEvent, LiveStatus } from "./connection";
import { addFact, nothingStale, type Stale } from "./stale";
import { joinStream } from "./transport";

type LiveState = { status: LiveStatus; presence: Record<number, Presence[]> };

/** What the stream tells that is not a stored thing: whether it runs, and who looks at what. */
export const useLive = create<LiveState>(() => ({ status: "connecting", presence: {} }));

export function setPresence(ticket: number, people: Presence[]) {
  useLive.setState((state) => ({ presence: { ...state.presence, [ticket]: people } }));
}

/** Reads anew what is on screen and has grown old; the rest is only marked. */
export function refresh(queries: QueryClient, stale: Stale) {
  if (stale.everything) {
    void queries.invalidateQueries();
    return;
  }
  for (const number of stale.tickets) {
    void queries.invalidateQueries({ queryKey: ["ticket", number] });
    void queries.invalidateQueries({ queryKey: ["history", number] });
  }
  if (stale.lists) {
    void queries.invalidateQueries({ queryKey: ["tickets"] });
    void queries.invalidateQueries({ queryKey: ["counts"] });
  }
  for (const key of stale.others) void queries.invalidateQueries({ queryKey: [key] });
}

/**
 * Follows the stream from `readTo`, the position that everything read is at or behind, until told
 * to stop. Facts are gathered, so that a burst costs one reading.
 */
export function followStream(
  queries: QueryClient,
  readTo: number | null,
  onSignedOut: () => void,
): () => void {
  let stale = nothingStale();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const versionHeld = (number: number) =>
    queries.getQueryData<Ticket>(["ticket", number])?.version ?? null;

  // The jitter keeps a hundred desks from asking for the same ticket in the same instant.
  function soon() {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        const now = stale;
        stale = nothingStale();
        refresh(queries, now);
      },
      (document.hidden ? 1000 : 60) + Math.random() * (document.hidden ? 1000 : 240),
    );
  }

  function hear(event: LiveEvent) {
    if (event.type === "status") useLive.setState({ status: event.status });
    else if (event.type === "presence") setPresence(event.presence.ticket, event.presence.people);
    else if (event.type === "signed_out") onSignedOut();
    else if (event.type !== "hello") {
      if (event.type === "reset") stale.everything = true;
      else addFact(stale, event.fact, versionHeld);
      soon();
    }
  }

  const leave = joinStream(hear, readTo);
  return () => {
    clearTimeout(timer);
    leave();
    // Nobody keeps up to date any more what was read so far; the session says itself when it ends.
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== "session",
      refetchType: "none",
    });
  };
}
