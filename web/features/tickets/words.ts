// SPDX-License-Identifier: AGPL-3.0-or-later
import type { CancelledAs, Kind, State, WaitingFor } from "~/api/types";
import { m } from "~/core/messages/messages";
import {
  cancelledName,
  degreeName,
  kindName,
  priorityName,
  stateName,
  waitingName,
} from "~/core/words";

const names: Record<string, () => string> = {
  subject: m.subject,
  kind: m.kind,
  state: m.state,
  waiting_for: m.field_waiting_for,
  waiting_until: m.field_waiting_until,
  cancelled_as: m.field_cancelled_as,
  team_id: m.team,
  team: m.team,
  owner_id: m.owner,
  owner: m.owner,
  impact: m.impact,
  urgency: m.urgency,
  priority: m.priority,
  priority_reason: m.reason,
  opening_category_id: m.category,
  closing_category_id: m.closing_category,
  tags: m.tags,
  resolution: m.resolution,
  cause_code: m.cause,
  will_last: m.will_last,
};

export const fieldName = (field: string) => names[field]?.() ?? field;

/** A value as a person reads it; ids come with their name from those who know it. */
export function fieldValue(
  field: string,
  value: unknown,
  named?: (field: string, value: number | string) => string | undefined,
): string {
  if (value === null || value === undefined || value === "") return m.none();
  if (typeof value === "boolean") return value ? m.yes() : m.no();
  if (field === "priority") return priorityName(Number(value));
  if (field === "impact" || field === "urgency") return degreeName(Number(value));
  if (field === "state") return stateName(value as State);
  if (field === "kind") return kindName(value as Kind);
  if (field === "waiting_for") return waitingName(value as WaitingFor);
  if (field === "cancelled_as") return cancelledName(value as CancelledAs);
  if (typeof value === "number" || typeof value === "string")
    return named?.(field, value) ?? String(value);
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return (value as { name?: string }).name ?? JSON.stringify(value);
  return String(value);
}
