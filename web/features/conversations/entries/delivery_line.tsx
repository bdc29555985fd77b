// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { Check, CheckCheck, CircleAlert, Clock3, type LucideIcon, Send } from "lucide-react";
import type { DeliveryState, Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { Notice } from "~/kit/notice";
import { HeldNotice } from "./held_notice";

const looks: Record<DeliveryState, { Icon: LucideIcon; words: () => string; text: string }> = {
  held: { Icon: Clock3, words: m.delivery_held, text: "text-text-3" },
  queued: { Icon: Clock3, words: m.delivery_queued, text: "text-text-3" },
  sending: { Icon: Send, words: m.delivery_sending, text: "text-text-3" },
  sent: { Icon: Check, words: m.delivery_sent, text: "text-text-3" },
  delivered: { Icon: CheckCheck, words: m.delivery_delivered, text: "text-ok" },
  bounced: { Icon: CircleAlert, words: m.delivery_bounced, text: "text-bad" },
  failed: { Icon: CircleAlert, words: m.delivery_failed, text: "text-bad" },
};

/** Whether a judgement above the words says the same already. */
export const isTold = ({ judgements }: Pick<Entry, "judgements">, text: string | null): boolean =>
  text !== null && judgements.some(({ reason, reversed }) => !reversed && reason.includes(text));

/** What became of an answer, in words. Trouble is loud, success is quiet. */
export function DeliveryLine({ entry, mayWrite }: { entry: Entry; mayWrite: boolean }) {
  const reader = useReader();
  if (!entry.delivery) return null;
  const { state, text, attempts, at } = entry.delivery;
  const { Icon, words, text: tone } = looks[state] ?? looks.queued;
  if (state === "bounced" || state === "failed")
    return (
      <div className="mt-3">
        <Notice tone="bad">
          <strong className="font-semibold">{words()}</strong> {isTold(entry, text) ? "" : text}
        </Notice>
      </div>
    );
  if (state === "held") return <HeldNotice entry={entry} mayWrite={mayWrite} />;
  const waits = state === "queued" || state === "sending";
  const why = [attempts > 1 && m.delivery_attempts({ count: attempts }), text]
    .filter(Boolean)
    .join(" ");
  return (
    <p
      title={[text, at && dayAndTime(at, reader)].filter(Boolean).join(" ")}
      className={clsx("mt-2 flex items-center gap-1 text-12", tone)}
    >
      <Icon aria-hidden className="size-3.5" />
      {words()}
      {waits && why && ` · ${why}`}
    </p>
  );
}
