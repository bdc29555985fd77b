// SPDX-License-Identifier: AGPL-3.0-or-later
// A desk in memory that answers as the contract says: for the development server, the unit tests
// and the photographs. Nothing here is shipped.
import type { Entry, PresenceFact, Ticket } from "../../api/types.ts";
import { passwordCharactersMin } from "../../core/passwords.ts";
import { adminRoutes } from "./admin_routes.ts";
import {
  counts,
  json,
  MockRefusal,
  nothing,
  present,
  refused,
  sessionOf,
  ticketPage,
} from "./answers.ts";
import { letterPage, picture } from "./files.ts";
import {
  add,
  type Body,
  byId,
  change,
  fail,
  found,
  type Handler,
  list,
  pickNamed,
} from "./handlers.ts";
import { iso, makeWorld, type Size } from "./world.ts";

export type MockOptions = {
  size?: Size;
  signedIn?: boolean;
  setupNeeded?: boolean;
  language?: string; // of the agent
  now?: number;
};
type Listener = (event: "fact" | "presence" | "reset", value: object) => void;

export function createMock({
  size = "typical",
  signedIn = true,
  setupNeeded = false,
  language = "en",
  now = Date.now(),
}: MockOptions = {}) {
  const world = makeWorld(size, now);
  const listeners = new Set<Listener>();
  let position = 1;
  let isIn = signedIn && !setupNeeded;
  const started = Date.now();
  const clock = () => world.now + (Date.now() - started);
  const me = () => world.everyone[0] ?? fail(401, "signed_out");
  me().language = language;

  const ticketOf = (number: unknown): Ticket =>
    found(world.tickets.find((one) => one.number === Number(number)));
  const tell = (event: "fact" | "presence", value: object) => {
    for (const listener of listeners) listener(event, value);
  };

  /** A change by somebody: the version grows, the line appears, the stream says so. */
  function changed(ticket: Ticket, fields: string[]) {
    if (fields.length > 0) ticket.version++;
    ticket.changed_at = iso(clock());
    const values = {
      ...ticket,
      owner_id: ticket.owner?.id ?? null,
      team_id: ticket.team?.id ?? null,
    } as Record<string, unknown>;
    for (const field of fields)
      world.record(ticket.number, me(), clock(), { field, new_value: values[field] });
    tell("fact", {
      position: position++,
      kind: "ticket_changed",
      ticket: ticket.number,
      version: ticket.version,
      fields,
    });
    return present(ticket);
  }

  function write(ticket: Ticket, by: "in" | "out" | "note" | "call", body: Body): Entry {
    const html = String(body.body_html ?? "");
    const text = String(
      body.body_text ?? html.replace(/<\/p><p>/g, "\n\n").replace(/<[^>]*>/g, ""),
    );
    const customer = byId(world.everyone, ticket.customer.id);
    const entry = world.makeEntry(
      { by, text, ...(html ? { html } : {}) },
      clock(),
      customer,
      me(),
      ticket.subject,
    );
    if (by === "out")
      entry.delivery = {
        state: "queued",
        text: "Waiting for the mail server.",
        at: iso(clock()),
        attempts: 0,
      };
    for (const id of (body.attachments as number[] | undefined) ?? [])
      entry.attachments.push(found(world.uploads.get(id)));
    ticket.entries.push(entry);
    Object.assign(ticket, {
      last_entry_at: entry.at,
      excerpt: text.slice(0, 160),
      entry_count: ticket.entry_count + 1,
    });
    ticket.unread = by === "in";
    if (by === "in" || by === "out") ticket.last_public_from = by === "in" ? "customer" : "agent";
    changed(ticket, []);
    return entry;
  }

  function patchTicket(ids: string[], body: Body) {
    const ticket = ticketOf(ids[0]);
    const { expected_version, owner_id, team_id, ...rest } = body;
    const theirs = (ticket as Ticket & { changed_by_other?: Record<string, unknown> })
      .changed_by_other;
    if (theirs && expected_version !== undefined && Number(expected_version) < ticket.version) {
      const fields = Object.fromEntries(
        Object.keys(theirs)
          .filter((name) => name in body)
          .map((name) => [
            name,
            { yours: body[name], theirs: theirs[name], by: "Lin Petersen", at: iso(clock()) },
          ]),
      );
      if (Object.keys(fields).length > 0)
        fail(409, "changed_meanwhile", { fields, version: ticket.version });
    }
    Object.assign(ticket, rest);
    if (owner_id !== undefined)
      ticket.owner = owner_id === null ? null : pickNamed(world.everyone, owner_id);
    if (team_id !== undefined)
      ticket.team = team_id === null ? null : pickNamed(world.teamRows, team_id);
    if (body.impact !== undefined || body.urgency !== undefined)
      ticket.priority =
        world.priorities.matrix[ticket.impact - 1]?.[ticket.urgency - 1] ?? ticket.priority;
    if (body.priority === null)
      Object.assign(ticket, {
        priority: ticket.impact + ticket.urgency - 1,
        priority_reason: null,
      });
    return changed(
      ticket,
      Object.keys(body).filter((name) => name !== "expected_version"),
    );
  }
  const setState =
    (state: Ticket["state"], more: (body: Body, ticket: Ticket) => Partial<Ticket>): Handler =>
    (ids, body) => {
      const ticket = ticketOf(ids[0]);
      Object.assign(
        ticket,
        { state, waiting_for: null, waiting_until: null, cancelled_as: null },
        more(body, ticket),
      );
      return changed(ticket, ["state"]);
    };
  const reopen = setState("open", () => ({ resolution: null }));

  function createTicket(_: string[], body: Body) {
    const wanted = body.customer as { id?: number; email?: string; name?: string };
    if (!body.subject)
      fail(422, "invalid", { errors: [{ code: "required", pointer: "/subject", detail: "" }] });
    const customer = wanted.id
      ? byId(world.everyone, wanted.id)
      : newPerson([], { name: wanted.name || wanted.email, addresses: [wanted.email] });
    const at = iso(clock());
    const ticket: Ticket = {
      unread: false,
      read_until: null,
      number: Math.max(10482, ...world.tickets.slice(0, 50).map((one) => one.number)) + 1,
      kind: "question",
      state: "new",
      waiting_for: null,
      waiting_until: null,
      cancelled_as: null,
      priority_reason: null,
      channel: "phone",
      priority: 3,
      impact: 2,
      urgency: 2,
      tags: [],
      opened_at: at,
      changed_at: at,
      last_entry_at: at,
      last_public_from: null,
      entry_count: 0,
      excerpt: "",
      version: 1,
      mailbox_id: 1,
      opening_category_id: null,
      closing_category_id: null,
      resolution: null,
      helpers: [],
      watchers: [],
      participants: [],
      links: [],
      entries: [],
      earlier_entries_cursor: null,
      allowed: { states: [], change: true },
      closed_at: null,
      follow_up_of: null,
      ...(body as object),
      subject: String(body.subject),
      customer: {
        id: customer.id,
        name: customer.name,
        email: world.mailable(customer).email,
        organisation: customer.organisation,
      },
      team: body.team_id ? pickNamed(world.teamRows, body.team_id) : null,
      owner: body.owner_id ? pickNamed(world.everyone, body.owner_id) : null,
    };
    world.tickets.unshift(ticket);
    const message = body.message as Body | undefined;
    if (message)
      write(
        ticket,
        message.kind === "public"
          ? "out"
          : message.kind === "customer"
            ? "in"
            : (message.kind as "note" | "call"),
        message,
      );
    return present(ticket);
  }
  function newPerson(_: string[], body: Body) {
    const person = {
      id: world.id(),
      kind: "customer" as const,
      language: "en",
      zone: "Europe/Berlin",
      organisation: null,
      note: "",
      active: true,
      created_at: iso(clock()),
      version: 1,
      name: String(body.name ?? ""),
      addresses: ((body.addresses as string[]) ?? []).map((address, index) => ({
        id: world.id(),
        address,
        is_primary: index === 0,
        undeliverable_at: null,
      })),
    };
    if (!person.name)
      fail(422, "invalid", { errors: [{ code: "required", pointer: "/name", detail: "" }] });
    if (body.organisation_id)
      person.organisation = pickNamed(world.orgs, body.organisation_id) as never;
    world.everyone.push(person);
    return person;
  }

  const N = "/tickets/:n";
  const routes: Record<string, Handler> = {
    "GET /session": () => sessionOf(world, isIn, setupNeeded && !isIn),
    "POST /session": (_, body) => {
      if (body.password === "wrong") fail(401, "wrong_credentials");
      isIn = true;
      return sessionOf(world, true, false);
    },
    "DELETE /session": () => {
      isIn = false;
    },
    "POST /setup": (_, body) => {
      if (String(body.password).length < passwordCharactersMin)
        fail(422, "invalid", { errors: [{ code: "too_short", pointer: "/password", detail: "" }] });
      isIn = true;
      return sessionOf(world, true, false);
    },
    "POST /password_resets": () => undefined,
    "POST /password_resets/:t": () => undefined,
    "POST /invitations/:t": () => ({ email: world.mailable(me()).email }),
    "PUT /me/password": () => undefined,
    "PATCH /me": (_, body) => Object.assign(me(), body),
    "GET /tickets": (_, __, query) => ticketPage(world, query),
    "POST /tickets": createTicket,
    [`GET ${N}`]: ([n]) => present(ticketOf(n)),
    [`PATCH ${N}`]: patchTicket,
    [`GET ${N}/entries`]: ([n], _, query) => ({
      items: ticketOf(n).entries.slice(0, Number(query.get("cursor"))),
      earlier: null,
    }),
    [`POST ${N}/resolution`]: setState("resolved", (body, ticket) => ({
      resolution: {
        text: String(body.resolution ?? ""),
        cause_code: null,
        will_last: body.will_last as boolean,
        resolved_at: iso(clock()),
        resolved_by: me().id,
      },
      closing_category_id: (body.closing_category_id as number) ?? ticket.closing_category_id,
    })),
    [`DELETE ${N}/resolution`]: reopen,
    [`POST ${N}/waiting`]: setState("waiting", (body) => ({
      waiting_for: body.waiting_for as never,
      waiting_until: (body.until as string) ?? null,
    })),
    [`DELETE ${N}/waiting`]: reopen,
    [`POST ${N}/cancellation`]: setState("cancelled", (body) => ({
      cancelled_as: body.as as never,
    })),
    [`DELETE ${N}/cancellation`]: reopen,
    [`POST ${N}/closure`]: setState("closed", () => ({})),
    [`POST ${N}/replies`]: ([n], body) => {
      const ticket = ticketOf(n);
      const newer = ticket.entries.filter(
        (one) => one.id > Number(body.based_on ?? Infinity) && one.kind.startsWith("message"),
      );
      if (newer.length > 0) fail(409, "newer_entry", { entries: newer });
      const entry = write(ticket, "out", body);
      ticket.state =
        (body.then as Ticket["state"]) ?? (ticket.state === "new" ? "open" : ticket.state);
      if (ticket.state === "waiting") ticket.waiting_for = "customer";
      return { ...present(ticket), entry_id: entry.id };
    },
    [`POST ${N}/notes`]: ([n], body) => ({
      entry_id: write(ticketOf(n), "note", body).id,
      ...present(ticketOf(n)),
    }),
    [`POST ${N}/calls`]: ([n], body) => ({
      entry_id: write(ticketOf(n), "call", body).id,
      ...present(ticketOf(n)),
    }),
    [`GET ${N}/history`]: ([n]) => ({
      items: (world.history.get(Number(n)) ?? []).toReversed(),
      next: null,
    }),
    [`PUT ${N}/tags/:t`]: ([n, tag]) =>
      changed(
        Object.assign(ticketOf(n), { tags: [...new Set([...ticketOf(n).tags, tag as string])] }),
        ["tags"],
      ),
    [`DELETE ${N}/tags/:t`]: ([n, tag]) =>
      changed(Object.assign(ticketOf(n), { tags: ticketOf(n).tags.filter((one) => one !== tag) }), [
        "tags",
      ]),
    [`PUT ${N}/helpers/:p`]: ([n, p]) =>
      changed(
        Object.assign(ticketOf(n), {
          helpers: [
            ...ticketOf(n).helpers,
            { ...pickNamed(world.everyone, p), joined_at: iso(clock()) },
          ],
        }),
        ["helpers"],
      ),
    [`PUT ${N}/watchers/:p`]: ([n, p]) =>
      changed(
        Object.assign(ticketOf(n), {
          watchers: [
            ...ticketOf(n).watchers,
            { ...pickNamed(world.everyone, p), since: iso(clock()) },
          ],
        }),
        ["watchers"],
      ),
    [`DELETE ${N}/watchers/:p`]: ([n, p]) =>
      changed(
        Object.assign(ticketOf(n), {
          watchers: ticketOf(n).watchers.filter((one) => one.id !== Number(p)),
        }),
        ["watchers"],
      ),
    [`DELETE ${N}/request_links`]: ([n]) => changed(ticketOf(n), []),
    [`DELETE ${N}/helpers/:p`]: ([n, p]) =>
      changed(
        Object.assign(ticketOf(n), {
          helpers: ticketOf(n).helpers.filter((one) => one.id !== Number(p)),
        }),
        ["helpers"],
      ),
    [`POST ${N}/links`]: ([n, ..._], body) => {
      const other = ticketOf(body.number);
      ticketOf(n).links.push({
        id: world.id(),
        kind: body.kind as never,
        number: other.number,
        subject: other.subject,
        state: other.state,
      });
      return changed(ticketOf(n), ["links"]);
    },
    [`DELETE ${N}/links/:l`]: ([n, l]) =>
      changed(
        Object.assign(ticketOf(n), {
          links: ticketOf(n).links.filter((one) => one.id !== Number(l)),
        }),
        ["links"],
      ),
    [`PUT ${N}/read`]: ([n], body) =>
      present(
        Object.assign(ticketOf(n), {
          read_until: body.entry_id as number,
          unread: Number(body.entry_id) < Number(ticketOf(n).entries.at(-1)?.id),
        }),
      ),
    [`PUT ${N}/presence`]: ([n], body) => ({
      ticket: Number(n),
      people: [{ person_id: 1, name: me().name, doing: body.doing }],
    }),
    [`DELETE ${N}/presence`]: ([n]) => ({ ticket: Number(n), people: [] }),
    "POST /entries/:e/judgements/:j/reversal": ([e, j]) => {
      const ticket = found(
        world.tickets.find((one) => one.entries.some((entry) => entry.id === Number(e))),
      );
      const judgement = byId(
        found(ticket.entries.find((one) => one.id === Number(e))).judgements,
        j,
      );
      judgement.reversed = true;
      if (ticket.state === "resolved") Object.assign(ticket, { state: "open", resolution: null });
      return changed(ticket, ["state"]);
    },
    "GET /entries/:e/original": () => ({
      headers: [
        { name: "From", value: "Ada Okafor <ada@acme.example>" },
        { name: "To", value: "support@heed.example" },
        { name: "Subject", value: "VPN drops every 20 minutes" },
        { name: "Message-ID", value: "<7f3c.91@acme.example>" },
        {
          name: "Received",
          value:
            "from mx.acme.example by mail.heed.example with ESMTPS; Tue, 18 Nov 2026 09:12:04 +0100",
        },
      ],
      decisions: [
        { step: "duplicate", text: "No letter with this Message-ID and content was seen before." },
        {
          step: "thread",
          text: "In-Reply-To names our message of 18 November; the sender takes part in this ticket.",
        },
        { step: "auto_reply", text: "No sign of an automatic answer." },
      ],
      source_url: "/api/v1/letters/1/source",
      truncated: false,
    }),
    "GET /counts": () => counts(world),
    "GET /people": (_, __, query) =>
      list(() =>
        world.everyone.filter(
          (one) =>
            (!query.get("kind") || one.kind === query.get("kind")) &&
            (!query.get("organisation_id") ||
              one.organisation?.id === Number(query.get("organisation_id"))),
        ),
      )([], {}, query),
    "POST /people": newPerson,
    "GET /people/:p": ([p]) => byId(world.everyone, p),
    "PATCH /people/:p": ([p], { organisation_id, ...body }) =>
      Object.assign(
        byId(world.everyone, p),
        body,
        organisation_id === undefined
          ? {}
          : {
              organisation:
                organisation_id === null ? null : pickNamed(world.orgs, organisation_id),
            },
      ),
    "POST /people/:p/addresses": ([p], body) => {
      if (!String(body.address).includes("@"))
        fail(422, "invalid", {
          errors: [{ code: "bad_address", pointer: "/address", detail: "" }],
        });
      const { addresses } = byId(world.everyone, p);
      if (!addresses.some((one) => one.address === body.address))
        addresses.push({
          id: world.id(),
          address: String(body.address),
          is_primary: false,
          undeliverable_at: null,
        });
      if (body.is_primary === true)
        for (const one of addresses) one.is_primary = one.address === body.address;
      return byId(world.everyone, p);
    },
    "DELETE /people/:p/addresses/:a": ([p, a]) =>
      Object.assign(byId(world.everyone, p), {
        addresses: byId(world.everyone, p).addresses.filter((one) => one.id !== Number(a)),
      }),
    "GET /organisations": list(() => world.orgs),
    "POST /organisations": add(world.orgs, () => ({ domains: [], note: "", people_count: 0 })),
    "GET /organisations/:o": ([o]) => byId(world.orgs, o),
    "PATCH /organisations/:o": change(world.orgs),
    ...adminRoutes({ world, clock }),
  };

  const table = Object.entries(routes).map(([route, handler]) => {
    const [method, path] = route.split(" ");
    return { method, handler, pattern: new RegExp(`^${path?.replace(/:\w+/g, "([^/]+)")}$`) };
  });

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.replace("/api/v1", "");
    const file = /^\/(attachments|entries|letters)\/(\d+)(\/body|\/source)?$/.exec(path);
    if (request.method === "GET" && file?.[1] === "attachments") return picture();
    if (request.method === "GET" && file?.[3] === "/source")
      return new Response("From: someone@acme.example\r\nSubject: Test\r\n\r\nHello", {
        headers: { "Content-Type": "message/rfc822" },
      });
    if (request.method === "GET" && file?.[3] === "/body")
      return letterPage(
        found(
          world.tickets.flatMap((one) => one.entries).find((one) => one.id === Number(file[2])),
        ),
      );
    if (path === "/attachments") {
      const sent = (await request.formData()).get("file") as File;
      const id = world.id();
      const stored = {
        id,
        filename: sent.name,
        content_type: sent.type,
        size: sent.size,
        content_id: null,
        inline: false,
        url: `/api/v1/attachments/${id}`,
      };
      world.uploads.set(id, stored);
      return json(stored, 201);
    }
    const route = table.find((one) => one.method === request.method && one.pattern.test(path));
    if (!route) return fail(404, "not_found");
    if (!isIn && !/^\/(session|setup|password_resets|invitations)/.test(path))
      fail(401, "signed_out");
    const ids = (route.pattern.exec(path) ?? []).slice(1).map(decodeURIComponent);
    const text = await request.text();
    const value = await route.handler(ids, text ? JSON.parse(text) : {}, url.searchParams);
    return value === undefined ? nothing() : json(value, request.method === "POST" ? 201 : 200);
  }

  return {
    world,
    listen: (listener: Listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell: (value: PresenceFact) => tell("presence", value),
    /** A letter of the customer arrives while somebody looks. */
    letterArrives: (number: number, text: string) =>
      write(ticketOf(number), "in", { body_text: text }),
    /** Another agent changes a field, so that the next write here meets a conflict. */
    otherAgentChanges: (number: number, fields: Record<string, unknown>) => {
      const ticket = ticketOf(number);
      Object.assign(ticket, { changed_by_other: fields });
      return changed(ticket, Object.keys(fields));
    },
    fetch: async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
      try {
        return await answer(input instanceof Request ? input : new Request(input, init));
      } catch (thrown) {
        if (thrown instanceof MockRefusal) return refused(thrown);
        throw thrown;
      }
    },
  };
}
