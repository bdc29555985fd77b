// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { CircleCheck, Clock3, CornerUpLeft, Trash2, Type } from "lucide-react";
import { useState } from "react";
import type { Draft } from "~/core/drafts";
import { m } from "~/core/messages/messages";
import { Button, IconButton } from "~/kit/button";
import { MenuItem } from "~/kit/menu";
import { SplitButton } from "~/kit/split_button";
import { hasContent } from "./aside";
import { formatted, plainly } from "./plainly";
import type { Sender } from "./use_send";

type FootProps = {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  onDiscard: () => void;
  sender: Sender;
  uploading: boolean;
};

export function ComposerFoot({ draft, change, onDiscard, sender, uploading }: FootProps) {
  const written = hasContent(draft);
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-divider px-2 py-2">
      {written && <Discard onDiscard={onDiscard} />}
      <IconButton
        label={draft.plain ? m.write_rich() : m.write_plain()}
        aria-pressed={draft.plain}
        disabled={uploading}
        onClick={() => change(draft.plain ? formatted(draft) : plainly(draft))}
        className="text-current"
      >
        <Type aria-hidden className="size-4" />
      </IconButton>
      <span
        role="status"
        className={clsx("min-w-0 flex-1 text-12", sender.problem ? "basis-60" : "truncate")}
      >
        {sender.problem ? (
          <span className="text-bad">{sender.problem}</span>
        ) : uploading ? (
          m.uploads_running()
        ) : written && draft.kept_at > 0 ? (
          m.draft_kept()
        ) : (
          ""
        )}
      </span>
      {draft.mode === "reply" ? (
        <SplitButton
          text={m.send()}
          menuLabel={m.send_more()}
          busy={sender.busy}
          onPress={() => void sender.send()}
        >
          <MenuItem
            icon={<CornerUpLeft className="size-4" />}
            keys="mod+Enter"
            onSelect={() => void sender.send("open")}
          >
            {m.send_open()}
          </MenuItem>
          <MenuItem
            icon={<CircleCheck className="size-4" />}
            keys="mod+shift+Enter"
            onSelect={() => void sender.send("resolved")}
          >
            {m.send_resolve()}
          </MenuItem>
          <MenuItem
            icon={<Clock3 className="size-4" />}
            onSelect={() => void sender.send("waiting")}
          >
            {m.send_wait()}
          </MenuItem>
        </SplitButton>
      ) : (
        <Button
          tone={draft.mode === "note" ? "note" : "primary"}
          busy={sender.busy}
          onClick={() => void sender.send()}
        >
          {draft.mode === "note" ? m.note_add() : m.call_add()}
        </Button>
      )}
    </footer>
  );
}

/** Asks by itself: the first press arms it, the second throws the text away. */
function Discard({ onDiscard }: { onDiscard: () => void }) {
  const [armed, setArmed] = useState(false);
  if (armed)
    return (
      <Button
        size="small"
        tone="danger"
        autoFocus
        onClick={onDiscard}
        onBlur={() => setArmed(false)}
      >
        {m.draft_discard_sure()}
      </Button>
    );
  return (
    <IconButton label={m.draft_discard()} onClick={() => setArmed(true)} className="text-current">
      <Trash2 aria-hidden className="size-4" />
    </IconButton>
  );
}
