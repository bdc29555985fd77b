// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HistoryItem, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Notice, NoticeButton } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { historyQuery, inOrder, reopenTicket } from "./api";
import { attempt } from "./changes";
import { actorName } from "./history_words";

type Props = { ticket: Ticket; mayWrite: boolean };

/** What stands on a ticket that is spam: who said so, and the one press that takes it back. */
export function SpamNotice({ ticket, mayWrite }: Props) {
  if (ticket.state !== "cancelled" || ticket.cancelled_as !== "spam") return null;
  return <Marked ticket={ticket} mayWrite={mayWrite} />;
}

function Marked({ ticket, mayWrite }: Props) {
  const history = useInfiniteQuery(historyQuery(ticket.number));
  const [busy, setBusy] = useState(false);
  const mark = newestMark(inOrder(history.data?.pages));
  // What the desk judged by itself stands at its letter already, with the same way back.
  if (!mark && isJudged(ticket)) return null;
  const run = async () => {
    if (busy) return;
    setBusy(true);
    if (await attempt(reopenTicket(ticket))) toast(m.ticket_opened());
    setBusy(false);
  };
  const mayReopen = mayWrite && ticket.allowed.states.includes("open");
  return (
    <Notice
      tone="warn"
      square
      action={
        mayReopen && <NoticeButton onClick={() => void run()}>{m.reverse_spam()}</NoticeButton>
      }
    >
      {mark ? m.spam_marked_by({ who: mark.by }) : m.spam_marked()}
      {mark?.blocked && ` ${m.spam_blocked()}`}
    </Notice>
  );
}

const isJudged = ({ entries }: Ticket) =>
  entries.some(({ judgements }) => judgements.some((one) => one.kind === "spam" && !one.reversed));

/** The newest time that somebody marked a ticket as spam, and whether its sender went with it. */
export function newestMark(changes: HistoryItem[]): { by: string; blocked: boolean } | null {
  const at = changes.findLastIndex(
    ({ field, new_value }) => field === "cancelled_as" && new_value === "spam",
  );
  const mark = changes[at];
  if (!mark) return null;
  return {
    by: actorName(mark),
    blocked: changes.slice(at).some(({ kind }) => kind === "block_asked"),
  };
}
