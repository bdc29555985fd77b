// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import {
  ChevronDown,
  ChevronsDown,
  ChevronsUp,
  ChevronUp,
  Equal,
  type LucideIcon,
} from "lucide-react";
import { useState } from "react";
import { api, call } from "~/api/client";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { degreeName, priorityName } from "~/core/words";
import { Button } from "~/kit/button";
import { Field, Input, Select } from "~/kit/field";
import { Popover } from "~/kit/popover";
import { changeTicket } from "../changes";
import { HeaderButton } from "./header_button";
import { pick, useOpen } from "./open";

const icons: LucideIcon[] = [ChevronsUp, ChevronUp, Equal, ChevronDown, ChevronsDown];
const tones = ["text-bad", "text-warn", "text-text-2", "text-text-3", "text-text-3"];
const degrees = [1, 2, 3];

export function PriorityIcon({ priority }: { priority: number }) {
  const Icon = icons[priority - 1] ?? Equal;
  return <Icon aria-hidden className={clsx("size-4 shrink-0", tones[priority - 1])} />;
}

const matrixOf = {
  queryKey: ["priorities"],
  queryFn: () => call(api.GET("/priorities")),
  staleTime: 10 * 60_000,
};
const standard = [
  [1, 2, 3],
  [2, 3, 4],
  [3, 4, 5],
];

export function PriorityPopover({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  const open = useOpen((state) => state.picking === "priority");
  const button = (
    <HeaderButton
      name={m.priority()}
      disabled={!mayWrite}
      title={
        ticket.priority_reason
          ? m.priority_because({ reason: ticket.priority_reason })
          : m.priority()
      }
      icon={<PriorityIcon priority={ticket.priority} />}
    >
      {priorityName(ticket.priority)}
      {ticket.priority_reason ? " *" : ""}
    </HeaderButton>
  );
  if (!mayWrite) return button;
  return (
    <Popover
      label={m.priority()}
      open={open}
      onOpenChange={(next) => pick(next ? "priority" : null)}
      trigger={button}
      className="w-80 p-4"
    >
      <Matrix ticket={ticket} />
      <Override ticket={ticket} />
    </Popover>
  );
}

/** Priority follows from how much is affected and how soon it hurts. */
function Matrix({ ticket }: { ticket: Ticket }) {
  const { data: found } = useQuery({ ...matrixOf, retry: false });
  const matrix = found?.matrix ?? standard;
  const choose = (impact: number, urgency: number) => {
    const priority = matrix[impact - 1]?.[urgency - 1] ?? ticket.priority;
    void changeTicket(
      ticket,
      { impact, urgency },
      { impact, urgency, ...(ticket.priority_reason ? {} : { priority }) },
    );
    pick(null);
  };
  return (
    <table className="w-full table-fixed text-13">
      <caption className="mb-2 text-left font-medium">{m.priority_matrix_caption()}</caption>
      <thead>
        <tr>
          <th scope="col" className="pb-1 text-left text-12 font-normal text-text-3">
            {m.impact()} \ {m.urgency()}
          </th>
          {degrees.map((urgency) => (
            <th key={urgency} scope="col" className="pb-1 text-12 font-normal text-text-3">
              {degreeName(urgency)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {degrees.map((impact) => (
          <tr key={impact}>
            <th scope="row" className="text-left text-12 font-normal text-text-3">
              {degreeName(impact)}
            </th>
            {degrees.map((urgency) => {
              const priority = matrix[impact - 1]?.[urgency - 1] ?? 3;
              const chosen = impact === ticket.impact && urgency === ticket.urgency;
              return (
                <td key={urgency} className="p-0.5">
                  <button
                    type="button"
                    aria-pressed={chosen}
                    aria-label={m.priority_cell({
                      impact: degreeName(impact),
                      urgency: degreeName(urgency),
                      priority: priorityName(priority),
                    })}
                    onClick={() => choose(impact, urgency)}
                    className={clsx(
                      "flex h-9 w-full items-center justify-center rounded-control border text-12",
                      chosen
                        ? "border-accent bg-accent-soft font-medium text-accent-text"
                        : "border-divider hover:bg-sunken",
                    )}
                  >
                    <span className="truncate" title={priorityName(priority)}>
                      {priorityName(priority)}
                    </span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The matrix is right most of the time; who knows better says why. */
function Override({ ticket }: { ticket: Ticket }) {
  const [priority, setPriority] = useState(ticket.priority_reason ? ticket.priority : 0);
  const [reason, setReason] = useState(ticket.priority_reason ?? "");
  const save = () => {
    const change = { priority, priority_reason: reason.trim() };
    void changeTicket(ticket, change, change);
    pick(null);
  };
  const follow = () => {
    void changeTicket(ticket, { priority: null, priority_reason: null }, { priority_reason: null });
    pick(null);
  };
  return (
    <div className="mt-3 flex flex-col gap-2 border-t border-divider pt-3">
      <Field label={m.priority_override()}>
        {(tied) => (
          <Select
            {...tied}
            value={priority}
            onChange={(event) => setPriority(Number(event.target.value))}
          >
            <option value={0}>{m.priority_by_matrix()}</option>
            {[1, 2, 3, 4, 5].map((one) => (
              <option key={one} value={one}>
                {priorityName(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {priority > 0 && (
        <Field label={m.reason()}>
          {(tied) => (
            <Input
              {...tied}
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      {priority > 0 ? (
        <Button tone="primary" disabled={reason.trim() === ""} onClick={save}>
          {m.save()}
        </Button>
      ) : (
        ticket.priority_reason && <Button onClick={follow}>{m.priority_follow_matrix()}</Button>
      )}
    </div>
  );
}
