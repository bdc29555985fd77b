// SPDX-License-Identifier: AGPL-3.0-or-later
import { same } from "../support/story.mjs";

const ticketAt = (page) => Number(/\/(\d+)$/.exec(new URL(page.url()).pathname)?.[1] ?? 0);

/** Notes the time from each click on a row to the paint of its conversation. Runs in the page. */
const watchOpening = () => {
  window.opened = [];
  const shows = (number) => document.querySelector("#conversation :is(article, [data-empty])") && [...document.querySelectorAll("main header button")].some((one) => one.textContent === `#${number}`);
  document.addEventListener(
    "click",
    (event) => {
      const number = /\/(\d+)(\?|$)/.exec(event.target.closest("#ticket-list li a")?.href ?? "")?.[1];
      if (!number) return;
      const look = () => (shows(number) ? requestAnimationFrame(() => setTimeout(() => window.opened.push(performance.now() - event.timeStamp))) : requestAnimationFrame(look));
      requestAnimationFrame(look);
    },
    true,
  );
};

export const lists = {
  "a ticket is painted soon after the click, measured": async (s) => {
    const page = await s.agent("noor", "/tickets/all");
    const rows = page.locator("#ticket-list li a");
    await rows.nth(12).waitFor();
    await page.evaluate(watchOpening);
    for (let row = 0; row < 13; row++) {
      s.step(`click ${row + 1}`);
      // At its left: what other stories bring in hangs a button over the middle of the first row.
      await rows.nth(row).click({ position: { x: 40, y: 14 } });
      await s.until("the conversation", async () => (await page.evaluate(() => window.opened.length)) === row + 1);
    }
    // The first ones also fetch the program of a conversation; what is left is what a day is made of.
    const times = (await page.evaluate(() => window.opened)).slice(2).sort((one, other) => one - other);
    s.say(`click to paint: median ${Math.round(times[Math.floor(times.length / 2)])} ms, worst ${Math.round(times.at(-1))} ms of ${times.length} (budget 100 ms on a quiet machine)`);
  },

  "a list of two thousand is walked by j, k, Enter and Escape": async (s) => {
    const page = await s.agent("noor", "/tickets/all");
    await page.locator("#ticket-list li a").first().waitFor();
    s.step("j");
    await page.keyboard.press("j");
    await page.locator('#ticket-list a[aria-current="page"]').waitFor();
    const first = ticketAt(page);
    s.step("j again");
    await page.keyboard.press("j");
    await s.until("the second ticket", () => ticketAt(page) !== first && ticketAt(page) > 0);
    const second = ticketAt(page);
    s.step("two quick ones are two");
    await page.keyboard.press("k");
    await s.until("the first ticket", () => ticketAt(page) === first);
    await page.evaluate(() => {
      const key = () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
      key();
      key();
    });
    await s.until("the third ticket", () => ![first, second, 0].includes(ticketAt(page)));
    s.step("Enter goes into the conversation");
    // Other stories' tickets may stand here, and some of them have no message.
    const shown = page.locator("#conversation :is(article, [data-empty])").first();
    await shown.waitFor();
    for (let at = ticketAt(page); (await shown.getAttribute("data-empty")) !== null; at = ticketAt(page)) {
      await page.keyboard.press("j");
      await s.until("the next ticket", () => ticketAt(page) !== at);
      await shown.waitFor();
    }
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("Enter");
    await s.until("the last entry to have the focus", () => page.evaluate(() => document.activeElement?.tagName === "ARTICLE"));
    s.step("Escape goes back");
    await page.keyboard.press("Escape");
    await s.until("no ticket", () => ticketAt(page) === 0);
    same(await page.locator('#ticket-list a[aria-current="page"]').count(), 0, "selected rows");
    s.step("axe");
    await s.accessible(page);
  },

  "scrolling loads further pages and shows no holes": async (s) => {
    const page = await s.agent("noor", "/tickets/all");
    await page.locator("#ticket-list li a").first().waitFor();
    const count = () => page.locator("#ticket-list ul").evaluate((list) => list.offsetHeight / 56);
    const before = await count();
    await page.locator("#ticket-list ul").evaluate((list) => list.parentElement.scrollTo({ top: list.offsetHeight }));
    await s.until("another page", async () => (await count()) > before);
    await s.until("rows where one looks", () => page.locator("#ticket-list li a").evaluateAll((links) => links.some((link) => { const box = link.getBoundingClientRect(); return box.top > 100 && box.bottom < innerHeight; })));
    s.step("another list begins at its first row");
    await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Open/ }).click();
    await s.until("the top of what was found", () => page.locator('#ticket-list li[aria-posinset="1"] a').evaluateAll((links) => links.length === 1 && links[0].getBoundingClientRect().top > 50));
  },

  "a search finds by words, by address and by number": async (s) => {
    const ticket = await s.ticket({ subject: "Zitronenpresse" });
    await s.until("the index has it", async () => (await s.desk.get("/search?q=zitronenpresse")).items.length > 0);
    const page = await s.agent("noor", "/tickets/inbox");
    await page.getByRole("button", { name: "New", exact: true }).waitFor();
    await page.keyboard.press("/");
    const found = page.getByRole("tabpanel").getByRole("link", { name: ticket.subject });
    s.step("words of the subject, while they are typed");
    await page.getByRole("searchbox").fill("zitronenpr");
    await found.waitFor();
    same(await found.locator("mark").first().innerText(), ticket.subject.split(" ")[0], "marked word");
    await s.accessible(page);
    s.step("people alone");
    await page.getByRole("searchbox").fill(ticket.customer.address);
    await page.getByRole("tab", { name: /^People/ }).click();
    await page.getByRole("tabpanel").getByRole("link", { name: ticket.customer.address }).first().waitFor();
    s.step("what cannot be looked for says why");
    await page.getByRole("searchbox").fill("-vpn");
    await page.getByText("Write also a word that must be.").waitFor();
    s.step("nothing");
    await page.getByRole("searchbox").fill("zzzyyyxxx");
    await page.getByText("Nothing for “zzzyyyxxx”").waitFor();
    s.step("the number");
    await page.getByRole("searchbox").fill(String(ticket.number));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
  },

  "the palette goes and does": async (s) => {
    const ticket = await s.ticket({ subject: "Quittenmus" });
    await s.until("the index has it", async () => (await s.desk.get("/search?q=quittenmus")).items.length > 0);
    const page = await s.agent("noor", "/tickets/inbox");
    await page.getByRole("button", { name: "New", exact: true }).waitFor();
    await page.keyboard.press("ControlOrMeta+k");
    const box = page.getByRole("combobox");
    await box.waitFor();
    await s.accessible(page);
    s.step("what is found");
    await box.fill("quittenm");
    await page.getByRole("option", { name: ticket.subject }).waitFor();
    await s.until("it is chosen", async () => {
      if ((await page.getByRole("option", { selected: true }).innerText()).includes(ticket.subject)) return true;
      await page.keyboard.press("ArrowDown");
      return false;
    });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
    s.step("a command");
    await page.keyboard.press("ControlOrMeta+k");
    await box.fill("unassig");
    await page.getByRole("option", { name: "Unassigned" }).first().waitFor();
    await page.keyboard.press("Enter");
    await s.until("the view", async () => page.url().includes("/tickets/unassigned"));
    s.step("what was open before stands first");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("option", { name: ticket.subject }).waitFor();
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
  },

  "counts follow what happens": async (s) => {
    const page = await s.agent("noor", "/tickets/unassigned");
    const count = async () => Number((await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^Unassigned/ }).innerText()).replace(/\D/g, ""));
    await s.until("a count", async () => (await count()) > 0);
    const counts = await s.desk.get("/counts");
    if (!Array.isArray(counts.items)) throw new Error("no counts");
    const before = await count();
    await s.ticket();
    s.step("one more");
    await s.until("a higher count", async () => (await count()) > before);
  },

  "a list is narrowed to a colleague's, to what is closed and to a team's, with exact counts": async (s) => {
    const [mine, sams] = [await s.ticket({ subject: "Narrow" }), await s.ticket({ subject: "Narrow" })];
    const of = (ticket) => page.getByRole("link", { name: ticket.subject });
    await s.desk.as("noor", "PATCH", `/tickets/${sams.number}`, { owner_id: s.desk.agents.sam.id });
    const page = await s.agent("noor", "/tickets/all");
    await of(mine).waitFor();
    s.step("what Sam has");
    await page.getByRole("combobox", { name: "Owner" }).selectOption({ value: String(s.desk.agents.sam.id) });
    await of(sams).waitFor();
    await of(mine).waitFor({ state: "detached" });
    same(new URL(page.url()).searchParams.get("owner"), String(s.desk.agents.sam.id), "owner in the address");
    const held = async (good) => (await s.desk.get("/counts")).items.filter(good).reduce((sum, one) => sum + one.count, 0);
    const shown = async () => Number((await page.locator("#ticket-list header").innerText()).split("\n").at(-1).replace(/\D/g, ""));
    await s.until("the count of Sam's", async () => (await shown()) === (await held((one) => one.owner_id === s.desk.agents.sam.id)));
    const offered = async () => Number((await page.getByRole("combobox", { name: "State" }).locator('option[value="cancelled"]').innerText()).replace(/\D/g, ""));
    await s.until("the number beside the choice", async () => (await offered()) === (await held((one) => one.owner_id === s.desk.agents.sam.id && one.state === "cancelled")));
    s.step("of those, the cancelled");
    await page.getByRole("combobox", { name: "State" }).selectOption({ value: "cancelled" });
    await of(sams).waitFor({ state: "detached" });
    await s.accessible(page);
    s.step("it survives a reload");
    await page.reload();
    await s.until("the same choices", async () => (await page.getByRole("combobox", { name: "State" }).inputValue()) === "cancelled");
    s.step("a team's closed ones");
    const team = (await s.desk.get("/teams")).items[0];
    await page.goto(`${s.desk.address}/desk/tickets/team-${team.id}?state=closed`);
    await s.until("the count of the team's closed", async () => (await shown()) === (await held((one) => one.team_id === team.id && one.state === "closed")));
  },

  "the desk is dark when its reader wishes": async (s) => {
    const page = await s.agent("noor", "/tickets/all", { colorScheme: "dark" });
    await page.locator("#ticket-list li a").first().waitFor();
    const background = () => page.evaluate(() => [document.body, document.documentElement].map((one) => getComputedStyle(one).backgroundColor).find((one) => one !== "rgba(0, 0, 0, 0)"));
    same(await background(), "rgb(16, 19, 25)", "background");
    await s.accessible(page);
    s.step("light by choice");
    await page.getByRole("button", { name: /^Menu of/ }).click();
    await page.getByRole("menuitem", { name: "Light" }).click();
    await s.until("light", async () => (await background()) === "rgb(255, 255, 255)");
    s.step("it stays after a reload");
    await page.reload();
    await s.until("light again", async () => (await background()) === "rgb(255, 255, 255)");
  },

  "the sheet of shortcuts shows what is valid here": async (s) => {
    const page = await s.agent("noor", "/tickets/all");
    await page.locator("#ticket-list li a").first().waitFor();
    await page.keyboard.press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    await sheet.getByText("Next ticket").waitFor();
    await sheet.getByRole("heading", { name: "Ticket – with a ticket open" }).waitFor();
    await s.accessible(page);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    same(new URL(page.url()).pathname, "/desk/tickets/all", "address");
  },
};
