// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate, useParams } from "@tanstack/react-router";
import clsx from "clsx";
import { ArrowLeft, PanelRight } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import type { Ticket, TicketRow } from "~/api/types";
import { m } from "~/core/messages/messages";
import { setContextShown, usePreferences } from "~/core/preferences";
import { IconButton } from "~/kit/button";
import { Input } from "~/kit/field";
import { toast } from "~/kit/toast";
import { changeTicket } from "../changes";
import { MoreMenu } from "./more_menu";
import { OwnerPicker, TeamPicker } from "./people_pickers";
import { PresenceFaces } from "./presence_faces";
import { PriorityPopover } from "./priority_popover";
import { StateMenu } from "./state_menu";
import { Tags } from "./tags";

type HeaderProps = { ticket: Ticket; mayWrite: boolean };

export function TicketHeader({ ticket, mayWrite }: HeaderProps) {
  const shown = usePreferences((state) => state.contextShown);
  const mayChange = mayWrite && ticket.allowed.change;
  return (
    <header className="shrink-0 border-b border-divider px-3 pt-2 pb-2 two:px-4">
      <div className="flex flex-wrap items-start gap-2">
        <BackButton />
        <Subject ticket={ticket} mayWrite={mayChange} />
        <PresenceFaces number={ticket.number} />
        {mayWrite && <MoreMenu ticket={ticket} />}
        <IconButton
          label={shown ? m.context_hide() : m.context_show()}
          keys="."
          aria-pressed={shown}
          onClick={() => setContextShown(!shown)}
        >
          <PanelRight aria-hidden className={clsx("size-4", shown && "text-accent")} />
        </IconButton>
      </div>
      {/* On a phone one line that moves sideways, so that the conversation keeps the screen. */}
      <div className="mt-1 flex flex-wrap items-center gap-1.5 max-two:relative max-two:-mx-3 max-two:flex-nowrap max-two:overflow-x-auto max-two:px-3 max-two:py-1 max-two:[scrollbar-width:none]">
        <StateMenu ticket={ticket} mayWrite={mayChange} />
        <PriorityPopover ticket={ticket} mayWrite={mayChange} />
        <OwnerPicker ticket={ticket} mayWrite={mayChange} />
        <TeamPicker ticket={ticket} mayWrite={mayChange} />
        <Tags ticket={ticket} mayWrite={mayChange} />
      </div>
    </header>
  );
}

/** On a phone the list is a step back. */
export function BackButton() {
  const navigate = useNavigate();
  const { view = "inbox" } = useParams({ strict: false });
  return (
    <IconButton
      label={m.back_to_list()}
      className="two:hidden"
      onClick={() =>
        void navigate({ to: "/tickets/$view", params: { view }, search: (before) => before })
      }
    >
      <ArrowLeft aria-hidden className="size-5" />
    </IconButton>
  );
}

function Subject({
  ticket,
  mayWrite,
}: {
  ticket: Pick<TicketRow, "number" | "subject"> & Ticket;
  mayWrite: boolean;
}) {
  const [text, setText] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Ended by a key, the field gives its focus back to where it was begun.
  const byKey = useRef(false);
  useLayoutEffect(() => {
    if (text !== null || !byKey.current) return;
    byKey.current = false;
    button.current?.focus();
  }, [text]);
  const keep = () => {
    const subject = text?.trim();
    setText(null);
    if (subject && subject !== ticket.subject) void changeTicket(ticket, { subject }, { subject });
  };
  const copyNumber = async () => {
    await navigator.clipboard.writeText(`#${ticket.number}`);
    toast(m.copied());
  };
  if (text !== null)
    return (
      <Input
        autoFocus
        aria-label={m.subject()}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          byKey.current = event.key === "Enter" || event.key === "Escape";
          // Else the same Enter would press the button that has the focus by then.
          if (byKey.current) event.preventDefault();
          if (event.key === "Enter") keep();
          if (event.key === "Escape") setText(null);
        }}
        className="flex-1 !text-16 font-semibold"
      />
    );
  return (
    <div className="min-w-32 flex-1 py-0.5 max-slim:contents">
      <h2 className="text-16 font-semibold two:text-20 max-slim:order-last max-slim:basis-full">
        {mayWrite ? (
          <button
            ref={button}
            type="button"
            title={m.subject_change()}
            onClick={() => setText(ticket.subject)}
            className="line-clamp-2 cursor-text text-left wrap-anywhere"
          >
            {ticket.subject || m.subject_none()}
          </button>
        ) : (
          <span className="line-clamp-2 wrap-anywhere" title={ticket.subject}>
            {ticket.subject || m.subject_none()}
          </span>
        )}
      </h2>
      <button
        type="button"
        title={m.number_copy()}
        onClick={() => void copyNumber()}
        className="h-6 text-13 text-text-3 tabular-nums hover:text-text max-slim:h-touch max-slim:flex-1 max-slim:text-left"
      >
        #{ticket.number}
      </button>
    </div>
  );
}
