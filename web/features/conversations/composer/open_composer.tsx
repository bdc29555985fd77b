// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { useEffect, useRef } from "react";
import type { Ticket } from "~/api/types";
import type { Draft } from "~/core/drafts";
import { m } from "~/core/messages/messages";
import type { EditorHold } from "~/kit/editor/rich_editor";
import { AsideNotice } from "./aside_notice";
import { ClosedNotice } from "./closed_notice";
import { ComposerFoot } from "./composer_foot";
import { ComposerHead } from "./composer_head";
import { useComposer, wishDone } from "./composer_state";
import { NewerNotice } from "./newer_notice";
import { Recipients } from "./recipients";
import { quoteHtml } from "./text";
import { Tray } from "./tray";
import { useSend } from "./use_send";
import { useUploads } from "./use_uploads";
import { Writing } from "./writing";

export type OpenProps = {
  ticket: Ticket;
  draft: Draft;
  /** Changes when the words are others than those the editor began with. */
  turn: number;
  change: (patch: Partial<Draft>) => void;
  discard: () => boolean;
  swap: () => void;
  onClose: () => void;
};

const placeholders = {
  reply: m.reply_placeholder,
  note: m.note_placeholder,
  call: m.call_placeholder,
};

export function OpenComposer(props: OpenProps) {
  const { ticket, draft, turn, change, discard, swap, onClose } = props;
  const hold = useRef<EditorHold>(null);
  const picker = useRef<HTMLInputElement>(null);
  const attachments = useRef(draft.attachments);
  attachments.current = draft.attachments;
  const { sending, start } = useUploads();
  const done = () => {
    if (!discard()) onClose();
  };
  const sender = useSend({ ticket, draft, change, done, uploading: sending.length > 0 });
  const wish = useComposer((state) => state.wish);

  useEffect(() => {
    if (wish?.ticket !== ticket.number) return;
    if (wish.mode) change({ mode: wish.mode });
    if (wish.quote) {
      const { author, from } = wish.quote;
      hold.current?.insert(
        quoteHtml(wish.quote, m.quote_intro({ name: author?.name || from?.name || m.somebody() })),
      );
    }
    hold.current?.focus();
    wishDone();
  }, [wish, ticket.number, change]);

  const takeFiles = async (files: { file: File; preview: string | null }[]) => {
    for (const { file, preview } of files) {
      void start(file).then((uploaded) => {
        if (preview) {
          hold.current?.swapImage(preview, uploaded?.url ?? null);
          URL.revokeObjectURL(preview);
        } else if (uploaded) change({ attachments: [...attachments.current, uploaded] });
      });
    }
  };

  const isNote = draft.mode === "note";
  return (
    <section
      aria-label={m.region_composer()}
      onDragOver={(event) => event.preventDefault()}
      className={clsx(
        "writing m-2 mt-0 flex max-h-[max(60%,16rem)] short:max-h-none shrink-0 flex-col rounded-card border two:mx-4 two:mb-3",
        isNote ? "note-mode border-note-text bg-note text-note-text" : "border-control bg-bg",
      )}
    >
      <ComposerHead draft={draft} change={change} onClose={onClose} />
      {ticket.state === "closed" && !isNote && <ClosedNotice ticket={ticket} />}
      {draft.mode === "reply" && <Recipients to={draft.to} cc={draft.cc} onChange={change} />}
      <NewerNotice
        newer={sender.newer}
        entries={ticket.entries}
        onAnyway={() => void sender.sendAnyway()}
      />
      <AsideNotice draft={draft} busy={sender.busy || sending.length > 0} onSwap={swap} />
      <div className="flex min-h-0 flex-col overflow-y-auto">
        <Writing
          key={`${ticket.number}-${draft.plain}-${turn}`}
          hold={hold}
          plain={draft.plain}
          html={draft.html}
          label={placeholders[draft.mode]()}
          placeholder={placeholders[draft.mode]()}
          autoFocus
          onChange={(html) => change({ html })}
          onFiles={(files) => void takeFiles(files)}
          onPickFiles={() => picker.current?.click()}
          onSubmit={(shift) => void sender.send(shift ? "resolved" : undefined)}
        />
        <Tray
          attachments={draft.attachments}
          sending={sending}
          onRemove={(id) =>
            change({ attachments: draft.attachments.filter((one) => one.id !== id) })
          }
        />
      </div>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          void takeFiles([...(event.target.files ?? [])].map((file) => ({ file, preview: null })));
          event.target.value = "";
        }}
      />
      <ComposerFoot
        draft={draft}
        change={change}
        onDiscard={done}
        sender={sender}
        uploading={sending.length > 0}
      />
    </section>
  );
}
