// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Notice, NoticeButton } from "~/kit/notice";

type NoticeProps = { newer: number[]; entries: Entry[]; onAnyway: () => void };

/** The answer was stopped because something came in: show it, then send or change the answer. */
export function NewerNotice({ newer, entries, onAnyway }: NoticeProps) {
  const id = newer.at(-1);
  if (id === undefined) return null;
  // The entry itself is on its way to the conversation, and may arrive after this notice.
  const last = entries.find((one) => one.id === id);
  const name = last?.author?.name || last?.from?.name || last?.from?.email || m.somebody();
  const show = () => {
    const card = document.getElementById(`entry-${id}`);
    card?.scrollIntoView({ block: "center" });
    card?.focus();
  };
  return (
    <div className="px-2 pt-1">
      <Notice
        tone="warn"
        role="alert"
        action={
          <span className="flex flex-wrap gap-2">
            <NoticeButton onClick={show}>{m.newer_show()}</NoticeButton>
            <NoticeButton onClick={onAnyway}>{m.newer_send()}</NoticeButton>
          </span>
        }
      >
        <strong className="font-semibold">{m.newer_came({ name })}</strong>
        <span className="line-clamp-3">{last?.reply_text || last?.body_text}</span>
      </Notice>
    </div>
  );
}
