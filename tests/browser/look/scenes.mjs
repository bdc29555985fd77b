// SPDX-License-Identifier: AGPL-3.0-or-later
// Every screen of the desk, and how to get to it. `open` does what a person would do there.

const click = (role, name) => async (page) => page.getByRole(role, { name }).first().click();
/** What is done by keys alone is done alike in every language. */
const byKeys = (step) => Object.assign(step, { byKeys: true });
const press = (key) => byKeys(async (page) => page.keyboard.press(key));
const then = (...steps) => {
  const all = async (page) => {
    for (const step of steps) await step(page);
  };
  return steps.every((step) => step.byKeys) ? byKeys(all) : all;
};
const ticket = "/desk/tickets/open/{ticket}";

/** A refusal of the desk that no other scene shall feel: it is made up here, not in the desk. */
const refuses = (method, path, status, body) => async (page) =>
  page.route(path, (route) => (route.request().method() === method ? route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "", status, detail: "", ...body }) }) : route.continue()));

const conflict = {
  code: "changed_meanwhile",
  version: 9,
  fields: { subject: { yours: "VPN drops again", theirs: "VPN drops every 20 minutes on both laptops of the second floor", by: "Lin Petersen", at: "2026-11-20T09:12:04.000Z" } },
};

const allBanners = async (page) =>
  page.route("**/api/v1/session", async (route) => {
    const answer = await route.fetch();
    const session = await answer.json();
    Object.assign(session.desk, { quiet: true, insecure: true });
    session.banners = [...session.banners, { code: "storage_full", text: "Only 312 MB are left where the desk keeps its data.", link: null }];
    await route.fulfill({ response: answer, json: session });
  });

/** The last answer has not left yet. */
const held = async (page) =>
  page.route(/\/api\/v1\/tickets\/\d+$/, async (route) => {
    const answer = await route.fetch();
    const ticket = await answer.json();
    const last = ticket.entries.findLast((one) => one.kind === "message_out") ?? ticket.entries.at(-1);
    Object.assign(last, { delivery: { state: "held", text: null, attempts: 0, at: null }, release_at: "2099-11-23T09:00:00.000Z", then: "resolved" });
    await route.fulfill({ response: answer, json: ticket });
  });

/** The last letter names an agent as its sender, and nothing proves it. */
const unproven = async (page) =>
  page.route(/\/api\/v1\/tickets\/\d+$/, async (route) => {
    const answer = await route.fetch();
    const ticket = await answer.json();
    const last = ticket.entries.findLast((one) => one.kind !== "event");
    const reason = "It was written from the address of Lin Petersen, but nothing proves that Lin Petersen wrote it. So it is a note, and nobody was sent it. To answer the customer, write here.";
    Object.assign(last, { kind: "note", delivery: null, judgements: [{ id: 1, kind: "unproven", reason, reversible: true, reversed: false }] });
    await route.fulfill({ response: answer, json: ticket });
  });

const freshToken = async (page) =>
  page.route("**/api/v1/tokens", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 201, json: { id: 99, name: "Monitoring", scopes: ["ticket:read"], created_at: "2026-11-20T09:12:04.000Z", last_used_at: null, expires_at: null, token: "heed_7Qw0nX3vLkz8Yt5RbCjD2mPf6HsGaE1uVi4KoN9xBzA" } })
      : route.continue(),
  );

const typed = byKeys(async (page) => {
  await page.waitForSelector(".ProseMirror");
  await page.keyboard.type("Hello Ada, it is done.");
});

/** Scenes that are opened without looking for words, for a desk in another language. */
export const wordless = (scene) => !scene.open || scene.open.byKeys;

