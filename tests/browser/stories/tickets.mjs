// SPDX-License-Identifier: AGPL-3.0-or-later
import { plainLetter, same } from "../support/story.mjs";

const thanks = (ticket) => ({ ...ticket.customer, name: ticket.customer.name });

const press = (page, key) => page.keyboard.press(key);

export const tickets = {
  "a ticket opens from the list with its conversation": async (s) => {
    const ticket = await s.ticket({ subject: "Badge", text: "My badge opens no door." });
    s.step("the list of open tickets");
    const page = await s.agent("noor", "/tickets/unassigned");
    await page.getByRole("link", { name: ticket.subject }).click({ position: { x: 40, y: 14 } });
    s.step("the conversation");
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
    await page.getByRole("article", { name: /Message from the customer/ }).getByText("My badge opens no door.").waitFor();
    same(new URL(page.url()).pathname, `/desk/tickets/unassigned/${ticket.number}`, "address");
    s.step("axe");
    await s.accessible(page);
  },

  "a ticket is watched by a key and stands in the list of what one watches": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await press(page, "w");
    const watchers = page.getByRole("button", { name: /^Stop watching/ });
    await watchers.first().waitFor();
    same((await s.held(ticket.number)).watchers.length, 1, "watchers");
    await s.accessible(page);
    s.step("the list");
    await page.goto(`${new URL(page.url()).origin}/desk/tickets/watching/${ticket.number}`);
    const row = page.locator("#ticket-list").getByRole("link", { name: ticket.subject });
    await row.waitFor();
    s.step("no more");
    await page.getByRole("button", { name: "Stop watching" }).click();
    await s.until("nobody watches", async () => (await s.held(ticket.number)).watchers.length === 0);
    await page.reload();
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
    await row.waitFor({ state: "detached" });
  },

  "the state changes by menu and the customer's turn is named": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("waiting");
    await press(page, "h");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await s.accessible(page);
    await dialog.locator("button[type=submit]").click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: /State: Waiting for/ }).waitFor();
    same((await s.held(ticket.number)).state, "waiting", "state");
    s.step("open again");
    await press(page, "s");
    await page.getByRole("menuitem", { name: "Open again" }).click();
    await page.getByRole("button", { name: /State: Open/ }).waitFor();
    same((await s.held(ticket.number)).state, "open", "state");
  },

  "a ticket is resolved with a text and opened again": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("the dialog");
    await press(page, "e");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await dialog.getByRole("textbox").first().fill("The fuse was replaced.");
    await dialog.getByRole("option", { name: "Fault", exact: true }).waitFor({ state: "attached" });
    await dialog.getByLabel("Cause", { exact: true }).selectOption("Fault");
    await s.accessible(page);
    await dialog.getByRole("button", { name: "Resolve", exact: true }).click();
    await s.until("the ticket to be resolved", async () => (await s.held(ticket.number)).state === "resolved");
    const { resolution } = await s.held(ticket.number);
    same(resolution.text, "The fuse was replaced.", "resolution");
    same(resolution.cause_code, "Fault", "cause");
    s.step("opened again");
    await page.goto(`${s.desk.address}/desk/tickets/all/${ticket.number}`);
    await page.getByRole("button", { name: /State: Resolved/ }).click();
    await page.getByRole("menuitem", { name: "Open again" }).click();
    await page.getByRole("button", { name: /State: Open/ }).waitFor();
  },

  "an owner is chosen by typing a name, and by one key": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("assign by name");
    await press(page, "a");
    const field = page.getByRole("combobox", { name: "Assign to …" });
    await field.fill("sam so");
    await s.accessible(page);
    await field.press("Enter");
    await page.getByRole("button", { name: "Owner: Sam Sommer" }).waitFor();
    await s.until("the owner to be kept", async () => (await s.held(ticket.number)).owner?.name === "Sam Sommer");
    s.step("take it");
    await field.waitFor({ state: "detached" });
    await press(page, "i");
    await s.until("the other owner", async () => (await s.held(ticket.number)).owner?.id === s.desk.agents.noor.id);
  },

  "tags are added and taken off": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await press(page, "l");
    await page.getByRole("textbox", { name: "Tag", exact: true }).fill("Second Floor");
    await page.keyboard.press("Enter");
    s.step("the tag is there");
    await page.getByRole("button", { name: "Remove second-floor" }).waitFor();
    await s.until("the tag to be kept", async () => (await s.held(ticket.number)).tags.includes("second-floor"));
    s.step("the tag goes");
    await page.getByRole("button", { name: "Remove second-floor" }).click();
    await s.until("the tag to be gone", async () => (await s.held(ticket.number)).tags.length === 0);
    await page.getByRole("button", { name: "Remove second-floor" }).waitFor({ state: "detached" });
  },

  "the priority follows impact and urgency, or a reason": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await press(page, "p");
    const panel = page.getByRole("dialog", { name: "Priority" });
    await panel.waitFor();
    await s.accessible(page);
    await panel.getByRole("button", { name: /Impact High, urgency High/ }).click();
    await page.getByRole("button", { name: "Priority: Critical" }).waitFor();
    await s.until("the priority to be kept", async () => (await s.held(ticket.number)).priority === 1);
    s.step("set by hand");
    await page.getByRole("button", { name: "Priority: Critical" }).click();
    await panel.getByRole("combobox").selectOption({ label: "Low" });
    await panel.getByRole("textbox", { name: "Reason" }).fill("There is a second printer.");
    await panel.getByRole("button", { name: "Save" }).click();
    await s.until("the reason to be kept", async () => (await s.held(ticket.number)).priority_reason === "There is a second printer.");
    await page.getByRole("button", { name: /Priority: Low/ }).waitFor();
  },

  "the original of a letter is shown with why Heed did what it did": async (s) => {
    const ticket = await s.ticket({ text: "Words of the original." });
    const page = await s.open("noor", ticket.number);
    await page.getByRole("button", { name: "More about this entry" }).first().click();
    await page.getByRole("menuitem", { name: "View original" }).click();
    const dialog = page.getByRole("dialog", { name: "Original letter" });
    s.step("decisions");
    await dialog.getByRole("listitem").first().waitFor();
    await s.accessible(page);
    s.step("source");
    await dialog.getByRole("tab", { name: "Source" }).click();
    await dialog.getByText(`Subject: ${ticket.subject}`).waitFor();
    const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("link", { name: "Download .eml" }).click()]);
    if (!saved.suggestedFilename().endsWith(".eml")) throw new Error(`saved as ${saved.suggestedFilename()}`);
  },

  "spam is marked, its sender blocked, and all of it undone": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("mark");
    await page.getByRole("button", { name: "More about this ticket" }).click();
    await page.getByRole("menuitem", { name: "Mark as spam" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: `Block ${ticket.customer.address}` }).check();
    await s.accessible(page);
    await dialog.getByRole("button", { name: "Mark as spam" }).click();
    await s.until("the ticket to be spam", async () => (await s.held(ticket.number)).cancelled_as === "spam");
    const blocked = async () => (await s.desk.get("/blocked_senders")).items.some((one) => JSON.stringify(one).includes(ticket.customer.address));
    await s.until("the sender to be blocked", blocked);
    s.step("the list of spam");
    await page.goto(`${s.desk.address}/desk/tickets/spam`);
    await page.getByRole("link", { name: ticket.subject }).click({ position: { x: 40, y: 14 } });
    s.step("it says who did it");
    await page.getByText("Marked as spam by Noor").waitFor();
    await page.getByText("The sender was blocked with it.").waitFor();
    await page.getByText("marked this as spam").waitFor();
    await s.accessible(page);
    s.step("undo");
    await page.getByRole("button", { name: "Not spam" }).click();
    await s.until("the ticket to be back", async () => (await s.held(ticket.number)).state !== "cancelled");
    await s.until("the block to be lifted", async () => !(await blocked()));
  },

  "a judgement of Heed is shown with its reason and taken back": async (s) => {
    const ticket = await s.ticket();
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/resolution`, { resolution: "Done." });
    const first = (await s.held(ticket.number)).entries.find((one) => one.kind === "message_in");
    const original = await s.desk.get(`/entries/${first.id}/original`);
    const id = original.headers.find((one) => one.name.toLowerCase() === "message-id").value;
    await s.desk.letter(plainLetter({ ...thanks(ticket), subject: `Re: ${ticket.subject}`, text: "Thank you!", more: `In-Reply-To: ${id}\nReferences: ${id}\n` }));
    same((await s.held(ticket.number)).state, "resolved", "state after thanks");
    const page = await s.open("noor", ticket.number);
    s.step("the reason");
    await page.getByRole("button", { name: "Only thanks" }).click();
    await page.getByRole("button", { name: "Only thanks", expanded: true }).waitFor();
    await s.accessible(page);
    s.step("taken back");
    await page.getByRole("button", { name: "Open the ticket again" }).click();
    await page.getByText("taken back by hand").waitFor();
    same((await s.held(ticket.number)).state, "open", "state after the reversal");
  },

  "a new request without anything says all that is missing": async (s) => {
    const customer = s.customer("Mia");
    const page = await s.agent("noor", "/tickets/inbox");
    await page.getByRole("button", { name: "New", exact: true }).waitFor();
    await press(page, "c");
    const dialog = page.getByRole("dialog", { name: "New ticket" });
    const field = (role, name) => dialog.getByRole(role, { name });
    const isFocused = (locator) => locator.evaluate((one) => one === document.activeElement);
    await dialog.getByRole("button", { name: /^Create/ }).click();
    await s.until("two fields that are missing", async () => (await dialog.getByText("This is needed.").count()) === 2);
    await s.until("the customer's field", () => isFocused(field("combobox", "Customer")));
    await s.accessible(page);
    s.step("with a customer");
    await field("combobox", "Customer").fill(customer.address);
    await field("combobox", "Customer").press("Enter");
    await dialog.getByText("new customer", { exact: true }).waitFor();
    await dialog.getByRole("button", { name: /^Create/ }).click();
    await s.until("the subject's field", () => isFocused(field("textbox", "Subject")));
    await field("textbox", "Subject").fill(`Call of ${customer.name}`);
    await s.until("nothing missing", async () => (await dialog.getByText("This is needed.").count()) === 0);
    await dialog.getByRole("button", { name: /^Create/ }).click();
    await page.getByRole("heading", { name: `Call of ${customer.name}` }).waitFor();
  },

  "an agent starts a conversation after a call": async (s) => {
    const customer = s.customer("Lea");
    const page = await s.agent("noor", "/tickets/inbox");
    await page.getByRole("button", { name: "New", exact: true }).waitFor();
    await press(page, "c");
    const dialog = page.getByRole("dialog", { name: "New ticket" });
    s.step("the customer");
    const finder = dialog.getByRole("combobox", { name: "Customer" });
    await finder.fill(customer.address);
    await finder.press("Enter");
    await dialog.getByText("new customer", { exact: true }).waitFor();
    s.step("the rest");
    await dialog.getByRole("textbox", { name: "Subject" }).fill(`Call of ${customer.name}`);
    await dialog.getByRole("tab", { name: "Call" }).click();
    await dialog.getByRole("radio", { name: "We called" }).check();
    await dialog.locator(".ProseMirror").click();
    await page.keyboard.type("Rang back, the fuse is gone.");
    await page.keyboard.press("Escape");
    await dialog.getByText("Throw away what you wrote?").waitFor();
    await s.accessible(page);
    await dialog.getByRole("button", { name: "Go on writing" }).click();
    await dialog.getByText("Impact, category, tags and copies").click();
    await dialog.getByLabel("Impact", { exact: true }).selectOption({ label: "High" });
    await dialog.getByLabel("Tags", { exact: true }).fill("Second floor, fuse");
    await s.accessible(page);
    await dialog.getByRole("button", { name: /^Create/ }).click();
    s.step("the new ticket");
    await page.getByRole("heading", { name: `Call of ${customer.name}` }).waitFor();
    const number = Number(new URL(page.url()).pathname.split("/").at(-1));
    const held = await s.held(number);
    same(held.customer.email, customer.address, "customer");
    same([held.impact, held.tags.toSorted()], [1, ["fuse", "second-floor"]], "impact and tags");
    same(held.entries.find((one) => one.kind === "call").call.direction, "out", "direction");
  },

  "a request without a word says so": async (s) => {
    const customer = s.customer("Mute");
    const made = await s.desk.as("noor", "POST", "/tickets", { subject: `Nothing ${customer.address}`, customer: { email: customer.address } });
    const page = await s.open("noor", made.number);
    await page.getByText("Nothing has been written here yet.").waitFor();
    await s.accessible(page);
  },
};
