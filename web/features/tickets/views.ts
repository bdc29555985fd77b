// SPDX-License-Identifier: AGPL-3.0-or-later
import {
  Archive,
  CheckCircle2,
  CircleDot,
  Clock3,
  Eye,
  Hand,
  Inbox,
  type LucideIcon,
  ShieldBan,
  Users,
} from "lucide-react";
import type { CancelledAs, Count, State, Team } from "~/api/types";
import { m } from "~/core/messages/messages";

export type ListQuery = {
  state?: string;
  owner?: string;
  team?: string;
  cancelled_as?: CancelledAs;
  watcher?: "me";
};
export type View = {
  id: string;
  title: string;
  icon: LucideIcon;
  query: ListQuery;
  /** Nothing where the counters do not know the condition. */
  counts?: (count: Count, me: number) => boolean;
  emptyTitle: string;
  emptyText: string;
};

const active: State[] = ["new", "open"];
const isActive = (count: Count) => active.includes(count.state);

export const views = (): View[] => [
  {
    id: "inbox",
    title: m.view_inbox(),
    icon: Inbox,
    query: { owner: "me", state: "new,open" },
    counts: (count, me) => isActive(count) && count.owner_id === me,
    emptyTitle: m.empty_inbox_title(),
    emptyText: m.empty_inbox_text(),
  },
  {
    id: "watching",
    title: m.view_watching(),
    icon: Eye,
    query: { watcher: "me", state: "new,open,waiting,resolved" },
    emptyTitle: m.empty_watching_title(),
    emptyText: m.empty_watching_text(),
  },
  {
    id: "unassigned",
    title: m.view_unassigned(),
    icon: Hand,
    query: { owner: "none", state: "new,open" },
    counts: (count) => isActive(count) && count.owner_id === null,
    emptyTitle: m.empty_unassigned_title(),
    emptyText: m.empty_unassigned_text(),
  },
  {
    id: "open",
    title: m.view_open(),
    icon: CircleDot,
    query: { state: "new,open" },
    counts: isActive,
    emptyTitle: m.empty_open_title(),
    emptyText: m.empty_open_text(),
  },
  {
    id: "waiting",
    title: m.view_waiting(),
    icon: Clock3,
    query: { state: "waiting" },
    counts: (count) => count.state === "waiting",
    emptyTitle: m.empty_waiting_title(),
    emptyText: m.empty_waiting_text(),
  },
  {
    id: "resolved",
    title: m.view_resolved(),
    icon: CheckCircle2,
    query: { state: "resolved" },
    counts: (count) => count.state === "resolved",
    emptyTitle: m.empty_resolved_title(),
    emptyText: m.empty_resolved_text(),
  },
  {
    id: "all",
    title: m.view_all(),
    icon: Archive,
    query: {},
    counts: () => true,
    emptyTitle: m.empty_all_title(),
    emptyText: m.empty_all_text(),
  },
  {
    id: "spam",
    title: m.view_spam(),
    icon: ShieldBan,
    query: { state: "cancelled", cancelled_as: "spam" },
    emptyTitle: m.empty_spam_title(),
    emptyText: m.empty_spam_text(),
  },
];

export const teamView = (team: Pick<Team, "id" | "name">): View => ({
  id: `team-${team.id}`,
  title: team.name,
  icon: Users,
  query: { team: String(team.id), state: "new,open" },
  counts: (count) => isActive(count) && count.team_id === team.id,
  emptyTitle: m.empty_team_title({ team: team.name }),
  emptyText: m.empty_open_text(),
});

export function viewOf(id: string, teams: Pick<Team, "id" | "name">[]): View | undefined {
  const team = teams.find((one) => `team-${one.id}` === id);
  return team ? teamView(team) : views().find((view) => view.id === id);
}

export const countOf = (view: View, counts: Count[], me: number): number | null =>
  view.counts
    ? counts.reduce((sum, one) => sum + (view.counts?.(one, me) ? one.count : 0), 0)
    : null;

export type Sort = "changed_at" | "oldest" | "opened_at" | "newest";
export const sorts: Record<
  Sort,
  { title: () => string; query: { sort: "changed_at" | "opened_at"; direction: "asc" | "desc" } }
> = {
  changed_at: { title: m.sort_changed, query: { sort: "changed_at", direction: "desc" } },
  oldest: { title: m.sort_oldest, query: { sort: "changed_at", direction: "asc" } },
  opened_at: { title: m.sort_opened, query: { sort: "opened_at", direction: "asc" } },
  newest: { title: m.sort_newest, query: { sort: "opened_at", direction: "desc" } },
};