export const scenes = [
  { name: "inbox", path: "/desk/tickets/inbox" },
  { name: "list-open", path: "/desk/tickets/open" },
  { name: "list-unassigned", path: "/desk/tickets/unassigned" },
  { name: "list-all", path: "/desk/tickets/all?state=closed" },
  { name: "list-spam", path: "/desk/tickets/spam" },
  { name: "search", path: "/desk/tickets/all?q=vpn" },
  { name: "search-nothing", path: "/desk/tickets/all?q=zzzz" },
  { name: "ticket", path: ticket, needs: "ticket" },
  { name: "ticket-held", path: ticket, needs: "ticket", before: held, shows: "text=Held back", open: async (page) => page.getByText(/^Held back/).scrollIntoViewIfNeeded() },
  { name: "ticket-unproven", path: ticket, needs: "ticket", before: unproven, shows: "text=Sender not proven", open: async (page) => page.getByText(/^Sender not proven/).scrollIntoViewIfNeeded() },
  { name: "ticket-missing", path: "/desk/tickets/all/99999999" },
  { name: "composer-reply", path: ticket, needs: "ticket", shows: ".ProseMirror", open: then(press("r"), typed) },
  { name: "composer-newer", path: ticket, needs: "ticket", shows: "[role=alert]", before: refuses("POST", "**/tickets/*/replies", 409, { code: "newer_entry", entries: [1] }), open: then(press("r"), typed, async (page) => page.getByRole("button", { name: "Send", exact: true }).click()) },
  { name: "composer-note", path: ticket, needs: "ticket", shows: ".ProseMirror", open: then(press("n"), async (page) => page.waitForSelector(".ProseMirror")) },
  { name: "priority", path: ticket, needs: "ticket", open: press("p") },
  { name: "assign", path: ticket, needs: "ticket", open: press("a") },
  { name: "state", path: ticket, needs: "ticket", open: press("s") },
  { name: "resolve", path: ticket, needs: "ticket", open: press("e") },
  { name: "wait", path: ticket, needs: "ticket", open: press("h") },
  { name: "spam", path: ticket, needs: "ticket", open: then(click("button", "More about this ticket"), click("menuitem", "Mark as spam")) },
  { name: "link", path: ticket, needs: "ticket", open: then(click("button", "More about this ticket"), click("menuitem", "Link a ticket")) },
  { name: "cancel", path: ticket, needs: "ticket", open: then(press("s"), click("menuitem", /^Cancel/)) },
  {
    name: "conflict",
    path: ticket,
    needs: "ticket",
    before: refuses("PATCH", "**/tickets/*", 409, conflict),
    open: then(async (page) => page.locator("h2 button").first().click(), async (page) => page.getByRole("textbox", { name: "Subject" }).fill("VPN drops again"), press("Enter")),
  },
  { name: "original", path: ticket, needs: "ticket", open: then(click("button", "More about this entry"), click("menuitem", "View original")) },
  { name: "new-ticket", path: "/desk/tickets/inbox", open: press("c") },
  { name: "new-ticket-more", path: "/desk/tickets/inbox", open: then(press("c"), async (page) => page.getByText("Impact, category, tags").click()) },
  { name: "banners", path: "/desk/tickets/inbox", before: allBanners },
  { name: "views-drawer", path: "/desk/tickets/inbox", only: "phone", shows: "nav", open: click("button", "Views") },
  { name: "person-menu", path: "/desk/tickets/inbox", open: click("button", /^Menu of/) },
  { name: "shortcuts", path: "/desk/tickets/inbox", open: press("?") },
  { name: "search", path: "/desk/search?q=vpn", shows: "[role=tabpanel] a" },
  { name: "search-begin", path: "/desk/search" },
  { name: "palette", path: "/desk/tickets/inbox", open: then(press("Control+k"), async (page) => page.getByRole("combobox").fill("vp")) },
  { name: "people", path: "/desk/people" },
  { name: "person", path: "/desk/people/{person}", needs: "person" },
  { name: "person-new", path: "/desk/people", open: click("button", "New customer") },
  { name: "organisations", path: "/desk/organisations" },
  { name: "organisation-new", path: "/desk/organisations", open: click("button", "New organisation") },
  { name: "organisation", path: "/desk/organisations/{organisation}", needs: "organisation" },
  { name: "profile", path: "/desk/me" },
  { name: "profile-sessions", path: "/desk/me", shows: "text=this one", open: async (page) => page.getByText("Where you are signed in").scrollIntoViewIfNeeded() },
  { name: "settings-desk", path: "/desk/settings/desk" },
  { name: "mailboxes", path: "/desk/settings/mailboxes" },
  { name: "mailbox-new", path: "/desk/settings/mailboxes/new" },
  { name: "mailbox", path: "/desk/settings/mailboxes/{mailbox}", needs: "mailbox" },
  { name: "mailbox-tested", path: "/desk/settings/mailboxes/{mailbox}", needs: "mailbox", shows: "text=works.", open: click("button", "Test now") },
  { name: "teams", path: "/desk/settings/teams" },
  { name: "team-new", path: "/desk/settings/teams", open: click("button", "New team") },
  { name: "agents", path: "/desk/settings/agents" },
  { name: "agent-invite", path: "/desk/settings/agents", open: click("button", "Invite an agent") },
  { name: "agent-deactivate", path: "/desk/settings/agents", needs: "ticket", open: then(async (page) => page.getByRole("button", { name: "More" }).nth(1).click(), click("menuitem", "Deactivate")) },
  { name: "roles", path: "/desk/settings/roles" },
  { name: "tokens", path: "/desk/settings/tokens" },
  { name: "token-new", path: "/desk/settings/tokens", open: click("button", "New token") },
  {
    name: "token-shown",
    path: "/desk/settings/tokens",
    shows: "code",
    before: freshToken,
    open: then(click("button", "New token"), async (page) => page.getByLabel("Name").fill("Monitoring"), click("button", "Create")),
  },
  { name: "priorities", path: "/desk/settings/priorities" },
  { name: "categories", path: "/desk/settings/categories" },
  { name: "causes", path: "/desk/settings/causes" },
  { name: "templates", path: "/desk/settings/templates" },
  { name: "blocked", path: "/desk/settings/blocked" },
  { name: "letters", path: "/desk/settings/letters" },
  { name: "outgoing", path: "/desk/settings/outgoing" },
  { name: "parked", path: "/desk/settings/parked" },
  { name: "backups", path: "/desk/settings/backups" },
  { name: "journal", path: "/desk/settings/journal" },
  { name: "journal-fact", path: "/desk/settings/journal", needs: "ticket", shows: "details[open]", open: async (page) => page.locator("summary").first().click() },
];

/** Screens of those who are not inside; only the desk in memory can be put into that state. */
export const outside = [
  { name: "sign-in", path: "/desk/sign_in", mock: "signed_in=no" },
  { name: "forgotten", path: "/desk/forgotten", mock: "signed_in=no" },
  { name: "reset", path: "/desk/password/abc", mock: "signed_in=no" },
  { name: "invitation", path: "/desk/invitation/abc", mock: "signed_in=no" },
  { name: "setup", path: "/desk/setup", mock: "setup=yes" },
];

export const devices = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};
