// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { ChevronsUp, ChevronUp, Eye, MessageSquareDot, PenLine } from "lucide-react";
import { memo } from "react";
import type { TicketRow } from "~/api/types";
import { useLive } from "~/core/live/live";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { priorityName, stateName, waitingName } from "~/core/words";
import { Avatar } from "~/kit/avatar";
import { Time } from "~/kit/time";
import { StateIcon } from "../state_icon";

type RowProps = {
  row: TicketRow;
  view: string;
  selected: boolean;
  /** Whether the Tab key stops here. */
  stop: boolean;
  gone: boolean;
  drafted: boolean;
  compact: boolean;
  /** Lists of one state need not repeat it on every row. */
  showState: boolean;
  /** The time that the list is in order of. */
  by: "changed_at" | "opened_at";
  onPoint: (number: number) => void;
};

export const TicketRowLink = memo(function TicketRowLink(props: RowProps) {
  const { row, view, selected, stop, gone, onPoint, compact, by } = props;
  return (
    <Link
      to="/tickets/$view/$number"
      params={{ view, number: String(row.number) }}
      search={(before) => before}
      aria-current={selected ? "page" : undefined}
      tabIndex={stop ? 0 : -1}
      onPointerEnter={() => onPoint(row.number)}
      className={clsx(
        "relative flex h-full flex-col justify-center gap-0.5 border-b border-divider pr-3 pl-4 outline-offset-[-3px]",
        selected ? "bg-accent-soft" : "hover:bg-surface",
        gone && "italic line-through decoration-text-3",
      )}
    >
      {selected && <span aria-hidden className="absolute inset-y-0 left-0 w-0.75 bg-accent" />}
      <span className="relative flex items-center gap-2">
        {row.unread && (
          <span className="absolute top-1/2 -left-2.75 size-1.75 -translate-y-1/2 rounded-full bg-accent">
            <span className="sr-only">{m.row_unread()}</span>
          </span>
        )}
        <span
          title={row.subject}
          className={clsx(
            "min-w-0 flex-1 truncate text-13",
            row.unread ? "font-semibold" : "font-medium",
          )}
        >
          {row.subject}
        </span>
        {compact && <Marks {...props} />}
        <Time at={row[by]} className="shrink-0 text-12 text-text-3 tabular-nums" />
      </span>
      {!compact && (
        <span className="flex items-center gap-2">
          <Who row={row} gone={gone} />
          <Marks {...props} />
        </span>
      )}
    </Link>
  );
});

function Who({ row, gone }: { row: TicketRow; gone: boolean }) {
  const text = [row.customer.name || row.customer.email, row.customer.organisation?.name]
    .filter(Boolean)
    .join(" · ");
  return (
    <span title={text} className="min-w-0 flex-1 truncate text-12 text-text-2">
      {gone ? m.row_gone() : text}
    </span>
  );
}

/** Somebody else has this ticket open, or already writes in it. */
function PresenceMark({ number }: { number: number }) {
  const me = useMe();
  const people = useLive((state) => state.presence[number]);
  const others = people?.filter((one) => one.person_id !== me.id) ?? [];
  const first = others.find((one) => one.doing === "writing") ?? others[0];
  if (!first) return null;
  const writes = first.doing === "writing";
  const words = writes
    ? m.presence_writing({ name: first.name })
    : m.presence_viewing({ name: first.name });
  const Icon = writes ? MessageSquareDot : Eye;
  return (
    <span title={words} className={writes ? "text-warn" : "text-text-3"}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Marks({ row, drafted, showState }: RowProps) {
  const waits =
    row.state === "waiting" && row.waiting_for
      ? m.waiting_for({ who: waitingName(row.waiting_for) })
      : stateName(row.state);
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-12">
      <PresenceMark number={row.number} />
      {drafted && <PenLine aria-label={m.draft_here()} className="size-3.5 text-warn" />}
      {row.priority <= 2 && <PriorityMark priority={row.priority} />}
      {showState && (
        <span title={waits}>
          <StateIcon state={row.state} className="size-3.5" />
          <span className="sr-only">{waits}</span>
        </span>
      )}
      {row.owner ? (
        <span title={m.owned_by({ name: row.owner.name })}>
          <Avatar name={row.owner.name} size={20} />
          <span className="sr-only">{m.owned_by({ name: row.owner.name })}</span>
        </span>
      ) : (
        <span
          title={m.no_owner()}
          className="size-5 rounded-full border border-dashed border-control"
        />
      )}
    </span>
  );
}

export function PriorityMark({ priority }: { priority: number }) {
  const Icon = priority === 1 ? ChevronsUp : ChevronUp;
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-0.5 font-medium",
        priority === 1 ? "text-bad" : "text-warn",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      {priorityName(priority)}
    </span>
  );
}
