// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import type { Entry, Judgement, JudgementKind } from "~/api/types";
import { m } from "~/core/messages/messages";
import { attempt, reverseJudgement } from "~/features/tickets";
import { Notice, NoticeButton } from "~/kit/notice";
import { toast } from "~/kit/toast";

const words: Record<JudgementKind, { name: () => string; reverse: () => string }> = {
  thanks: { name: m.judged_thanks, reverse: m.reverse_thanks },
  auto_reply: { name: m.judged_auto_reply, reverse: m.reverse_auto_reply },
  duplicate: { name: m.judged_duplicate, reverse: m.reverse_duplicate },
  joined: { name: m.judged_joined, reverse: m.reverse_joined },
  related: { name: m.judged_related, reverse: m.reverse_related },
  spam: { name: m.judged_spam, reverse: m.reverse_spam },
  bounce: { name: m.judged_bounce, reverse: m.reverse_any },
  unreadable: { name: m.judged_unreadable, reverse: m.reverse_any },
};

/** What the desk decided by itself about a letter: why, and the one click that takes it back. */
export function Judgements({ entry, mayWrite }: { entry: Entry; mayWrite: boolean }) {
  if (entry.judgements.length === 0) return null;
  return (
    <div className="mb-2 flex flex-col gap-1">
      {entry.judgements.map((one) => (
        <JudgementLine key={one.id} entry={entry} judgement={one} mayWrite={mayWrite} />
      ))}
    </div>
  );
}

function JudgementLine({
  entry,
  judgement,
  mayWrite,
}: {
  entry: Entry;
  judgement: Judgement;
  mayWrite: boolean;
}) {
  const [busy, setBusy] = useState(false);
  const { name, reverse } = words[judgement.kind] ?? words.bounce;
  const run = async () => {
    if (busy) return;
    setBusy(true);
    if (await attempt(reverseJudgement(entry.id, judgement.id))) toast(m.judgement_reversed());
    setBusy(false);
  };
  if (judgement.reversed)
    return (
      <p className="text-12 text-text-3">
        <s>{name()}</s> {m.judgement_was_reversed()}
      </p>
    );
  return (
    <Notice
      action={
        judgement.reversible &&
        mayWrite && <NoticeButton onClick={() => void run()}>{reverse()}</NoticeButton>
      }
    >
      <strong className="font-semibold">{name()}.</strong> {judgement.reason}
    </Notice>
  );
}
