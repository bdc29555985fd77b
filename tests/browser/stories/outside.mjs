// SPDX-License-Identifier: AGPL-3.0-or-later
import { createHash } from "node:crypto";
import { request } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Desk } from "../support/desk.mjs";
import { same } from "../support/story.mjs";

/** What is sent to whoever accepts this, byte by byte; `fetch` would unpack it. */
const raw = (url, headers) =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    })
      .on("error", reject)
      .end();
  });
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");

export const outside = {
  "the desk comes packed, and is not sent again": async (s) => {
    if (s.desk.webRoot) return s.say("not packed, as the files come from a folder and not from the binary");
    const page = await (await fetch(`${s.desk.address}/desk/`)).text();
    const script = `${s.desk.address}${/src="(\/assets\/desk-[^"]+\.js)"/.exec(page)[1]}`;
    const [plain, br, gzip] = [await raw(script, {}), await raw(script, { "Accept-Encoding": "gzip, br" }), await raw(script, { "Accept-Encoding": "gzip" })];
    same([plain, br, gzip].map((one) => one.headers.vary), Array(3).fill("Accept-Encoding"), "Vary");
    same([plain, br, gzip].map((one) => one.headers["content-encoding"] ?? ""), ["", "br", "gzip"], "Content-Encoding");
    same(new Set([plain, br, gzip].map((one) => one.headers.etag)).size, 3, "tags");
    same([brotliDecompressSync(br.body), gunzipSync(gzip.body)].map(digest), Array(2).fill(digest(plain.body)), "what is unpacked");
    s.say(`the script of the desk: ${plain.body.length} bytes, ${gzip.body.length} by gzip, ${br.body.length} by brotli`);
    const again = await raw(script, { "Accept-Encoding": "gzip, br", "If-None-Match": `"other", W/${br.headers.etag}` });
    same([again.status, again.body.length], [304, 0], "what is sent again");
  },

  "an agent signs in, lands where they wanted to go, and signs out": async (s) => {
    const ticket = await s.ticket();
    const page = await s.visitor(`/desk/tickets/all/${ticket.number}`);
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await s.accessible(page);
    s.step("a wrong password");
    await page.getByLabel("E-mail address").fill(s.desk.credentials.noor.email);
    await page.getByLabel("Password", { exact: true }).fill("certainly not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("E-mail address or password is not right.").waitFor();
    s.step("the right one");
    await page.getByLabel("Password", { exact: true }).fill(s.desk.credentials.noor.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
    s.step("sign out");
    await page.getByRole("button", { name: /^Menu of/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByLabel("E-mail address").waitFor();
    await page.goto(`${s.desk.address}/desk/tickets/inbox`);
    await page.getByLabel("E-mail address").waitFor();
  },

  "a new desk is set up in the browser": async (s) => {
    s.step("an empty desk");
    const empty = new Desk({ binary: s.desk.binary, webRoot: s.desk.webRoot });
    s.atTheEnd(() => empty.stop());
    const token = await empty.startEmpty();
    const page = await s.visitor(`/desk/setup${token ? `?token=${token}` : ""}`, {}, empty.address);
    await page.getByLabel("Name of the desk").fill("Acme Support");
    await page.getByLabel("Your name").fill("Ada Admin");
    await page.getByLabel("E-mail address").fill("ada@desk.internal");
    await page.getByLabel("Password", { exact: true }).fill("a long and quiet password");
    await s.accessible(page);
    await page.getByRole("button", { name: "Open the desk" }).click();
    s.step("the first mailbox");
    await page.getByText("No mailbox yet").waitFor();
    s.step("the door is shut behind");
    await page.goto(`${empty.address}/desk/setup`);
    await page.getByRole("region", { name: "Ticket list" }).waitFor();
    await page.getByText("Your inbox is clear").waitFor();
    await s.accessible(page);
  },

  "a demo desk is loaded, looked at and removed": async (s) => {
    s.step("an empty desk");
    const empty = new Desk({ binary: s.desk.binary, webRoot: s.desk.webRoot });
    s.atTheEnd(() => empty.stop());
    const token = await empty.startEmpty();
    const page = await s.visitor(`/desk/setup${token ? `?token=${token}` : ""}`, {}, empty.address);
    await page.getByRole("button", { name: "Load a demo desk" }).click();
    s.step("it is made");
    await page.getByRole("button", { name: "Open the demo desk" }).click();
    await page.getByRole("region", { name: "Ticket list" }).waitFor();
    await page.goto(`${empty.address}/desk/tickets/all`);
    await page.locator("#ticket-list li a").first().waitFor();
    s.step("it is removed by its name alone");
    await page.goto(`${empty.address}/desk/settings/desk`);
    await page.getByRole("button", { name: "Remove the demo…" }).click();
    const name = page.getByRole("dialog").getByLabel("Name of the desk");
    await name.fill("Some other desk");
    await page.getByRole("button", { name: "Remove everything" }).click();
    await page.getByText("This desk has another name.").waitFor();
    await s.accessible(page);
    await name.fill("Acorn Support");
    await page.getByRole("button", { name: "Remove everything" }).click();
    s.step("an empty desk again");
    await page.getByLabel("Your name").waitFor();
    await page.getByLabel("Name of the desk").fill("Acme Support");
    await page.getByLabel("Your name").fill("Ada Admin");
    await page.getByLabel("E-mail address").fill("ada@desk.internal");
    await page.getByLabel("Password", { exact: true }).fill("a long and quiet password");
    await page.getByRole("button", { name: "Open the desk" }).click();
    await page.getByText("No mailbox yet").waitFor();
    await page.goto(`${empty.address}/desk/tickets/all`);
    await page.getByRole("region", { name: "Ticket list" }).waitFor();
    same(await page.locator("#ticket-list li a").count(), 0, "requests of the demo that stayed");
  },

  "the page of the desk comes with its policies": async (s) => {
    const page = await s.visitor("/");
    const headers = (await page.goto(`${s.desk.address}/desk/sign_in`)).headers();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    const policy = headers["content-security-policy"];
    for (const rule of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]) if (!policy.includes(rule)) throw new Error(`${rule} is not in ${policy}`);
    if (policy.includes("unsafe")) throw new Error(`something unsafe is allowed: ${policy}`);
    same(headers["content-security-policy-report-only"], "require-trusted-types-for 'script'", "what is only reported");
  },

  "what is not there says so and offers a way on": async (s) => {
    const page = await s.agent("noor", "/tickets/all/99999999");
    await page.getByText("It does not exist, or it is not yours to see.").or(page.getByText("This does not exist, or it is not yours to see.")).first().waitFor();
    await s.accessible(page);
    await page.goto(`${s.desk.address}/desk/nowhere/at/all`);
    await page.getByText("This is not here").waitFor();
    await s.accessible(page);
    same(await page.getByRole("link").count() > 0, true, "a way on");
  },

  "the desk fits a phone": async (s) => {
    const ticket = await s.ticket();
    const page = await s.agent("noor", "/tickets/unassigned", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 1);
    await page.getByRole("link", { name: ticket.subject }).waitFor();
    same(await sideways(), false, "list scrolls sideways");
    await s.accessible(page);
    s.step("the ticket");
    await page.getByRole("link", { name: ticket.subject }).tap();
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    same(await sideways(), false, "ticket scrolls sideways");
    await s.accessible(page);
    await page.getByRole("button", { name: "Back to the list" }).tap();
    await page.getByRole("link", { name: ticket.subject }).waitFor();
  },
};
