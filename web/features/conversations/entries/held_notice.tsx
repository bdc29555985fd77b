// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { dayAndTime, useReader } from "~/core/time";
import { discardHeld } from "~/features/tickets";
import { Notice, NoticeButton } from "~/kit/notice";
import { toast, toastFault } from "~/kit/toast";
import { bringBack } from "../composer/bring_back";

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
      <Notice tone="warn" action={mayWrite && <Discard answer={entry} />}>
        <strong className="font-semibold">{leaves}</strong> {entry.then && follows[entry.then]()}
      </Notice>
    </div>
  );
}

/** Stops the answer; its words go where this person writes, and what becomes of them is said. */
async function discardAndKeep(person: number, answer: Entry) {
  const ticket = await discardHeld(answer.id);
  const { gone, beside } = await bringBack(person, ticket, answer);
  toast(beside ? m.held_discarded_beside() : m.held_discarded());
  if (gone.length > 0)
    toast(m.held_files_gone({ names: gone.map(({ filename }) => filename).join(", ") }), {
      tone: "bad",
    });
}

/** Asks by itself: the first press arms it, the second stops the answer and gives its words back. */
function Discard({ answer }: { answer: Entry }) {
  const [armed, setArmed] = useState(false);
  const [busy, setBusy] = useState(false);
  const me = useMe();
  const run = async () => {
    if (busy) return;
    setBusy(true);
    await discardAndKeep(me.id, answer).catch(toastFault);
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
