// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Draft } from "~/core/drafts";
import { m } from "~/core/messages/messages";
import { Notice, NoticeButton } from "~/kit/notice";
import { toPlain } from "./text";

type NoticeProps = { draft: Draft; busy: boolean; onSwap: () => void };

/** Other words wait beside those in the composer: how they begin, and the way to them. */
export function AsideNotice({ draft, busy, onSwap }: NoticeProps) {
  const first = draft.aside?.[0];
  if (!first) return null;
  const begins = toPlain(first.html) || first.attachments.map((one) => one.filename).join(", ");
  return (
    <div className="px-2 pt-1">
      <Notice action={!busy && <NoticeButton onClick={onSwap}>{m.aside_swap()}</NoticeButton>}>
        <strong className="font-semibold">{m.aside_waits()}</strong>
        <span title={begins} className="line-clamp-1 wrap-anywhere">
          {begins}
        </span>
      </Notice>
    </div>
  );
}
