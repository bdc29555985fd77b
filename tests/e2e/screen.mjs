// SPDX-License-Identifier: AGPL-3.0-or-later
// An agent's browser for the end-to-end story, told what to do by screen.py: one JSON object a line
// comes in, one goes out, `{}` or `{ "problem": "…" }`. The page is opened once and never again.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const { chromium } = createRequire(new URL("../../web/package.json", import.meta.url))("playwright-core");

let browser;
let page;
const editor = () => page.locator(".ProseMirror");

const acts = {
  async sign_in({ address, email, password, path }) {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
    });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-GB" });
    context.setDefaultTimeout(60_000);
    page = await context.newPage();
    await page.goto(`${address}/desk${path}`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("banner").getByText("Live", { exact: true }).waitFor();
    await page.evaluate(() => {
      window.neverReloaded = true;
    });
  },

  async open_row({ subject }) {
    await page.getByRole("region", { name: "Ticket list" }).getByRole("link", { name: subject }).click();
    await page.getByRole("heading", { name: subject }).waitFor();
  },

  async shows({ words, framed }) {
    // A letter with formatting has a frame of its own.
    const where = framed ? page.getByRole("article").frameLocator("iframe") : page.getByRole("article");
    await where.getByText(words).first().waitFor();
  },

  async answer({ words, picture, file }) {
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await editor().click();
    await page.keyboard.type(words);
    await editor().evaluate((element, { name, type, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const clipboard = new DataTransfer();
      clipboard.items.add(new File([bytes], name, { type }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
    }, picture);
    await editor().locator('img[src^="/api/v1/attachments/"]').waitFor();
    await page.locator('input[type="file"]').setInputFiles({ name: file.name, mimeType: file.type, buffer: Buffer.from(file.base64, "base64") });
    await page.getByRole("button", { name: `Remove ${file.name}` }).waitFor();
    await page.getByRole("button", { name: "Other ways to send" }).click();
    await page.getByRole("menuitem", { name: "Send and wait for the customer" }).click();
    await page.getByRole("article", { name: /^Answer/ }).getByText(words).waitFor();
  },

  async never_reloaded() {
    if (!(await page.evaluate(() => window.neverReloaded))) throw new Error("the page was loaded anew");
  },

  async picture({ path }) {
    await page?.screenshot({ path, timeout: 20_000 });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { act, ...wanted } = JSON.parse(line);
  let answer = {};
  try {
    await acts[act](wanted);
  } catch (fault) {
    answer = { problem: `${act}: ${fault.stack}` };
  }
  console.log(JSON.stringify(answer));
}
await browser?.close();
