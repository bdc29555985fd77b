// SPDX-License-Identifier: AGPL-3.0-or-later
import { ChevronDown, CornerUpLeft, Phone, StickyNote } from "lucide-react";
import type { Draft, DraftMode } from "~/core/drafts";
import { m } from "~/core/messages/messages";
import { IconButton } from "~/kit/button";
import { Tabs } from "~/kit/tabs";
import { Direction } from "./direction";

type HeadProps = { draft: Draft; change: (patch: Partial<Draft>) => void; onClose: () => void };

export function ComposerHead({ draft, change, onClose }: HeadProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-2 pt-1.5 pb-1">
      <div className="min-w-0 max-two:flex-1">
        <Tabs<DraftMode>
          label={m.write_as()}
          chosen={draft.mode}
          onChoose={(mode) => change({ mode })}
          tabs={[
            {
              id: "reply",
              text: m.reply(),
              icon: <CornerUpLeft aria-hidden className="size-3.5" />,
            },
            { id: "note", text: m.note(), icon: <StickyNote aria-hidden className="size-3.5" /> },
            { id: "call", text: m.call(), icon: <Phone aria-hidden className="size-3.5" /> },
          ]}
        />
      </div>
      <span className="min-w-0 flex-1 text-12 max-two:order-last max-two:basis-full max-two:empty:hidden">
        {draft.mode === "note" && <strong className="font-semibold">{m.only_team_sees()}</strong>}
        {draft.mode === "call" && (
          <Direction value={draft.direction} onChange={(direction) => change({ direction })} />
        )}
      </span>
      <IconButton label={m.composer_close()} small onClick={onClose} className="text-current">
        <ChevronDown aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
