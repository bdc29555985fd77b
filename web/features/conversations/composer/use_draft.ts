// SPDX-License-Identifier: AGPL-3.0-or-later
import { useCallback, useEffect, useRef, useState } from "react";
import type { Ticket } from "~/api/types";
import {
  type Draft,
  dropDraft,
  isEmptyHtml,
  keepDraft,
  leaveDraft,
  loadDraft,
} from "~/core/drafts";
import { useMe } from "~/core/session";
import { markDrafted } from "~/features/tickets";
import { emptyDraft, newestPublic } from "./text";

const pauseMs = 300;

export const hasContent = (draft: Draft) =>
  !isEmptyHtml(draft.html) || draft.attachments.length > 0;

/**
 * What is being written on a ticket. It is kept in this browser a moment after every change and at
 * once when the person turns away, so that a closed window or a crash costs nothing.
 */
export function useDraft(ticket: Ticket) {
  const me = useMe();
  const [draft, setDraft] = useState<Draft | null>(null);
  const latest = useRef<Draft | null>(null);
  const early = useRef<Partial<Draft>>({});
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const number = ticket.number;
  const start = useRef(ticket);
  start.current = ticket;

  const keepNow = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const now = latest.current;
    if (!now) return;
    markDrafted(number, hasContent(now));
    if (!hasContent(now)) return void dropDraft(me.id, number);
    const kept = { ...now, kept_at: Date.now() };
    void keepDraft(me.id, number, kept).then(() => {
      // Said only when it is so, and only of the words on screen.
      if (latest.current !== now) return;
      latest.current = kept;
      setDraft(kept);
    });
  }, [me.id, number]);

  useEffect(() => {
    let left = false;
    void loadDraft(me.id, number).then((kept) => {
      if (left) return;
      // What was asked for before the browser had read the draft counts: somebody who pressed the
      // key for a note must never find themselves writing to the customer.
      latest.current = { ...(kept ?? emptyDraft(start.current)), ...early.current };
      early.current = {};
      setDraft(latest.current);
    });
    const turnAway = () => {
      const now = latest.current;
      if (timer.current === undefined || !now) return;
      if (hasContent(now)) leaveDraft(me.id, number, now);
      keepNow();
    };
    document.addEventListener("visibilitychange", turnAway);
    window.addEventListener("pagehide", turnAway);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", turnAway);
      window.removeEventListener("pagehide", turnAway);
      turnAway();
    };
  }, [me.id, number, keepNow]);

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

  const discard = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    latest.current = emptyDraft(start.current);
    setDraft(latest.current);
    markDrafted(number, false);
    void dropDraft(me.id, number);
  }, [me.id, number]);

  return { draft, change, discard };
}
