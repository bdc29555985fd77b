// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { MailCheck } from "lucide-react";
import { useState } from "react";
import type { Letter } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button, buttonClass } from "~/kit/button";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { Tabs } from "~/kit/tabs";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { type LetterTab, letterList, retryLetter } from "./api";

const nothing: Record<LetterTab, () => string> = {
  unreadable: m.letters_unreadable_none,
  set_aside: m.letters_set_aside_none,
  blocked: m.letters_blocked_none,
};

/** What the one button on a letter does there. */
const act: Record<LetterTab, () => string> = {
  unreadable: m.letter_retry,
  set_aside: m.letter_make_request,
  blocked: m.letter_let_in,
};

/** Letters that became no ticket: unreadable ones, those Heed set aside, those of blocked senders. */
export function LettersScreen() {
  const [state, setState] = useState<LetterTab>("unreadable");
  const letters = useInfiniteQuery(letterList(state));
  const rows = letters.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={m.letters()} subtitle={m.letters_text()}>
      <Tabs
        label={m.letters()}
        chosen={state}
        onChoose={setState}
        tabs={[
          { id: "unreadable", text: m.letters_unreadable() },
          { id: "set_aside", text: m.letters_set_aside() },
          { id: "blocked", text: m.letters_blocked() },
        ]}
      />
      <div className="mt-4">
        {letters.isError && !rows ? (
          <Failed fault={letters.error} onRetry={() => void letters.refetch()} />
        ) : !rows ? (
          <SkeletonLines count={3} />
        ) : rows.length === 0 ? (
          <Empty icon={<MailCheck />} title={nothing[state]()} />
        ) : (
          <Panel>
            <Rows>
              {rows.map((letter) => (
                <LetterRow key={letter.id} letter={letter as Letter} tab={state} />
              ))}
            </Rows>
          </Panel>
        )}
      </div>
      {letters.hasNextPage && (
        <Button busy={letters.isFetchingNextPage} onClick={() => void letters.fetchNextPage()}>
          {m.more()}
        </Button>
      )}
    </Page>
  );
}

function LetterRow({ letter, tab }: { letter: Letter; tab: LetterTab }) {
  const [busy, setBusy] = useState(false);
  const from = [letter.from_name, letter.from_address].filter(Boolean).join(" · ") || m.somebody();
  const again = async () => {
    setBusy(true);
    await retryLetter(letter.id).then(() => toast(m.letter_retried()), toastFault);
    setBusy(false);
  };
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p title={letter.subject ?? ""} className="truncate text-14 font-medium">
          {letter.subject || m.subject_none()}
        </p>
        <p title={from} className="truncate text-12 text-text-3">
          {from} · <Time at={letter.received_at} shape="entry" />
        </p>
        <p className="text-13 text-text-2">{letter.decisions.at(-1)?.text}</p>
      </div>
      <a
        href={`/api/v1/letters/${letter.id}/source`}
        download={`letter-${letter.id}.eml`}
        className={buttonClass("secondary", "small")}
      >
        {m.original_download()}
      </a>
      <Button size="small" busy={busy} onClick={() => void again()}>
        {act[tab]()}
      </Button>
    </li>
  );
}
