// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { Refusal } from "~/api/problem";
import type { After, Ticket } from "~/api/types";
import type { Draft } from "~/core/drafts";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { queries } from "~/core/queries";
import { toast } from "~/kit/toast";
import { hasContent } from "./aside";
import { sendDraft } from "./send";

export type Sender = {
  busy: boolean;
  problem: string | null;
  /** What came in after the writer began, by id; they decide whether their answer still fits. */
  newer: number[];
  send: (then?: After) => Promise<void>;
  sendAnyway: () => Promise<void>;
};

type SendProps = {
  ticket: Ticket;
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  done: () => void;
  uploading: boolean;
};

/** Why a draft cannot go out yet, or nothing. */
export function obstacle(draft: Draft, uploading: boolean): string | null {
  if (uploading) return m.uploads_wait();
  if (!hasContent(draft)) return m.nothing_written();
  if (draft.mode === "reply" && draft.to.length === 0) return m.error_no_recipient();
  return null;
}

const doneWords = { reply: m.reply_sent, note: m.note_added, call: m.call_added };
const doneWith: Partial<Record<After, () => string>> = {
  resolved: m.reply_sent_resolved,
  waiting: m.reply_sent_waiting,
};

export function useSend({ ticket, draft, change, done, uploading }: SendProps): Sender {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [newer, setNewer] = useState<number[]>([]);
  const [wanted, setWanted] = useState<After | undefined>();

  async function send(then: After | undefined, basedOn: number | null) {
    if (busy) return;
    const reason = obstacle(draft, uploading);
    setProblem(reason);
    if (reason) return;
    setBusy(true);
    try {
      await sendDraft(ticket, { ...draft, based_on: basedOn }, then);
      setNewer([]);
      toast(((then && doneWith[then]) || doneWords[draft.mode])());
      done();
    } catch (fault) {
      if (fault instanceof Refusal && fault.code === "newer_entry") {
        setNewer(
          (fault.problem.entries ?? []).map((one) => (typeof one === "number" ? one : one.id)),
        );
        setWanted(then);
        void queries.invalidateQueries({ queryKey: ["ticket", ticket.number] });
      } else setProblem(sentence(fault));
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    problem,
    newer,
    send: (then) => send(then, draft.based_on),
    sendAnyway: async () => {
      const basedOn = newer.at(-1) ?? draft.based_on;
      change({ based_on: basedOn });
      await send(wanted, basedOn);
    },
  };
}
