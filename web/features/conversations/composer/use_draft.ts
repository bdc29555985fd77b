// SPDX-License-Identifier: AGPL-3.0-or-later
import { useCallback, useEffect, useRef, useState } from "react";
import type { Ticket } from "~/api/types";
import { type Draft, dropDraft, keepDraft, leaveDraft, loadDraft, type Words } from "~/core/drafts";
import { useMe } from "~/core/session";
import { markDrafted } from "~/features/tickets";
import { hasContent, isKept, swapped, withBack } from "./aside";
import { awaitBack } from "./bring_back";
import { emptyDraft, newestPublic } from "./text";

const pauseMs = 300;

/**
 * What is being written on a ticket. It is kept in this browser a moment after every change and at
 * once when the person turns away, so that a closed window or a crash costs nothing.
 */
export function useDraft(ticket: Ticket) {
  const me = useMe();
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);
  const early = useRef<Partial<Draft>>({});
  const earlyBack = useRef<Words[]>([]);
  // Other words than those the editor began with: it begins anew.
  const [turn, setTurn] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const number = ticket.number;
  const start = useRef(ticket);
  start.current = ticket;

  const keepNow = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const now = latest.current;
    if (!now) return;
    markDrafted(number, isKept(now));
    if (!isKept(now)) return void dropDraft(me.id, number);
    const kept = { ...now, kept_at: Date.now() };
    void keepDraft(me.id, number, kept).then(() => {
      // Said only when it is so, and only of the words on screen.
      if (latest.current !== now) return;
      latest.current = kept;
      setDraft(kept);
    });
  }, [me.id, number]);

  const put = useCallback(
    (next: Draft) => {
      latest.current = { ...next, kept_at: 0 };
      setDraft(latest.current);
      setTurn((one) => one + 1);
      keepNow();
    },
    [keepNow],
  );

  useEffect(() => {
    let left = false;
    const backAgain = awaitBack(number, (back) => {
      const now = latest.current;
      if (!now) earlyBack.current.push(back);
      else if (!hasContent(now)) put(withBack(now, back));
      else {
        latest.current = withBack(now, back);
        setDraft(latest.current);
        keepNow();
        return true;
      }
      return false;
    });
    void loadDraft(me.id, number).then((kept) => {
      if (left) return;
      // What was asked for before the browser had read the draft counts: somebody who pressed the
      // key for a note must never find themselves writing to the customer.
      latest.current = { ...(kept ?? emptyDraft(start.current)), ...early.current };
      early.current = {};
      const backs = earlyBack.current.splice(0);
      if (backs.length > 0) return put(backs.reduce(withBack, latest.current));
      setDraft(latest.current);
    });
    const turnAway = () => {
      const now = latest.current;
      if (timer.current === undefined || !now) return;
      if (isKept(now)) leaveDraft(me.id, number, now);
      keepNow();
    };
    document.addEventListener("visibilitychange", turnAway);
    window.addEventListener("pagehide", turnAway);
    return () => {
      left = true;
      backAgain();
      document.removeEventListener("visibilitychange", turnAway);
      window.removeEventListener("pagehide", turnAway);
      turnAway();
    };
  }, [me.id, number, keepNow, put]);

  const change = useCallback(
    (patch: Partial<Draft>) => {
      if (!latest.current) {
        early.current = { ...early.current, ...patch };
        return;
      }
      // The first words fix what this is an answer to: anything newer is then news to the writer.
      const begins = !hasContent(latest.current) && patch.html !== undefined;
      const based_on = begins ? newestPublic(start.current.entries) : latest.current.based_on;
      latest.current = { ...latest.current, based_on, ...patch, kept_at: 0 };
      setDraft(latest.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(keepNow, pauseMs);
    },
    [keepNow],
  );

  /** Throws away what stands in the composer; true when other words took its place. */
  const discard = useCallback((): boolean => {
    const aside = latest.current?.aside ?? [];
    if (aside.length > 0) {
      put(swapped({ ...emptyDraft(start.current), aside }));
      return true;
    }
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = emptyDraft(start.current);
    setDraft(latest.current);
    markDrafted(number, false);
    void dropDraft(me.id, number);
    return false;
  }, [me.id, number, put]);

  const swap = useCallback(() => {
    if (latest.current) put(swapped(latest.current));
  }, [put]);

  return { draft, turn, change, discard, swap };
}
