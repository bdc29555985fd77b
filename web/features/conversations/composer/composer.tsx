// SPDX-License-Identifier: AGPL-3.0-or-later
import { CornerUpLeft, Phone, StickyNote } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Ticket } from "~/api/types";
import type { DraftMode } from "~/core/drafts";
import { m } from "~/core/messages/messages";
import { ticketOffers, useTicketCommands } from "~/features/tickets";
import { Button } from "~/kit/button";
import { isKept } from "./aside";
import { useComposer } from "./composer_state";
import { OpenComposer } from "./open_composer";
import { useDraft } from "./use_draft";
import { loadEditor } from "./writing";

/** Closed it is one line; it opens by a key, a click, or because something unsent lies in it. */
export function Composer({ ticket }: { ticket: Ticket }) {
  const { draft, turn, change, discard, swap } = useDraft(ticket);
  const [open, setOpen] = useState(false);
  const wish = useComposer((state) => (state.wish?.ticket === ticket.number ? state.wish : null));
  const isOpen = open || wish !== null || (draft !== null && isKept(draft));

  const begin = (mode: DraftMode) => {
    setOpen(true);
    change({ mode });
  };
  useEffect(() => {
    if (wish) setOpen(true);
  }, [wish]);
  useTicketCommands(ticket.number, [
    { ...ticketOffers.reply, run: () => begin("reply") },
    { ...ticketOffers.note, run: () => begin("note") },
    { ...ticketOffers.call, run: () => begin("call") },
  ]);

  // Folded or sent, it keeps the focus that was in it; Tab goes on from here.
  const closed = useRef<HTMLElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body)
      closed.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  if (!draft) return null;
  if (isOpen)
    return (
      <OpenComposer
        ticket={ticket}
        draft={draft}
        turn={turn}
        change={change}
        discard={discard}
        swap={swap}
        onClose={() => setOpen(false)}
      />
    );
  return (
    <section
      ref={closed}
      tabIndex={-1}
      aria-label={m.region_composer()}
      onPointerEnter={() => void loadEditor()}
      className="flex shrink-0 flex-wrap gap-2 max-slim:gap-1 max-slim:[&_button]:px-2 max-slim:[&_svg]:hidden border-t border-divider bg-surface px-3 py-2 outline-offset-[-3px] two:px-4"
    >
      <Button
        tone="primary"
        onClick={() => begin("reply")}
        icon={<CornerUpLeft aria-hidden className="size-4" />}
      >
        {m.reply()}
      </Button>
      <Button onClick={() => begin("note")} icon={<StickyNote aria-hidden className="size-4" />}>
        {m.note()}
      </Button>
      <Button onClick={() => begin("call")} icon={<Phone aria-hidden className="size-4" />}>
        {m.call()}
      </Button>
    </section>
  );
}
