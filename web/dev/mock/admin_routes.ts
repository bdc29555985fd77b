// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Schema, Template } from "../../api/types.ts";
import { backupsRoutes } from "./backups.ts";
import { add, byId, change, type Handler, list, pickNamed, remove } from "./handlers.ts";
import { journalRoutes } from "./journal.ts";
import { readersRoutes } from "./readers.ts";
import { signingKeyRoutes } from "./signing_keys.ts";
import { hour, iso, type World } from "./world.ts";

type Around = { world: World; clock: () => number };

const words =
  "Hello {customer},\n\nthank you for writing to {desk}. Your request has the number {number}; somebody will look at it on the next working day at the latest.\n\n{desk}";
const template = (kind = "", language = "en"): Template => ({
  kind: kind as Template["kind"],
  language,
  subject: "We have received your request [{number}]",
  text: words,
  html: `<p>${words.replaceAll("\n\n", "</p><p>")}</p>`,
  variables: ["customer", "desk", "number"],
  built_in: true,
  version: 0,
});
const example: Record<string, string> = {
  customer: "Ada Okafor",
  desk: "Heed support",
  number: "10482",
};
const filled = (text: unknown) =>
  String(text).replace(/\{(\w+)\}/g, (whole, name: string) => example[name] ?? whole);

const sendingFindings: Schema<"Sending">[] = [
  {
    subject: "spf",
    level: "good",
    code: "spf_good",
    domain: "heed.example",
    about: "smtp.heed.example",
    text: "",
    cure: null,
    record: null,
  },
  {
    subject: "dmarc",
    level: "warning",
    code: "dmarc_missing",
    domain: "heed.example",
    about: "",
    text: "",
    cure: "",
    record: '_dmarc.heed.example. IN TXT "v=DMARC1; p=none"',
  },
];

function sessionRoutes(world: World): Record<string, Handler> {
  const sessions = sessionsOf(world);
  return {
    "GET /sessions": list(() => sessions),
    "DELETE /sessions": () =>
      void sessions.splice(0, sessions.length, ...sessions.filter((one) => one.current)),
    "DELETE /sessions/:s": remove(sessions),
    "GET /me/security": () => ({
      password_changed_at: iso(world.now - 900 * hour),
      authenticator_since: world.size === "empty" ? null : iso(world.now - 300 * hour),
      recovery_codes_left: world.size === "empty" ? 0 : 9,
      passkeys:
        world.size === "empty"
          ? []
          : [
              {
                id: 1,
                name: "Laptop",
                created_at: iso(world.now - 200 * hour),
                last_used_at: iso(world.now - 3 * hour),
              },
            ],
      factor_needed_from: null,
      events: eventsOf(world),
    }),
    "GET /factor_policy": () => ({
      everybody: false,
      role_ids: [1],
      grace_days: 7,
      since_at: iso(world.now),
      version: 1,
    }),
  };
}

/** What happened to the account of the person of the mock. */
const eventsOf = ({ size, now }: World): Schema<"AccountEvent">[] =>
  (size === "empty" ? [] : ["signed_in", "sign_ins_failed", "factor_added"]).map((kind, at) => ({
    at: iso(now - at * hour),
    kind,
    network: kind === "factor_added" ? null : "192.0.2.0",
    method: kind === "signed_in" ? "code" : null,
    tries: kind === "sign_ins_failed" ? 3 : null,
    name: null,
    by_another: false,
  }));

/** Where the person of the mock is signed in; a crowd of places in the extreme world. */
const sessionsOf = ({ size, now }: World): Schema<"OwnSession">[] =>
  [
    ["Firefox", "Linux", 0],
    ["Safari", "iPhone", 2],
    [null, null, 90],
    ...Array.from({ length: size === "extreme" ? 12 : 0 }, (_, at) => [
      "Chrome",
      "Windows",
      at + 4,
    ]),
  ].map(([browser, system, hours], at) => ({
    id: at + 1,
    current: at === 0,
    method: "password",
    network: "192.0.2.0",
    browser: browser as string | null,
    system: system as string | null,
    created_at: iso(now - (Number(hours) + 30) * hour),
    last_seen_at: iso(now - Number(hours) * hour),
    ends_at: iso(now + 300 * hour),
  }));

