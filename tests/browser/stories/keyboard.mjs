// SPDX-License-Identifier: AGPL-3.0-or-later
import { same } from "../support/story.mjs";

const tabsMax = 80;

/** What has the focus, and whether somebody without a mouse sees that it has. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: "nothing", shown: false };
    const box = element.getBoundingClientRect();
    const ring = (one) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    };
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    const typed = element.matches("input, textarea, select, [contenteditable=true]");
    const held = [element, element.parentElement, element.parentElement?.parentElement].some((one) => one && ring(one));
    return { name: element.outerHTML.slice(0, 120), shown: inside && (typed || held) };
  });

/** Tab until `goal` has the focus; on the way no stop may be out of sight. */
async function tabTo(page, goal, key = "Tab") {
  await goal.waitFor();
  for (let press = 0; press < tabsMax; press++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    const { name, shown } = await focused(page);
    if (!shown && name !== "nothing") throw new Error(`the focus cannot be seen: ${name}`);
  }
  throw new Error(`not reached by ${tabsMax} ${key}s: ${goal}`);
}

/** No mouse in any of these: the main job from the sign-in to the sign-out. */
export const keyboard = {
  "the main job is done by keys alone": async (s) => {
    const ticket = await s.ticket({ subject: "Tastenwerk" });
    await s.until("the index has it", async () => (await s.desk.get("/search?q=tastenwerk")).items.length > 0);
    const page = await s.visitor("/desk/sign_in");
    s.step("signing in");
    await tabTo(page, page.getByLabel("E-mail address"));
    await page.keyboard.type(s.desk.credentials.noor.email);
    await tabTo(page, page.getByLabel("Password", { exact: true }));
    await page.keyboard.type(s.desk.credentials.noor.password);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "New", exact: true }).waitFor();

    s.step("finding the request");
    await page.keyboard.press("ControlOrMeta+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("tastenwer");
    await page.getByRole("option", { name: ticket.subject }).waitFor();
    await s.until("it is chosen", async () => {
      if ((await page.getByRole("option", { selected: true }).innerText()).includes(ticket.subject)) return true;
      await page.keyboard.press("ArrowDown");
      return false;
    });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: ticket.subject }).waitFor();
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();

    s.step("taking it");
    await page.keyboard.press("i");
    await s.until("the owner", async () => (await s.held(ticket.number)).owner?.id === s.desk.agents.noor.id);

    s.step("ranking it");
    await page.keyboard.press("p");
    const priority = page.getByRole("dialog", { name: "Priority" });
    await tabTo(page, priority.getByRole("button", { name: /Impact High, urgency High/ }));
    await page.keyboard.press("Enter");
    await s.until("the priority", async () => (await s.held(ticket.number)).priority === 1);
    await priority.waitFor({ state: "detached" });

    s.step("a note");
    await page.keyboard.press("n");
    const text = page.locator("[contenteditable=true]");
    await s.until("the note to be written in", () => text.evaluate((element) => element === document.activeElement).catch(() => false));
    await page.keyboard.type("The fuse again.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByRole("article").filter({ hasText: "The fuse again." }).waitFor();

    s.step("the answer");
    await page.keyboard.press("r");
    await s.until("the answer to be written in", () => text.evaluate((element) => element === document.activeElement).catch(() => false));
    await page.keyboard.type("We send somebody.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.getByRole("article").filter({ hasText: "We send somebody." }).waitFor();

    s.step("resolving it");
    await page.keyboard.press("e");
    const dialog = page.getByRole("dialog");
    await tabTo(page, dialog.getByRole("textbox").first());
    await page.keyboard.type("The fuse was replaced.");
    await dialog.getByRole("option", { name: "Fault", exact: true }).waitFor({ state: "attached" });
    await tabTo(page, dialog.getByLabel("Cause", { exact: true }));
    await page.keyboard.type("Fault");
    await tabTo(page, dialog.getByRole("button", { name: "Resolve", exact: true }));
    await page.keyboard.press("Enter");
    await s.until("the ticket to be resolved", async () => (await s.held(ticket.number)).state === "resolved");
    same((await s.held(ticket.number)).resolution.cause_code, "Fault", "cause");

    s.step("what the keys are");
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    s.step("going");
    await tabTo(page, page.getByRole("button", { name: /^Menu of/ }), "Shift+Tab");
    await page.keyboard.press("Enter");
    const out = page.getByRole("menuitem", { name: "Sign out" });
    await tabTo(page, out, "ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByLabel("E-mail address").waitFor();
  },
};
