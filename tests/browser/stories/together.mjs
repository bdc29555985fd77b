// SPDX-License-Identifier: AGPL-3.0-or-later
import { same } from "../support/story.mjs";

const live = (page) => page.getByRole("status").getByText("Live", { exact: true });
const rows = (page) => page.locator("#ticket-list li a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));

export const together = {
  "two agents change one field, and both values are shown": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("Sam is faster by a moment");
    await page.route(`**/api/v1/tickets/${ticket.number}`, async (route) => {
      if (route.request().method() === "PATCH") {
        const held = await s.held(ticket.number);
        if (held.version === JSON.parse(route.request().postData()).expected_version)
          await s.desk.as("sam", "PATCH", `/tickets/${ticket.number}`, { subject: "As Sam has it", expected_version: held.version });
      }
      await route.continue();
    });
    s.step("change the subject");
    await page.getByRole("button", { name: ticket.subject }).click();
    await page.getByRole("textbox", { name: "Subject" }).fill("As Noor has it");
    await page.keyboard.press("Enter");
    s.step("the conflict");
    const dialog = page.getByRole("dialog");
    await dialog.getByText("As Noor has it").waitFor();
    await dialog.getByText("As Sam has it").waitFor();
    await dialog.getByText("Sam Sommer").waitFor();
    await s.accessible(page);
    s.step("mine");
    await page.unroute(`**/api/v1/tickets/${ticket.number}`);
    await dialog.getByRole("button", { name: /mine/i }).click();
    await s.until("my subject", async () => (await s.held(ticket.number)).subject === "As Noor has it");
    await page.getByRole("heading", { name: "As Noor has it" }).waitFor();
  },

  "what another agent does appears without reloading": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await live(page).waitFor();
    await page.evaluate(() => {
      window.neverReloaded = true;
    });
    s.step("a note of Sam");
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Seen on the second floor too.", attachments: [] });
    await page.getByText("Seen on the second floor too.").waitFor();
    s.step("a change of Sam");
    await s.desk.as("sam", "PUT", `/tickets/${ticket.number}/tags/fuse`);
    await page.getByRole("button", { name: "Remove fuse" }).waitFor();
    same(await page.evaluate(() => window.neverReloaded), true, "page is the same");
  },

  "a letter becomes a row without the rows jumping": async (s) => {
    const customer = s.customer("Jun");
    const tag = `jumping${process.pid}`;
    for (const text of ["one", "two", "three"]) await s.ticket({ subject: `${tag} ${text}`, text });
    const page = await s.agent("noor", `/tickets/all?q=${tag}`);
    await live(page).waitFor();
    await s.until("three rows", async () => (await rows(page)).length === 3);
    await page.locator("#ticket-list header").getByText("3", { exact: true }).waitFor();
    const before = await rows(page);
    s.step("a letter comes in");
    const late = await s.ticket({ subject: `${tag} late`, customer });
    await page.getByRole("button", { name: "1 new, show" }).waitFor();
    same(await rows(page), before, "rows before they are asked for");
    const isBelowRows = await page.locator("#ticket-list").evaluate((pane) => {
      const rows = pane.querySelector("ul").parentElement.getBoundingClientRect();
      const button = [...pane.querySelectorAll("button")].find((one) => one.textContent.includes("1 new, show"));
      return button.getBoundingClientRect().top >= rows.bottom;
    });
    same(isBelowRows, true, "the button covers no row");
    s.step("asked for");
    await page.getByRole("button", { name: "1 new, show" }).click();
    await s.until("the new row on top", async () => (await rows(page))[0]?.includes(`/${late.number}`));
    same((await rows(page)).length, 4, "rows");
  },

  "what one has not read wears a dot until one has opened it": async (s) => {
    const ticket = await s.ticket({ subject: "Dotted" });
    const page = await s.agent("noor", `/tickets/all?q=${encodeURIComponent(ticket.subject)}`);
    await live(page).waitFor();
    const row = (name) => page.getByRole("link", { name, exact: false });
    const unread = row(`Unread: ${ticket.subject}`);
    const onTheDesk = async () => (await s.desk.as("noor", "GET", `/tickets?q=${encodeURIComponent(ticket.subject)}`)).items[0].unread;
    s.step("nobody has looked");
    await unread.waitFor();
    same(await onTheDesk(), true, "unread on the desk");
    s.step("opened");
    await unread.click({ position: { x: 40, y: 14 } });
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    await unread.waitFor({ state: "detached" });
    await s.until("the desk to know", async () => (await onTheDesk()) === false);
    s.step("Sam writes while the ticket is on screen");
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Read at once.", attachments: [] });
    await page.getByText("Read at once.").waitFor();
    await s.until("the desk to know of the note", async () => (await onTheDesk()) === false);
    s.step("back in the list, Sam writes again");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor({ state: "detached" });
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Read later.", attachments: [] });
    await unread.waitFor();
    await s.accessible(page);
  },

  "one sees who else is there and who is writing": async (s) => {
    const ticket = await s.ticket();
    const sam = await s.open("sam", ticket.number);
    await live(sam).waitFor();
    s.step("Noor comes");
    const noor = await s.open("noor", ticket.number);
    const faces = sam.getByRole("list", { name: "Also here" });
    await faces.getByText(`${s.desk.agents.noor.name} is looking at this`).waitFor({ state: "attached" });
    s.step("Noor writes");
    await noor.keyboard.press("r");
    await noor.locator(".ProseMirror").click();
    await noor.keyboard.type("Dear");
    await faces.getByText(`${s.desk.agents.noor.name} is writing`).waitFor({ state: "attached" });
    await s.accessible(sam);
  },

  "what happens between the reading of a page and its live stream is not missed": async (s) => {
    const ticket = await s.ticket();
    const wire = await s.wire();
    wire.hold("GET /api/v1/stream");
    const page = await s.agent("noor", `/tickets/all/${ticket.number}`, {}, wire.address);
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    s.step("a note of Sam, before the stream is open");
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Just in between.", attachments: [] });
    s.step("the stream opens");
    wire.letGo();
    await live(page).waitFor();
    await page.getByText("Just in between.").waitFor();
    s.step("a second tab of the same browser hears of it too");
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText("Just in between.").waitFor();
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "To both of you.", attachments: [] });
    await page.getByText("To both of you.").waitFor();
    await other.getByText("To both of you.").waitFor();
  },

  "an answer that cannot be sent says so in a whole sentence": async (s) => {
    const ticket = await s.ticket();
    const wire = await s.wire();
    const page = await s.agent("noor", `/tickets/all/${ticket.number}`, { viewport: { width: 1100, height: 800 } }, wire.address);
    await live(page).waitFor();
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await page.locator(".ProseMirror").click();
    await page.keyboard.type("On our way.");
    s.step("the connection breaks");
    wire.cut();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const words = page.getByText("The desk cannot be reached. Nothing was lost; try again.");
    await words.waitFor();
    same(await words.evaluate((one) => getComputedStyle(one.parentElement).whiteSpace), "normal", "how the sentence runs");
    same(await words.evaluate((one) => one.parentElement.scrollWidth - one.parentElement.clientWidth), 0, "what is cut of the sentence");
    await s.accessible(page);
    wire.mend();
  },

  "a broken connection is shown, and what was missed is caught up": async (s) => {
    const ticket = await s.ticket();
    const wire = await s.wire();
    const page = await s.agent("noor", `/tickets/all/${ticket.number}`, {}, wire.address);
    await live(page).waitFor();
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    s.step("the connection breaks");
    wire.cut();
    await page.getByText("Offline", { exact: true }).waitFor();
    // The bar; a list that had not come yet says so in words of its own.
    const bar = page.getByText("The desk cannot be reached. You can go on reading and writing");
    await bar.waitFor();
    s.step("what is missed");
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/notes`, { body_text: "Missed meanwhile.", attachments: [] });
    s.step("the connection is back");
    wire.mend();
    await live(page).waitFor();
    await page.getByText("Missed meanwhile.").waitFor();
    await bar.waitFor({ state: "detached" });
  },
};
