// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Permission } from "~/core/session";
import type {
  Agent,
  ApiToken,
  Attachment,
  BlockedSender,
  Category,
  Entry,
  HistoryItem,
  Kind,
  Letter,
  Mailbox,
  Organisation,
  OutgoingLetter,
  Person,
  Role,
  Settings,
  State,
  Team,
  Template,
  Ticket,
} from "../../api/types.ts";
import { seeded } from "./random.ts";
import { agents, type Line, organisations, people, type Story, stories, teams } from "./stories.ts";

export type Size = "empty" | "typical" | "extreme";
export type World = ReturnType<typeof makeWorld>;

export const hour = 3_600_000;
export const iso = (ms: number) => new Date(ms).toISOString();

const namedAt = <At extends object>(one: { id: number; name: string } | undefined, at: At) =>
  one ? [{ id: one.id, name: one.name, ...at }] : [];

const permissions: Permission[] = [
  "ticket:read",
  "ticket:write",
  "ticket:create",
  "person:read",
  "person:write",
  "agent:manage",
  "settings:read",
  "settings:manage",
  "mail:ingest",
  "mail:review",
  "token:manage",
  "audit:read",
  "operations:manage",
];
const imap = {
  host: "imap.heed.example",
  port: 993,
  tls: "implicit",
  folder: "INBOX",
  start_with: "all",
} as const;

const longName =
  "Wilhelmine Konstanze Freifrau von und zu Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz-Donaudampfschifffahrtsgesellschaft der Ältere, Abteilung Sonderaufgaben und Allgemeines (Vertretung)";
const longSubject =
  "Antwort: Weiterleitung: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft – Rechnungskorrektur für das dritte Quartal, bitte bis Freitag, sonst Mahnung und Eskalation an die Geschäftsführung";

