// SPDX-License-Identifier: AGPL-3.0-or-later
import { execFileSync } from "node:child_process";
import { same } from "../support/story.mjs";

const submit = (dialog) => dialog.locator("button[type=submit]").click();

const password = "rides a red bicycle";

/** Somebody new whose role is agent, or the one named, and nothing more, signed in under their address. */
async function join(s, person, named = "agent") {
  const roles = await s.desk.get("/roles");
  const agent = roles.items.find((one) => one.name.toLowerCase() === named.toLowerCase()).id;
  await s.desk.as("noor", "POST", "/agents", { ...person, roles: [{ role_id: agent, team_id: null }], teams: [] });
  const letter = await s.desk.mail.letterTo(person.email);
  const token = /\/desk\/invitation\/([\w-]+)/.exec(letter.text)[1];
  await fetch(`${s.desk.address}/api/v1/invitations/${token}`, { method: "POST", headers: { "Content-Type": "application/json", Origin: s.desk.address }, body: JSON.stringify({ password }) });
  s.desk.agents[person.email] = await s.desk.signIn(person.email, password);
}

export const settings = {
  "what is held of a person is downloaded as one file, without notes when nobody wants them": async (s) => {
    const ticket = await s.ticket({ subject: "My data", text: "What do you know of me?" });
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Asks sharp questions." });
    const { customer } = await s.held(ticket.number);
    const page = await s.agent("noor", `/people/${customer.id}`);
    await page.getByRole("button", { name: "Download their data…" }).click();
    const dialog = page.getByRole("dialog");
    await s.accessible(page);
    await dialog.getByRole("checkbox", { name: /internal notes/ }).uncheck();
    const [saved] = await Promise.all([page.waitForEvent("download"), submit(dialog)]);
    same(saved.suggestedFilename(), `personal-data-${customer.id}.zip`, "name");
    const unpacked = execFileSync("python3", ["-c", "import sys,zipfile; print(zipfile.ZipFile(sys.argv[1]).read('data.json').decode())", await saved.path()], { encoding: "utf-8" });
    const { tickets } = JSON.parse(unpacked);
    same(tickets.map((one) => one.entries.map((entry) => entry.text.trim())), [["What do you know of me?"]], "what was said");
  },

  "a customer is added, found and joined to an organisation": async (s) => {
    const customer = s.customer("Otto");
    const page = await s.agent("noor", "/people");
    await page.getByRole("button", { name: "New customer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(customer.name);
    await dialog.getByRole("textbox", { name: /^E-mail address/ }).fill(customer.address);
    await s.accessible(page);
    await submit(dialog);
    await dialog.waitFor({ state: "detached" });
    s.step("found");
    await page.goto(`${s.desk.address}/desk/people`);
    await page.getByRole("searchbox", { name: "Find by name or address" }).or(page.getByRole("textbox", { name: "Find by name or address" })).fill(customer.address);
    await page.getByRole("link", { name: new RegExp(customer.name) }).click();
    await page.getByRole("heading", { name: customer.name }).waitFor();
    await s.accessible(page);
  },

  "a team is made, gets a member and loses them": async (s) => {
    const name = `Team ${process.pid}-${Date.now() % 100_000}`;
    const page = await s.agent("noor", "/settings/teams");
    await page.getByRole("button", { name: "New team" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(name);
    await submit(dialog);
    await dialog.waitFor({ state: "detached" });
    s.step("a member");
    const panel = page.locator("section").filter({ has: page.getByRole("heading", { name, exact: true }) });
    await panel.getByRole("button", { name: "Add a member" }).click();
    await page.getByRole("combobox", { name: "Add a member" }).fill("sam so");
    await page.keyboard.press("Enter");
    const team = async () => (await s.desk.get("/teams")).items.find((one) => one.name === name);
    await s.until("the member", async () => (await team()).members.some((one) => one.name === "Sam Sommer"));
    s.step("gone again");
    await panel.getByRole("button", { name: "Remove Sam Sommer" }).click();
    await s.until("no member", async () => (await team()).members.length === 0);
  },

  "a cause is made and taken out of use": async (s) => {
    const name = `Moonlight ${process.pid}`;
    const page = await s.agent("noor", "/settings/causes");
    await page.getByRole("button", { name: "New cause" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(name);
    await s.accessible(page);
    await submit(dialog);
    await dialog.waitFor({ state: "detached" });
    s.step("retired");
    await page.getByRole("listitem").filter({ hasText: name }).getByRole("button", { name: "Edit" }).click();
    await dialog.getByRole("checkbox", { name: "In use" }).uncheck();
    await submit(dialog);
    const cause = async () => (await s.desk.get("/cause_codes")).items.find((one) => one.name === name);
    await s.until("the cause to be retired", async () => (await cause())?.active === false);
  },

  "an agent without the right is led past the settings": async (s) => {
    const olga = { name: "Olga Ohm", email: s.customer("Olga").address };
    await join(s, olga);
    const page = await s.agent(olga.email, "/settings");
    await page.getByRole("heading", { name: "My profile" }).waitFor();
    same(new URL(page.url()).pathname, "/desk/me", "where the settings lead");
    s.step("a page that is kept from them");
    await page.goto(`${s.desk.address}/desk/settings/agents`);
    await page.getByRole("heading", { name: "Not yours to open" }).waitFor();
    same(await page.getByRole("button", { name: "Invite an agent" }).count(), 0, "ways to invite");
    await s.accessible(page);
    s.step("the way back");
    await page.getByRole("link", { name: "Back to the inbox" }).click();
    await page.getByRole("region", { name: "Ticket list" }).waitFor();
  },

  "who reads tickets and nothing else is led to nothing else": async (s) => {
    const customer = s.customer("Kim");
    const { number } = await s.ticket({ customer });
    const name = `Looker ${process.pid}-${Date.now() % 100_000}`;
    await s.desk.as("noor", "POST", "/roles", { name, permissions: ["ticket:read"] });
    const lea = { name: "Lea Look", email: s.customer("Lea").address };
    await join(s, lea, name);
    const page = await s.agent(lea.email, "/tickets/all");
    const asked = [];
    page.on("request", (one) => /^\/api\/v1\/(people|organisations)/.test(new URL(one.url()).pathname) && asked.push(one.url()));
    await page.goto(`${s.desk.address}/desk/tickets/all/${number}`);
    await page.getByRole("heading", { name: customer.name }).waitFor();
    // Asked for by the same card: whoever has this would have asked for the customer.
    await page.getByText("None: this is the first.").waitFor();
    same(asked, [], "what was asked for and would be refused");
    same(await page.getByRole("link", { name: customer.name, exact: true }).count(), 0, "ways to the customer");
    const menu = page.getByRole("navigation", { name: "Views" });
    await menu.getByRole("link", { name: "Inbox" }).waitFor();
    same(await menu.getByRole("link", { name: /^(People|Customers|Organisations)$/ }).count(), 0, "ways to people");
    s.step("an agent at a colleague's page");
    const omar = { name: "Omar Ohm", email: s.customer("Omar").address };
    await join(s, omar);
    const other = await s.agent(omar.email, `/people/${s.desk.agents.noor.id}`);
    await other.getByRole("heading", { name: s.desk.agents.noor.name }).waitFor();
    same(await other.getByRole("button", { name: "Edit" }).count(), 0, "ways to change a colleague");
  },

  "a day that does not exist is refused where it was written": async (s) => {
    const page = await s.agent("noor", "/settings/desk");
    await page.getByRole("textbox", { name: /^Holidays/ }).fill("2026-12-25\n2026-12-32");
    await page.locator("button[type=submit]").first().click();
    await page.locator("[aria-invalid=true]").waitFor();
    await s.accessible(page);
  },

  "a role of one's own is made with its permissions": async (s) => {
    const name = `Reader ${process.pid}`;
    const page = await s.agent("noor", "/settings/roles");
    await page.getByRole("button", { name: "New role" }).click();
    await page.getByRole("textbox", { name: /^Name/ }).fill(name);
    await page.getByRole("checkbox", { name: /^see tickets/ }).check();
    await s.accessible(page);
    await page.locator("button[type=submit]").last().click();
    await s.until("the role", async () => (await s.desk.get("/roles")).items.some((one) => one.name === name && one.permissions.includes("ticket:read")));
  },

  "a token is shown once, works, and is revoked": async (s) => {
    const name = `Program ${process.pid}`;
    const page = await s.agent("noor", "/settings/tokens");
    await page.getByRole("button", { name: "New token" }).click();
    let dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(name);
    await s.accessible(page);
    await submit(dialog);
    s.step("shown once");
    dialog = page.getByRole("dialog", { name: `Token “${name}”` });
    const token = (await dialog.locator("code").innerText()).trim();
    const ask = () => fetch(`${s.desk.address}/api/v1/tickets?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
    same((await ask()).status, 200, "answer to the token");
    await dialog.getByRole("button", { name: "I have it" }).click();
    s.step("revoked");
    const row = page.getByRole("listitem").filter({ hasText: name });
    await row.getByRole("button", { name: "Revoke" }).click();
    await row.getByRole("button", { name: "Revoke for good?" }).click();
    await row.waitFor({ state: "detached" });
    await s.until("the token to be refused", async () => (await ask()).status === 401);
  },

  "a mailbox is described and tested against its server": async (s) => {
    const name = `Sales ${process.pid}`;
    const page = await s.agent("noor", "/settings/mailboxes/new");
    await page.getByRole("textbox", { name: /^Name/ }).first().fill(name);
    await page.getByRole("textbox", { name: /^Addresses/ }).fill(`sales.${process.pid}@desk.internal`);
    s.step("with which letters to begin");
    await page.getByRole("radio", { name: "Read everything in the folder", checked: true }).waitFor();
    await page.getByRole("radio", { name: "Only letters that come from now on" }).check();
    const box = page.locator("fieldset, section").filter({ has: page.getByRole("checkbox", { name: /Fetch letters/ }) }).last();
    await box.getByRole("textbox", { name: "Server" }).fill("127.0.0.1");
    await box.getByRole("combobox", { name: "Encryption" }).selectOption("none");
    // Nobody listens there: with which letters to begin is still to be chosen.
    await box.getByLabel("Port").fill("1");
    await box.getByRole("textbox", { name: "User name" }).fill("sales");
    await box.getByLabel("Password").fill("not asked for");
    s.step("outgoing");
    const out = page.locator("fieldset, section").filter({ has: page.getByRole("checkbox", { name: /Send answers/ }) }).last();
    await page.getByRole("checkbox", { name: /Send answers/ }).check();
    await out.getByRole("textbox", { name: "Server" }).fill("127.0.0.1");
    await out.getByRole("combobox", { name: "Encryption" }).selectOption("none");
    await out.getByLabel("Port").fill(String(s.desk.mail.port));
    await s.accessible(page);
    await page.getByRole("button", { name: /^(Save|Create|Add)/ }).last().click();
    s.step("tested");
    await page.getByRole("button", { name: "Test now" }).click();
    await page.getByText("works.").waitFor();
    s.step("it begins as was chosen");
    same((await s.desk.get("/mailboxes")).items.find((one) => one.name === name).imap.start_with, "new", "what is read first");
    await page.getByRole("radio", { name: "Only letters that come from now on", checked: true }).waitFor();
    s.step("no password is kept where nobody signs in");
    await out.getByText("None is stored.").waitFor();
    await s.accessible(page);
  },

  "what one types in a mailbox stays when a colleague saves it meanwhile": async (s) => {
    const name = `Returns ${process.pid}`;
    const made = await s.desk.as("noor", "POST", "/mailboxes", { name, addresses: [`returns.${process.pid}@desk.internal`] });
    const page = await s.agent("noor", `/settings/mailboxes/${made.id}`);
    const field = page.getByRole("textbox", { name: /^Signature/ });
    await field.fill("Yours, the desk");
    s.step("the colleague saves");
    await s.desk.as("sam", "PATCH", `/mailboxes/${made.id}`, { name: `${name} and repairs`, expected_version: made.version });
    await page.getByText("Somebody else saved this meanwhile.").waitFor();
    same(await field.inputValue(), "Yours, the desk", "what was typed");
    await s.accessible(page);
    s.step("saving over it is refused");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText(`Somebody changed this meanwhile: there it is “${name} and repairs”`).waitFor();
    s.step("the colleague's");
    await page.getByRole("button", { name: "Show theirs" }).click();
    await page.getByRole("heading", { name: `${name} and repairs` }).waitFor();
    same(await field.inputValue(), "", "what the colleague saved");
    s.step("saved on top of it");
    await field.fill("Yours, the desk");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await s.until("the signature", async () => (await s.desk.get("/mailboxes")).items.find((one) => one.id === made.id).signature.includes("Yours, the desk"));
    await s.until("a form that is clean again", async () => (await page.getByText("Somebody else saved this meanwhile.").count()) === 0);
  },

  "of two who change the priorities the second sees the first's, and decides": async (s) => {
    const page = await s.agent("noor", "/settings/priorities");
    const cells = page.getByRole("main").getByRole("combobox");
    await cells.last().selectOption("4");
    s.step("the colleague saves another cell");
    const { matrix } = await s.desk.get("/priorities");
    const theirs = matrix.map((row, at) => (at === 0 ? [2, ...row.slice(1)] : row));
    await s.desk.as("sam", "PUT", "/priorities", { matrix: theirs });
    await page.getByText("Somebody else saved this meanwhile.").waitFor();
    same(await cells.last().inputValue(), "4", "what was chosen");
    s.step("the first press is refused, the second puts ours in its place");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Save once more to put yours in its place.").waitFor();
    same((await s.desk.get("/priorities")).matrix, theirs, "the colleague's");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    same((await s.desk.get("/priorities")).matrix, [matrix[0], matrix[1], [...matrix[2].slice(0, 2), 4]], "ours");
    await s.desk.as("noor", "PUT", "/priorities", { matrix });
  },

  "what is typed in a template is not left behind unasked": async (s) => {
    const page = await s.agent("noor", "/settings/templates");
    const subject = page.getByRole("textbox", { name: /^Subject/ });
    await subject.fill("Half a sen");
    s.step("both parts of the letter are shown");
    await page.getByText("Plain text, for the others").waitFor();
    await page.getByRole("textbox", { name: /^HTML/ }).fill("<p>Formatted <strong>words</strong> alone.</p>");
    await page.locator("article").getByText("Formatted words alone.").waitFor();
    s.step("another language");
    await page.getByRole("combobox", { name: "Language" }).selectOption("de");
    const dialog = page.getByRole("dialog");
    await s.accessible(page);
    await dialog.getByRole("button", { name: "Go on writing" }).click();
    await dialog.waitFor({ state: "detached" });
    same(await subject.inputValue(), "Half a sen", "what was typed");
    s.step("another screen");
    await page.getByRole("link", { name: "Teams" }).click();
    await dialog.getByRole("button", { name: "Go on writing" }).click();
    same([await subject.inputValue(), new URL(page.url()).pathname], ["Half a sen", "/desk/settings/templates"], "what was typed");
    await page.getByRole("link", { name: "Teams" }).click();
    await dialog.getByRole("button", { name: "Throw it away" }).click();
    await page.getByRole("heading", { name: "Teams", level: 1 }).waitFor();
  },

  "a letter that did not arrive is listed, and tried again": async (s) => {
    const ticket = await s.ticket();
    s.desk.mail.refuse(ticket.customer.address);
    const page = await s.open("noor", ticket.number);
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/replies`, { body_text: "Is it on?", attachments: [], to: [ticket.customer.address] });
    s.step("the answer says so");
    await page.getByText("It could not be sent.").waitFor();
    s.step("the list");
    await page.goto(`${s.desk.address}/desk/settings/outgoing`);
    const row = page.getByRole("listitem").filter({ hasText: `#${ticket.number}` }).filter({ hasText: "Answer" });
    // Once the acknowledgement was refused as well, the answer is not even offered.
    await row.getByText(/refused this letter|come back/).waitFor();
    await s.accessible(page);
    s.step("tried again");
    s.desk.mail.accept(ticket.customer.address);
    await row.getByRole("button", { name: "Try again" }).click();
    await s.desk.mail.letterTo(ticket.customer.address, (text) => text.includes("Is it on?"));
    await page.reload();
    await row.waitFor({ state: "detached" });
  },

  "an auditor looks through the journal, and takes its head along": async (s) => {
    const ticket = await s.ticket();
    await s.desk.as("noor", "PATCH", `/tickets/${ticket.number}`, { subject: "Looked into" });
    const page = await s.agent("noor", "/settings/journal");
    const facts = page.locator("main").getByRole("listitem");
    await facts.first().waitFor();
    s.step("one ticket");
    await page.getByRole("textbox", { name: "Ticket" }).fill(String(ticket.number));
    const changed = facts.filter({ hasText: "Ticket changed" }).first();
    await changed.getByText(/Noor/).waitFor();
    await changed.locator("summary").click();
    await changed.getByText("Looked into").waitFor();
    await s.accessible(page);
    s.step("of another kind");
    await page.getByRole("combobox", { name: "What" }).selectOption({ label: "People and teams" });
    await page.getByText("Nothing like that happened").waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await facts.first().waitFor();
    s.step("the head");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy the head" }).click();
    const head = await page.evaluate(() => navigator.clipboard.readText());
    same(/^\d+:[0-9a-f]{64}$/.test(head), true, "a head");
  },

  "a person sees where they are signed in, and ends the others": async (s) => {
    // Somebody of their own: the sessions of the others belong to other stories.
    const rita = { name: "Rita Rast", email: s.customer("Rita").address };
    await join(s, rita);
    const [phone, office] = [await s.desk.signIn(rita.email, password), await s.desk.signIn(rita.email, password)];
    const signedIn = async ({ cookie }) => (await (await fetch(`${s.desk.address}/api/v1/session`, { headers: { Cookie: `${cookie.name}=${cookie.value}` } })).json()).signed_in;
    same([await signedIn(phone), await signedIn(office)], [true, true], "signed in elsewhere");
    const page = await s.agent(rita.email, "/me");
    const panel = page.locator("section").filter({ has: page.getByRole("heading", { name: "Where you are signed in" }) });
    const end = panel.getByRole("button", { name: /^End: / });
    await panel.getByText("this one").waitFor();
    const before = await end.count();
    same(before >= 2, true, "others listed");
    await s.accessible(page);
    s.step("one of the others");
    await end.first().click();
    await s.until("one less", async () => (await end.count()) === before - 1);
    s.step("all others");
    await panel.getByRole("button", { name: "End all others" }).click();
    await panel.getByRole("button", { name: /^Really end/ }).click();
    await page.getByText("You are signed in only here now.").waitFor();
    await s.until("no other", async () => (await end.count()) === 0);
    same([await signedIn(phone), await signedIn(office)], [false, false], "signed in elsewhere");
    s.step("this one goes on");
    await page.reload();
    await panel.getByText("this one").waitFor();
  },

  "an invitation that did not arrive stands at the agent": async (s) => {
    const { name, address } = s.customer("Timo");
    s.desk.mail.refuse(address);
    const page = await s.agent("noor", "/settings/agents");
    await page.getByRole("button", { name: "Invite an agent" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill(name);
    await dialog.getByRole("textbox", { name: /^E-mail address/ }).fill(address);
    await submit(dialog);
    s.step("it is told where one looks");
    const row = page.getByRole("listitem").filter({ hasText: address });
    await row.getByText("invitation not delivered").waitFor();
    await row.getByText(/refused this letter/).waitFor();
    await s.accessible(page);
    s.step("sent again, it arrives");
    s.desk.mail.accept(address);
    await row.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Send the invitation again" }).click();
    await s.desk.mail.letterTo(address);
    await row.getByText("invitation not delivered").waitFor({ state: "detached" });
    await row.getByText("invited", { exact: true }).waitFor();
  },

  "a link that was used before leads on": async (s) => {
    const email = `twice.${process.pid}@desk.internal`;
    await join(s, { name: "Tove Twice", email });
    const letter = await s.desk.mail.letterTo(email);
    const guest = await s.visitor(/\/desk\/invitation\/[\w-]+/.exec(letter.text)[0]);
    await guest.getByLabel("Password", { exact: true }).fill(password);
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByText("This invitation was used before, or is too old.").waitFor();
    same(await guest.getByLabel("Password", { exact: true }).count(), 0, "fields that lead nowhere");
    await s.accessible(guest);
    await guest.getByRole("link", { name: "Back to signing in" }).click();
    await guest.waitForURL(/sign_in/);
    s.step("a link for a password");
    await guest.goto(`${s.desk.address}/desk/password/never-was`);
    await guest.getByLabel("New password", { exact: true }).fill(password);
    await guest.getByRole("button", { name: "Set the password" }).click();
    await guest.getByText("This link was used before, or is too old.").waitFor();
    await s.accessible(guest);
    await guest.getByRole("link", { name: "Ask for a new link" }).click();
    await guest.waitForURL(/forgotten/);
    await guest.getByRole("button", { name: "Send the link" }).waitFor();
  },

  "an agent is invited and joins by the link in the letter": async (s) => {
    const address = `new.${process.pid}@desk.internal`;
    const page = await s.agent("noor", "/settings/agents");
    await page.getByRole("button", { name: "Invite an agent" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Nia Neu");
    await dialog.getByRole("textbox", { name: /^E-mail address/ }).fill(address);
    await s.accessible(page);
    await submit(dialog);
    s.step("the letter");
    const letter = await s.desk.mail.letterTo(address);
    const guest = await s.visitor(/\/desk\/invitation\/[\w-]+/.exec(letter.text)[0]);
    const chosen = guest.getByLabel("Password", { exact: true });
    await guest.getByText("the address this invitation came to").waitFor();
    await guest.getByText("At least 8 characters.").waitFor();
    await chosen.fill("sev e n");
    await guest.getByRole("button", { name: "Join" }).click();
    await guest.getByText("A password needs at least 8 characters.").waitFor();
    await chosen.fill("a long and quiet password");
    await s.accessible(guest);
    await guest.getByRole("button", { name: "Join" }).click();
    s.step("sign in");
    await guest.waitForURL(/sign_in/);
    same(await guest.getByLabel("E-mail address").inputValue(), address, "the address to sign in by");
    await guest.getByLabel("Password", { exact: true }).fill("a long and quiet password");
    await guest.getByRole("button", { name: "Sign in" }).click();
    await guest.getByRole("region", { name: "Ticket list" }).waitFor();
    s.step("deactivated with a ticket open");
    await guest.goto(`${s.desk.address}/desk/tickets/open`);
    await guest.getByRole("region", { name: "Ticket list" }).getByRole("link").first().click();
    await guest.getByRole("article").first().waitFor();
    const faults = [];
    guest.on("console", (said) => said.text().startsWith("Error") && faults.push(said.text()));
    await page.getByRole("listitem").filter({ hasText: "Nia Neu" }).getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Deactivate" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await guest.getByLabel("E-mail address").waitFor();
    same(faults, [], "what broke on the way out");
  },

  "an agent signs in by another address before the old one goes": async (s) => {
    const [old, other] = [`old.${process.pid}@desk.internal`, `other.${process.pid}@desk.internal`];
    await s.desk.as("noor", "POST", "/agents", { name: "Mia Moved", email: old, roles: [], teams: [] });
    const { items } = await s.desk.get(`/people?kind=agent&q=${encodeURIComponent(old)}`);
    const page = await s.agent("noor", `/people/${items[0].id}`);
    await page.getByLabel("Add an address").fill(other);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    const remove = page.getByRole("button", { name: `Remove ${old}` });
    s.step("the main one stays");
    await remove.click();
    await page.getByText("An agent signs in by this address.").waitFor();
    s.step("until another is chosen");
    await page.getByRole("button", { name: `Make main: ${other}` }).click();
    await page.getByRole("listitem").filter({ hasText: other }).getByText("main", { exact: true }).waitFor();
    await s.accessible(page);
    await remove.click();
    await remove.waitFor({ state: "detached" });
  },
};
