// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Count, Session, State, Ticket, TicketRow } from "../../api/types.ts";
import type { World } from "./world.ts";

export class MockRefusal extends Error {
  readonly status: number;
  readonly body: object;
  constructor(status: number, code: string, more: object = {}) {
    super(code);
    this.status = status;
    this.body = {
      type: "about:blank",
      title: code,
      status,
      code,
      detail: `The mock refused: ${code}.`,
      ...more,
    };
  }
}

export const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
export const nothing = (status = 204) => new Response(null, { status });
export const refused = (refusal: MockRefusal) =>
  new Response(JSON.stringify(refusal.body), {
    status: refusal.status,
    headers: { "Content-Type": "application/problem+json" },
  });

export function sessionOf(world: World, signedIn: boolean, setupNeeded: boolean): Session {
  const me = world.everyone[0];
  return {
    signed_in: signedIn,
    second_step: null,
    must_enrol: false,
    enrol_by: null,
    person:
      signedIn && me
        ? {
            id: me.id,
            name: me.name,
            email: world.mailable(me).email,
            kind: "agent",
            language: me.language ?? "en",
            zone: me.zone ?? "UTC",
          }
        : null,
    permissions: signedIn ? world.permissions : [],
    teams: signedIn
      ? world.teamRows.map((team) => ({ id: team.id, name: team.name, permissions: [] }))
      : [],
    csrf: signedIn ? "csrf" : null,
    desk: {
      name: world.settings.desk_name,
      language: "en",
      zone: world.settings.zone,
      base_url: "http://localhost",
      quiet: false,
      demo: world.size === "typical",
      insecure: false,
    },
    banners:
      signedIn && world.size !== "empty"
        ? [
            {
              code: "mailbox_cannot_be_read",
              text: "The mailbox Billing cannot be read: The server refused the password.",
              about: "Billing",
              why: "The server refused the password.",
              link: "/desk/settings/mailboxes",
            },
          ]
        : [],
    setup_needed: setupNeeded,
    position: signedIn ? 0 : null,
  };
}

const moves: Record<State, State[]> = {
  new: ["open", "waiting", "resolved", "cancelled"],
  open: ["waiting", "resolved", "cancelled"],
  waiting: ["open", "resolved", "cancelled"],
  resolved: ["open", "closed"],
  closed: [],
  cancelled: ["open"],
};

export function present(ticket: Ticket): Ticket {
  const cut = Math.max(0, ticket.entries.length - 40);
  return {
    ...ticket,
    entries: ticket.entries.slice(cut),
    earlier_entries_cursor: cut > 0 ? String(cut) : null,
    allowed: { states: moves[ticket.state], change: true },
  };
}

export function rowOf(ticket: Ticket): TicketRow {
  const {
    entries,
    participants,
    helpers,
    watchers,
    links,
    allowed,
    resolution,
    earlier_entries_cursor,
    mailbox_id,
    opening_category_id,
    closing_category_id,
    read_until,
    ...row
  } = ticket;
  return row;
}

function matches(ticket: Ticket, query: URLSearchParams, me: number): boolean {
  const states = query.get("state")?.split(",");
  const [team, owner, q] = [query.get("team"), query.get("owner"), query.get("q")?.toLowerCase()];
  if (states && !states.includes(ticket.state)) return false;
  if (query.get("cancelled_as") && ticket.cancelled_as !== query.get("cancelled_as")) return false;
  if (team === "none" ? ticket.team : team && ticket.team?.id !== Number(team)) return false;
  if (
    owner === "none"
      ? ticket.owner
      : owner && ticket.owner?.id !== (owner === "me" ? me : Number(owner))
  )
    return false;
  if (query.get("customer") && ticket.customer.id !== Number(query.get("customer"))) return false;
  if (
    query.get("organisation") &&
    ticket.customer.organisation?.id !== Number(query.get("organisation"))
  )
    return false;
  if (query.get("tag") && !ticket.tags.includes(query.get("tag") ?? "")) return false;
  if (!q) return true;
  const words = `${ticket.subject} ${ticket.customer.name} ${ticket.customer.email}`
    .toLowerCase()
    .split(/[\s@]+/);
  return (
    String(ticket.number) === q.replace("#", "") ||
    q.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))
  );
}

export function ticketPage(world: World, query: URLSearchParams) {
  const sort = (query.get("sort") ?? "changed_at") as
    | "changed_at"
    | "opened_at"
    | "number"
    | "priority";
  const sign = query.get("direction") === "asc" ? 1 : -1;
  const found = world.tickets.filter((ticket) => matches(ticket, query, 1));
  found.sort(
    (a, b) => sign * (a[sort] < b[sort] ? -1 : a[sort] > b[sort] ? 1 : a.number - b.number),
  );
  const from = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  return {
    items: found.slice(from, from + limit).map(rowOf),
    next: from + limit < found.length ? String(from + limit) : null,
  };
}

export function counts(world: World): { items: Count[]; position: number } {
  const rows = new Map<string, Count>();
  for (const { team, owner, state } of world.tickets) {
    const key = `${team?.id}/${owner?.id}/${state}`;
    const row = rows.get(key) ?? {
      team_id: team?.id ?? null,
      owner_id: owner?.id ?? null,
      state,
      count: 0,
    };
    row.count++;
    rows.set(key, row);
  }
  return { items: [...rows.values()], position: 1 };
}