/** Everything the desk knows, in memory. `now` is when the world is looked at. */
export function makeWorld(size: Size, now: number) {
  const random = seeded(42);
  let nextId = 1000;
  const id = () => nextId++;
  const orgs: Organisation[] = organisations.map(([name, domain, note], index) => ({
    id: index + 1,
    name: size === "extreme" && index === 0 ? `${name} ${longName}`.slice(0, 200) : name,
    domains: [domain],
    note,
    shares_tickets: false,
    people_count: 0,
    version: 1,
  }));
  const makePerson = (
    index: number,
    kind: Person["kind"],
    name: string,
    address: string,
    org: Organisation | null,
    zone: string,
  ): Person => ({
    id: index,
    kind,
    name,
    language: "en",
    zone,
    organisation: org && { id: org.id, name: org.name },
    note: index === 101 ? "Prefers a call before noon." : "",
    active: true,
    created_at: iso(now - 400 * 24 * hour),
    version: 1,
    addresses: [
      {
        id: id(),
        address,
        is_primary: true,
        undeliverable_at: index === 107 ? iso(now - 30 * hour) : null,
      },
    ],
  });
  const everyone: Person[] = [
    ...agents.map((name, index) =>
      makePerson(
        index + 1,
        "agent",
        name,
        `${name.split(" ")[0]?.toLowerCase()}@heed.example`,
        null,
        "Europe/Berlin",
      ),
    ),
    ...people.map(([name, org, zone], index) =>
      makePerson(
        101 + index,
        "customer",
        size === "extreme" && index === 0 ? longName : name,
        `${name
          .split(" ")[0]
          ?.toLowerCase()
          .normalize("NFD")
          .replace(/[^a-z]/g, "")}@${org === null ? "mail.example" : organisations[org]?.[1]}`,
        org === null ? null : (orgs[org] ?? null),
        zone,
      ),
    ),
  ];
  for (const org of orgs)
    org.people_count = everyone.filter((one) => one.organisation?.id === org.id).length;
  const customers = everyone.filter((one) => one.kind === "customer");
  const named = (person: Person | undefined) =>
    person ? { id: person.id, name: person.name } : null;
  const mailable = (person: Person) => ({
    name: person.name,
    email: person.addresses[0]?.address ?? "",
  });
  const desk = { name: "Heed support", email: "support@heed.example" };

  const attachmentOf = (file: [string, string, number], inline = false): Attachment => {
    const fileId = id();
    return {
      id: fileId,
      filename: file[0],
      content_type: file[1],
      size: file[2],
      content_id: null,
      inline,
      url: `/api/v1/attachments/${fileId}`,
    };
  };

  function makeEntry(
    line: Line,
    at: number,
    customer: Person,
    agent: Person,
    subject: string,
  ): Entry {
    const from = line.by === "in" ? customer : agent;
    const html =
      line.html ?? `<p>${line.text.replaceAll("\n\n", "</p><p>").replaceAll("\n", "<br>")}</p>`;
    const kind = ({ in: "message_in", out: "message_out", note: "note", call: "call" } as const)[
      line.by
    ];
    const judged =
      line.text.startsWith("Thank you, received") || line.text.startsWith("Perfect, thanks");
    return {
      id: id(),
      kind,
      channel: ({ in: "mail", out: "mail", note: null, call: "phone" } as const)[line.by],
      at: iso(at),
      from: kind === "message_in" ? mailable(from) : kind === "message_out" ? desk : null,
      author: { id: from.id, name: from.name, kind: from.kind },
      to: kind === "message_in" ? [desk] : kind === "message_out" ? [mailable(customer)] : [],
      cc: [],
      subject,
      body_text: line.text,
      body_html: html,
      reply_text: line.text,
      quoted: false,
      has_html: line.by !== "in" || line.html !== undefined,
      attachments: line.file ? [attachmentOf(line.file)] : [],
      delivery:
        kind === "message_out"
          ? {
              state: "delivered",
              text: `Accepted by the mail server of ${mailable(customer).email.split("@")[1]}.`,
              at: iso(at + 4000),
              attempts: 1,
            }
          : null,
      release_at: null,
      // biome-ignore lint/suspicious/noThenProperty: the word of the API, and never a function
      then: null,
      letter_id: line.by === "in" ? id() : null,

      call: line.by === "call" ? { direction: "out" } : null,
      judgements: judged
        ? [
            {
              id: id(),
              kind: "thanks",
              reason: "Says only thank you, so it did not open the ticket again.",
              reversible: true,
              reversed: false,
            },
          ]
        : [],
    };
  }
  const history = new Map<number, HistoryItem[]>();
  /** Writes one line of a ticket's history; no field means that the fact is told by its kind. */
  function record(ticket: number, by: Person, at: number, what: Partial<HistoryItem>) {
    const lines = history.get(ticket) ?? [];
    lines.push({
      position: id(),
      at: iso(at),
      actor: { kind: by.kind, id: by.id, name: by.name, token: null },
      kind: "ticket_changed",
      field: null,
      old_value: null,
      new_value: null,
      reason: null,
      caused_by: null,
      ...what,
    });
    history.set(ticket, lines);
  }

  const teamRows: Team[] = teams.map((name, index) => ({
    id: index + 1,
    name,
    mailbox_id: index === 1 ? 2 : 1,
    version: 1,
    members: everyone
      .slice(0, 5)
      .filter((_, at) => at % 3 === index || index === 0)
      .map((one) => ({ id: one.id, name: one.name })),
  }));

  function makeTicket(number: number, story: Story, index: number): Ticket {
    const customer = customers[index % customers.length] as Person;
    const agent = everyone[index % 5] as Person;
    const age = index < 12 ? index * 0.7 + 0.2 : index * 2.6;
    const state: State =
      index < 8
        ? ((["open", "open", "waiting", "new", "resolved", "waiting", "new", "open"] as const)[
            index
          ] ?? "open")
        : random.pick([
            "open",
            "open",
            "new",
            "waiting",
            "resolved",
            "closed",
            "closed",
            "cancelled",
          ] as const);
    const owned = state !== "new" && index !== 7;
    const impact = index === 0 ? 1 : 1 + random.below(3);
    const urgency = index === 0 ? 2 : 1 + random.below(3);
    const last = now - age * hour;
    const entries: Entry[] = [];
    story.lines.forEach((line, at) => {
      const when = last - (story.lines.length - 1 - at) * 1.9 * hour;
      entries.push(
        makeEntry(line, when, customer, agent, at === 0 ? story.subject : `Re: ${story.subject}`),
      );
      if (at === 0) record(number, customer, when, { kind: "ticket_opened" });
      if (at === 0 && owned)
        record(number, agent, when + 600_000, { field: "owner_id", new_value: agent.id });
      if (at === 0 && index % 3 === 0)
        record(number, agent, when + 700_000, { field: "priority", old_value: 3, new_value: 2 });
    });
    if (size === "extreme" && index === 0)
      for (let n = 0; n < 60; n++)
        entries.push(
          makeEntry(
            { by: n % 2 ? "out" : "in", text: `${longSubject} `.repeat(1 + (n % 5)) },
            last + n * 1000,
            customer,
            agent,
            longSubject,
          ),
        );
    const row = entries.at(-1) as Entry;
    const lastPublic = entries.findLast(
      (one) => one.kind === "message_in" || one.kind === "message_out",
    );
    const team =
      teamRows[story.tags.includes("billing") ? 1 : story.tags.includes("printer") ? 2 : 0];
    return {
      number,
      unread: index % 3 === 1 && lastPublic?.kind === "message_in",
      read_until: null,
      kind: story.kind ?? ("question" as Kind),
      state,
      waiting_for: state === "waiting" ? (index % 2 ? "supplier" : "customer") : null,
      waiting_until: null,
      cancelled_as:
        state === "cancelled" ? random.pick(["spam", "duplicate", "withdrawn"] as const) : null,
      subject: size === "extreme" && index % 3 === 0 ? longSubject : story.subject,
      customer: { id: customer.id, ...mailable(customer), organisation: customer.organisation },
      team: team ? { id: team.id, name: team.name } : null,
      owner: owned ? named(index === 0 || index === 1 || index === 5 ? everyone[0] : agent) : null,
      priority: impact + urgency - 1,
      impact,
      urgency,
      priority_reason: null,
      channel: index % 5 === 3 ? "phone" : "mail",
      tags: story.tags,
      opened_at: entries[0]?.at ?? iso(last),
      changed_at: row.at,
      last_entry_at: row.at,
      last_public_from: lastPublic?.kind === "message_out" ? "agent" : "customer",
      entry_count: entries.length,
      excerpt: row.reply_text.replaceAll("\n", " ").slice(0, 160),
      version: 3,
      mailbox_id: 1,
      opening_category_id: 1 + (index % 3),
      closing_category_id: null,
      resolution:
        state === "resolved" || state === "closed"
          ? {
              text: "Explained the new place and corrected the handbook.",
              cause_code: "documentation",
              will_last: true,
              resolved_at: row.at,
              resolved_by: agent.id,
            }
          : null,
      helpers: index === 0 ? namedAt(everyone[2], { joined_at: iso(last - hour) }) : [],
      watchers: index === 0 ? namedAt(everyone[1], { since: iso(last - 2 * hour) }) : [],
      participants: [{ address: mailable(customer).email, name: customer.name, role: "customer" }],
      links:
        index === 0
          ? [
              {
                id: id(),
                kind: "related",
                number: number - 5,
                subject: "Printer on floor 2 prints pink pages",
                state: "waiting",
              },
            ]
          : [],
      entries,
      earlier_entries_cursor: null,
      allowed: { states: [], change: true },
      closed_at: null,
      follow_up_of: null,
    };
  }

  const count = { empty: 0, typical: 160, extreme: 10_000 }[size];
  const tickets: Ticket[] = [];
  for (let index = 0; index < count; index++)
    tickets.push(
      makeTicket(
        10482 - index,
        stories[index < 12 ? index : random.below(stories.length)] as Story,
        index,
      ),
    );

  const settings: Settings = {
    desk_name: "Heed support",
    zone: "Europe/Berlin",
    language: "en",
    auto_close_days: 5,
    acknowledge: true,
    quiet: false,
    holidays: [],
    version: 1,
  };
  const roleNames: [string, Permission[]][] = [
    ["Agent", permissions.slice(0, 5)],
    ["Lead", [...permissions.slice(0, 5), "mail:review"]],
    ["Manager", [...permissions.slice(0, 7), "mail:review"]],
    ["Administrator", permissions],
    ["Auditor", ["ticket:read", "person:read", "settings:read", "audit:read"]],
  ];
  const roles: Role[] = roleNames.map(([name, may], index) => ({
    id: index + 1,
    key: name.toLowerCase(),
    name,
    built_in: true,
    permissions: may,
    version: 1,
  }));
  const agentRows: Agent[] = everyone.slice(0, 5).map((one, index) => ({
    id: one.id,
    name: one.name,
    email: mailable(one).email,
    active: index !== 4,
    roles: [{ role_id: index === 0 ? 4 : 1, team_id: index === 3 ? 2 : null }],
    teams: teamRows
      .filter((team) => team.members.some((member) => member.id === one.id))
      .map((team) => team.id),
    last_seen_at: index === 3 ? null : iso(now - index * 5 * hour),
    invited: index === 3,
    invitation:
      index === 3
        ? {
            state: "failed",
            text: "mx.example.com refused this letter; it said: 550 5.1.1 No such person.",
            at: iso(now - 50 * hour),
          }
        : null,
    version: 1,
  }));
  const categories: Category[] = ["Network", "Access", "Billing", "Hardware", "Knowledge"].map(
    (name, index) => ({
      id: index + 1,
      name,
      parent_id: null,
      kind: "both" as const,
      active: true,
      version: 1,
    }),
  );
  categories.push(
    { id: 6, name: "VPN", parent_id: 1, kind: "both", active: true, version: 1 },
    { id: 7, name: "Cause not found", parent_id: null, kind: "closing", active: true, version: 1 },
  );
  const causes = ["Explained", "Fault", "Documentation", "Supplier"].map((name, index) => ({
    id: index + 1,
    name,
    active: true,
    version: 1,
  }));
  const mailboxes: Mailbox[] = [
    {
      id: 1,
      name: "Support",
      addresses: ["support@heed.example", "help@heed.example"],
      from_form: "{agent} via {desk}",
      signature: "Kind regards\n{agent}\n{desk}",
      team_id: 1,
      imap: { ...imap, user: "support", poll_seconds: 30 },
      smtp: { host: "smtp.heed.example", port: 465, tls: "implicit", user: "support" },
      state: {
        last_fetch_at: iso(now - 20_000),
        last_letter_at: iso(now - 400_000),
        fetch_error: null,
        fetch_failing_since: null,
        last_sent_at: iso(now - 400_000),
        send_error: null,
        send_failing_since: null,
        fetch_code: null,
        send_code: null,
        usual_gap_ms: null,
      },
      started: true,
      ...{ has_imap_password: true, has_smtp_password: true, oauth: null },
      active: true,
      version: 1,
    },
    {
      id: 2,
      name: "Billing",
      addresses: ["billing@heed.example"],
      from_form: "{desk} billing",
      signature: "",
      team_id: 2,
      imap: { ...imap, user: "billing", poll_seconds: 60 },
      smtp: null,
      state: {
        last_fetch_at: iso(now - 3 * hour),
        last_letter_at: null,
        fetch_error: "imap.heed.example refused the password of “billing”.",
        fetch_failing_since: iso(now - 3 * hour),
        last_sent_at: null,
        send_error: null,
        send_failing_since: null,
        fetch_code: null,
        send_code: null,
        usual_gap_ms: null,
      },
      started: true,
      ...{ has_imap_password: true, has_smtp_password: false, oauth: null },
      active: true,
      version: 1,
    },
  ];
  const tokens: ApiToken[] = [
    {
      id: 1,
      person_id: 1,
      name: "Monitoring",
      scopes: ["ticket:create"],
      created_at: iso(now - 900 * hour),
      last_used_at: iso(now - 2 * hour),
      expires_at: null,
      token: null,
    },
  ];
  const blocked: BlockedSender[] =
    size === "empty"
      ? []
      : [
          {
            id: 1,
            pattern: "cheap-seo.example",
            ticket_id: 10377,
            created_at: iso(now - 200 * hour),
            created_by: everyone[0]?.id ?? null,
          },
          {
            id: 2,
            pattern: "prize@lottery.example",
            ticket_id: null,
            created_at: iso(now - 60 * hour),
            created_by: null,
          },
        ];
  const letter = { size: 4812, mailbox_id: 1, number: null };
  const letters: Letter[] =
    size === "empty"
      ? []
      : [
          {
            id: 1,
            ...letter,
            state: "unreadable",
            received_at: iso(now - 5 * hour),
            from_address: "scanner@globex.example",
            from_name: null,
            subject: null,
            decisions: [{ step: "read", text: "The letter ends in the middle of a part." }],
          },
          {
            id: 2,
            ...letter,
            state: "blocked",
            received_at: iso(now - 9 * hour),
            from_address: "offers@cheap-seo.example",
            from_name: "Best Offers",
            subject: "Rank first TODAY",
            decisions: [{ step: "block", text: "cheap-seo.example is blocked." }],
          },
        ];
  const outgoing: OutgoingLetter[] = (size === "empty" ? [] : ["failed", "queued"]).map(
    (state, index) => ({
      id: index + 1,
      kind: index === 0 ? "answer" : "invitation",
      state,
      address: index === 0 ? "ada@acme.example" : "new.colleague@heed.example",
      number: index === 0 ? 10482 : null,
      entry_id: null,
      mailbox_id: 1,
      attempts: 1 + index,
      due_at: index === 0 ? null : iso(now + hour),
      text:
        index === 0
          ? "mx.acme.example refused this letter; it said: 550 5.7.1 policy."
          : "mx.heed.example could not be reached. It will be tried again at 14:05.",
      created_at: iso(now - (3 + index) * hour),
    }),
  );
  const templates = new Map<string, Template>();
  const matrix = [
    [1, 2, 3],
    [2, 3, 4],
    [3, 4, 5],
  ];
  return {
    id,
    now,
    size,
    permissions,
    orgs,
    everyone,
    tickets,
    teamRows,
    roles,
    agentRows,
    categories,
    causes,
    mailboxes,
    tokens,
    blocked,
    letters,
    outgoing,
    templates,
    settings,
    priorities: { matrix },
    history,
    record,
    desk,
    mailable,
    makeEntry,
    uploads: new Map<number, Attachment>(),
  };
}
