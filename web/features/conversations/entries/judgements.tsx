// SPDX-License-Identifier: AGPL-3.0-or-later
import { Sparkles } from "lucide-react";
import { useId, useState } from "react";
import type { Entry, Judgement, JudgementKind } from "~/api/types";
import { m } from "~/core/messages/messages";
import { attempt, reverseJudgement } from "~/features/tickets";
import { Notice, NoticeButton } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { tip } from "~/kit/tooltip";

/** What is ordinary is told quietly; what wants a look is loud. */
type Words = { name: () => string; reverse: () => string; ordinary?: boolean };

const words: Record<JudgementKind, Words> = {
  thanks: { name: m.judged_thanks, reverse: m.reverse_thanks, ordinary: true },
  auto_reply: { name: m.judged_auto_reply, reverse: m.reverse_auto_reply, ordinary: true },
  duplicate: { name: m.judged_duplicate, reverse: m.reverse_duplicate, ordinary: true },
  joined: { name: m.judged_joined, reverse: m.reverse_joined, ordinary: true },
  related: { name: m.judged_related, reverse: m.reverse_related },
  spam: { name: m.judged_spam, reverse: m.reverse_spam },
  bounce: { name: m.judged_bounce, reverse: m.reverse_any },
  unreadable: { name: m.judged_unreadable, reverse: m.reverse_any },
  unproven: { name: m.judged_unproven, reverse: m.reverse_unproven },
};

type JudgementsProps = { entry: Entry; mayWrite: boolean; closed?: boolean };

/** What the desk decided by itself about a letter: why, and the one click that takes it back. */
export function Judgements({ entry, mayWrite, closed = false }: JudgementsProps) {
  if (entry.judgements.length === 0) return null;
  return (
    <div className="mb-2 flex flex-col gap-1">
      {entry.judgements.map((one) => (
        <JudgementLine
          key={one.id}
          entry={entry}
          judgement={one}
          mayWrite={mayWrite}
          closed={closed}
        />
      ))}
    </div>
  );
}

/** What taking a judgement back does; a closed ticket stays, and a new one goes on from it. */
export const reverseWords = (kind: JudgementKind, closed: boolean): string =>
  kind === "thanks" && closed ? m.reverse_thanks_closed() : (words[kind] ?? words.bounce).reverse();

type LineProps = { entry: Entry; judgement: Judgement; mayWrite: boolean; closed: boolean };

function JudgementLine({ entry, judgement, mayWrite, closed }: LineProps) {
  const [busy, setBusy] = useState(false);
  const { name, ordinary } = words[judgement.kind] ?? words.bounce;
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
  const takeBack =
    judgement.reversible && mayWrite
      ? { text: reverseWords(judgement.kind, closed), run: () => void run() }
      : null;
  if (ordinary) return <Aside name={name()} reason={judgement.reason} takeBack={takeBack} />;
  return (
    <Notice
      action={takeBack && <NoticeButton onClick={takeBack.run}>{takeBack.text}</NoticeButton>}
    >
      <strong className="font-semibold">{name()}.</strong> {judgement.reason}
    </Notice>
  );
}

type AsideProps = {
  name: string;
  reason: string;
  takeBack: { text: string; run: () => void } | null;
};

/** One small line; why stands in the tip, and below once it is asked for. */
function Aside({ name, reason, takeBack }: AsideProps) {
  const [open, setOpen] = useState(false);
  const why = useId();
  return (
    <div className="text-12 text-text-3">
      <p className="flex flex-wrap items-center gap-x-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? why : undefined}
          onClick={() => setOpen(!open)}
          {...(open ? {} : tip(reason))}
          className="inline-flex min-h-6 items-center gap-1 rounded-control hover:text-text"
        >
          <Sparkles aria-hidden className="size-3.5 shrink-0" />
          {name}
        </button>
        {takeBack && (
          <>
            <span aria-hidden>·</span>
            <button
              type="button"
              onClick={takeBack.run}
              className="min-h-6 rounded-control underline decoration-dotted underline-offset-2 hover:text-text"
            >
              {takeBack.text}
            </button>
          </>
        )}
      </p>
      {open && (
        <p id={why} className="pl-4.5 text-text-2 wrap-anywhere">
          {reason}
        </p>
      )}
    </div>
  );
}
