// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { attempt, discardHeld } from "~/features/tickets";
import { Notice, NoticeButton } from "~/kit/notice";
import { toast } from "~/kit/toast";

/** What an answer will make of its ticket when it leaves. */
const follows = {
  open: m.held_then_open,
  waiting: m.held_then_waiting,
  resolved: m.held_then_resolved,
};

/** An answer that has not left: when it will, what follows then, and the way to stop it. */
export function HeldNotice({ entry, mayWrite }: { entry: Entry; mayWrite: boolean }) {
  const reader = useReader();
  const leaves = entry.release_at
    ? m.held_leaves({ time: dayAndTime(entry.release_at, reader) })
    : m.delivery_held();
  return (
    <div className="mt-3">
      <Notice tone="warn" action={mayWrite && <Discard entry={entry.id} />}>
        <strong className="font-semibold">{leaves}</strong> {entry.then && follows[entry.then]()}
      </Notice>
    </div>
  );
}

/** Asks by itself: the first press arms it, the second throws the answer away. */
function Discard({ entry }: { entry: number }) {
  const [armed, setArmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    if (busy) return;
    setBusy(true);
    if (await attempt(discardHeld(entry))) toast(m.held_discarded());
    setBusy(false);
  };
  return (
    <NoticeButton
      onClick={() => (armed ? void run() : setArmed(true))}
      onBlur={() => setArmed(false)}
    >
      {armed ? m.held_discard_sure() : m.held_discard()}
    </NoticeButton>
  );
}
