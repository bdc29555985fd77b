// SPDX-License-Identifier: AGPL-3.0-or-later
import { same } from "../support/story.mjs";

const phone = { viewport: { width: 390, height: 844 } };
const wide = { viewport: { width: 2000, height: 1100 } };

/** A browser whose reader has set text twice as large; its windows are opened like the others. */
async function twiceAsLarge(s) {
  const browser = await s.browser.browserType().launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--blink-settings=defaultFontSize=32"],
  });
  s.atTheEnd(() => browser.close());
  s.browser = browser;
}

const heightOf = (page, selector) => page.locator(selector).evaluate((element) => element.clientHeight);
const inside = async (page, locator) => {
  const [box, { height }] = [await locator.boundingBox(), page.viewportSize()];
  return box !== null && box.y >= 0 && box.y + box.height <= height;
};

export const largeText = {
  "text twice as large leaves a phone room for the conversation": async (s) => {
    const ticket = await s.ticket({ text: "The words of the letter." });
    await twiceAsLarge(s);
    const page = await s.open("noor", ticket.number, phone);
    await page.getByText("The words of the letter.").waitFor();
    same(await page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)), 32, "size of text");
    s.step("the conversation");
    const height = await heightOf(page, "#conversation");
    if (height < 844 * 0.4) throw new Error(`only ${height} of 844 px are left for the conversation`);
    s.step("the answer is in reach");
    for (const name of ["Reply", "Note", "Call"]) same(await inside(page, page.getByRole("button", { name, exact: true })), true, `${name} on the screen`);
    s.step("nothing lies beside the screen");
    same(await page.evaluate(() => document.documentElement.scrollWidth), 390, "width of the page");
    await s.accessible(page);
    s.step("the composer");
    await page.getByRole("button", { name: "Reply", exact: true }).click();
    await page.locator(".ProseMirror").waitFor();
    const send = page.getByRole("button", { name: "Send", exact: true });
    await send.scrollIntoViewIfNeeded();
    same(await inside(page, send), true, "Send can be reached");
  },

  "text twice as large lays no row of the list over another": async (s) => {
    await s.ticket();
    await twiceAsLarge(s);
    const page = await s.agent("noor", "/tickets/all", wide);
    await page.locator("#ticket-list li a").nth(4).waitFor();
    const problems = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll("#ticket-list li")].map((row) => row.getBoundingClientRect()).sort((a, b) => a.top - b.top);
      const overlaps = boxes.filter((box, at) => at > 0 && box.top < boxes[at - 1].bottom - 1).length;
      const cut = [...document.querySelectorAll("#ticket-list li a")].filter((row) => row.scrollHeight > row.clientHeight + 1).length;
      return { overlaps, cut, rows: boxes.length > 4 };
    });
    same(problems, { overlaps: 0, cut: 0, rows: true }, "rows");
  },
};