/** The settings of the desk and those who work on it. */
export const adminRoutes = ({ world, clock }: Around): Record<string, Handler> => ({
  "GET /agents": list(() => world.agentRows),
  "POST /agents": add(world.agentRows, () => ({
    active: true,
    invited: true,
    invitation: null,
    last_seen_at: null,
  })),
  "PATCH /agents/:a": change(world.agentRows),
  "POST /agents/:a/invitation": () => undefined,
  "POST /agents/:a/deactivation": ([a]) =>
    Object.assign(byId(world.agentRows, a), { active: false }),
  "DELETE /agents/:a/deactivation": ([a]) =>
    Object.assign(byId(world.agentRows, a), { active: true }),
  "GET /teams": list(() => world.teamRows),
  "POST /teams": add(world.teamRows, () => ({ mailbox_id: null, members: [] })),
  "GET /teams/:t": ([t]) => byId(world.teamRows, t),
  "PATCH /teams/:t": change(world.teamRows),
  "PUT /teams/:t/members/:p": ([t, p]) => {
    byId(world.teamRows, t).members.push(pickNamed(world.everyone, p));
    return byId(world.teamRows, t);
  },
  "DELETE /teams/:t/members/:p": ([t, p]) =>
    Object.assign(byId(world.teamRows, t), {
      members: byId(world.teamRows, t).members.filter((one) => one.id !== Number(p)),
    }),
  "GET /roles": list(() => world.roles),
  "POST /roles": add(world.roles, () => ({ built_in: false })),
  "PATCH /roles/:r": change(world.roles),
  "DELETE /roles/:r": remove(world.roles),
  ...sessionRoutes(world),
  "GET /tokens": list(() => world.tokens),
  "POST /tokens": (ids, body, query) => ({
    ...(add(world.tokens, () => ({
      created_at: iso(clock()),
      last_used_at: null,
      expires_at: null,
    }))(ids, body, query) as object),
    token: "heed_3f9a1c77d2e84b0c9d6a5e41b28f7c90",
  }),
  "DELETE /tokens/:t": remove(world.tokens),
  "GET /settings": () => world.settings,
  "PUT /settings/quiet": (_, body) => Object.assign(world.settings, body),
  "PATCH /settings": (_, body) => Object.assign(world.settings, body),
  "GET /priorities": () => world.priorities,
  "PUT /priorities": (_, body) => Object.assign(world.priorities, body),
  "GET /categories": list(() => world.categories),
  "POST /categories": add(world.categories, () => ({
    parent_id: null,
    kind: "both",
    active: true,
  })),
  "PATCH /categories/:c": change(world.categories),
  "GET /cause_codes": list(() => world.causes),
  "POST /cause_codes": add(world.causes, () => ({ active: true })),
  "PATCH /cause_codes/:c": change(world.causes),
  "GET /mailboxes": list(() => world.mailboxes),
  "POST /mailboxes": add(world.mailboxes, () => ({
    addresses: [],
    from_form: "{agent} via {desk}",
    signature: "",
    team_id: null,
    imap: null,
    smtp: null,
    active: true,
    started: false,
    has_imap_password: false,
    has_smtp_password: false,
    state: {
      last_fetch_at: null,
      last_letter_at: null,
      fetch_error: null,
      fetch_failing_since: null,
      last_sent_at: null,
      send_error: null,
      send_failing_since: null,
      fetch_code: null,
      send_code: null,
      usual_gap_ms: null,
    },
  })),
  "PATCH /mailboxes/:m": change(world.mailboxes),
  "DELETE /mailboxes/:m": remove(world.mailboxes),
  "POST /mailboxes/:m/test": async ([m]) => {
    await new Promise((done) => setTimeout(done, 700));
    return byId(world.mailboxes, m).state.fetch_error
      ? {
          imap: { ok: false, text: "imap.heed.example refused the password of “billing”." },
          smtp: { ok: true, text: "smtp.heed.example accepts letters (TLS 1.3)." },
          sending: sendingFindings,
        }
      : {
          imap: {
            ok: true,
            text: "Signed in to imap.heed.example (TLS 1.3); INBOX holds 0 unread letters.",
          },
          smtp: { ok: true, text: "smtp.heed.example accepts letters (TLS 1.3)." },
          sending: sendingFindings,
        };
  },
  ...signingKeyRoutes(world),
  "GET /templates/:k/:l": ([k, l]) => world.templates.get(`${k}/${l}`) ?? template(k, l),
  "PUT /templates/:k/:l": ([k, l], body) => {
    const changed = { ...template(k, l), ...body, built_in: false } as Template;
    world.templates.set(`${k}/${l}`, changed);
    return changed;
  },
  "POST /templates/:k/:l/preview": (_, body) => ({
    subject: filled(body.subject),
    text: filled(body.text),
    html: filled(body.html),
  }),
  "GET /blocked_senders": list(() => world.blocked),
  "POST /blocked_senders": add(world.blocked, () => ({
    created_at: iso(clock()),
    ticket_id: null,
  })),
  "DELETE /blocked_senders/:b": remove(world.blocked),
  "GET /letters": (_, __, query) =>
    list(() => world.letters.filter((one) => one.state === query.get("state")))([], {}, query),
  "GET /outgoing_letters": (_, __, query) => list(() => world.outgoing)([], {}, query),
  "POST /outgoing_letters/:l/retry": remove(world.outgoing),
  "POST /letters/:l/retry": remove(world.letters),
  ...journalRoutes(world),
  ...readersRoutes(world),
  ...backupsRoutes(world),
});
