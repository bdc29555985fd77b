// SPDX-License-Identifier: AGPL-3.0-or-later
// Every screen of the desk, and how to get to it. `open` does what a person would do there.

const click = (role, name) => async (page) => page.getByRole(role, { name }).first().click();
const press = (key) => async (page) => page.keyboard.press(key);
const then =
  (...steps) =>
  async (page) => {
    for (const step of steps) await step(page);
  };
const ticket = "/desk/tickets/open/{ticket}";

export const scenes = [
  { name: "inbox", path: "/desk/tickets/inbox" },
  { name: "list-open", path: "/desk/tickets/open" },
  { name: "list-unassigned", path: "/desk/tickets/unassigned" },
  { name: "list-spam", path: "/desk/tickets/spam" },
  { name: "search", path: "/desk/tickets/all?q=vpn" },
  { name: "search-nothing", path: "/desk/tickets/all?q=zzzz" },
  { name: "ticket", path: ticket, needs: "ticket" },
  { name: "ticket-missing", path: "/desk/tickets/all/99999999" },
  { name: "composer-reply", path: ticket, needs: "ticket", shows: ".ProseMirror", open: then(press("r"), async (page) => page.waitForSelector(".ProseMirror"), async (page) => page.keyboard.type("Hello Ada, it is done.")) },
  { name: "composer-note", path: ticket, needs: "ticket", shows: ".ProseMirror", open: then(press("n"), async (page) => page.waitForSelector(".ProseMirror")) },
  { name: "priority", path: ticket, needs: "ticket", open: press("p") },
  { name: "assign", path: ticket, needs: "ticket", open: press("a") },
  { name: "state", path: ticket, needs: "ticket", open: press("s") },
  { name: "resolve", path: ticket, needs: "ticket", open: press("e") },
  { name: "wait", path: ticket, needs: "ticket", open: press("h") },
  { name: "spam", path: ticket, needs: "ticket", open: then(click("button", "More about this ticket"), click("menuitem", "Mark as spam")) },
  { name: "original", path: ticket, needs: "ticket", open: then(click("button", "More about this entry"), click("menuitem", "View original")) },
  { name: "new-ticket", path: "/desk/tickets/inbox", open: press("c") },
  { name: "shortcuts", path: "/desk/tickets/inbox", open: press("?") },
  { name: "people", path: "/desk/people" },
  { name: "person", path: "/desk/people/{person}", needs: "person" },
  { name: "person-new", path: "/desk/people", open: click("button", "New customer") },
  { name: "organisations", path: "/desk/organisations" },
  { name: "organisation", path: "/desk/organisations/{organisation}", needs: "organisation" },
  { name: "profile", path: "/desk/me" },
  { name: "settings-desk", path: "/desk/settings/desk" },
  { name: "mailboxes", path: "/desk/settings/mailboxes" },
  { name: "mailbox-new", path: "/desk/settings/mailboxes/new" },
  { name: "teams", path: "/desk/settings/teams" },
  { name: "agents", path: "/desk/settings/agents" },
  { name: "agent-invite", path: "/desk/settings/agents", open: click("button", "Invite an agent") },
  { name: "roles", path: "/desk/settings/roles" },
  { name: "tokens", path: "/desk/settings/tokens" },
  { name: "priorities", path: "/desk/settings/priorities" },
  { name: "categories", path: "/desk/settings/categories" },
  { name: "causes", path: "/desk/settings/causes" },
  { name: "templates", path: "/desk/settings/templates" },
  { name: "blocked", path: "/desk/settings/blocked" },
  { name: "letters", path: "/desk/settings/letters" },
  { name: "outgoing", path: "/desk/settings/outgoing" },
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
