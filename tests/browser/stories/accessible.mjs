// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { same } from "../support/story.mjs";

const router = readFileSync(fileURLToPath(new URL("../../../web/apps/desk/router.tsx", import.meta.url)), "utf8");

/** Every address of the desk's router, so that a new screen cannot be left out. */
const routes = [...router.matchAll(/\b(?:page|section|open)\("(\/[^"]*)"/g)].map(([whole, path]) => (whole.startsWith("section") ? `/settings${path === "/" ? "" : path}` : path));

/** axe in light and in dark, once the screen has its title and nothing is on its way. */
async function look(s, page, path) {
  s.step(path);
  await page.goto(s.desk.address + path);
  await page.locator("h1:visible, h2:visible").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true], .late") === null);
  for (const colorScheme of ["light", "dark"]) {
    s.step(`${path} ${colorScheme}`);
    await page.emulateMedia({ colorScheme });
    await s.accessible(page);
  }
}

const someOf = async (s, path) => (await s.desk.get(path)).items[0].id;

async function addresses(s) {
  const ids = { people: await someOf(s, "/people?kind=customer&limit=1"), organisations: await someOf(s, "/organisations?limit=1"), mailboxes: await someOf(s, "/mailboxes") };
  return routes.map((path) => path.replace("$id", ids[path.split("/").at(-2)]).replace("$token", "not-a-token"));
}

const outside = /^\/(sign_in|forgotten|password|invitation)/;

export const accessible = {
  "every settings screen is accessible, light and dark": async (s) => {
    const page = await s.agent("noor", "/me");
    const all = (await addresses(s)).filter((path) => path.startsWith("/settings"));
    same(all.length > 12, true, `screens found in ${all}`);
    for (const path of [...all, "/settings/mailboxes/new"]) await look(s, page, `/desk${path}`);
  },

  "every other screen of the desk is accessible, light and dark": async (s) => {
    const ticket = await s.ticket();
    const page = await s.agent("noor", "/me");
    const all = (await addresses(s)).filter((path) => !path.startsWith("/settings") && !outside.test(path));
    same(all.length > 4, true, `screens found in ${all}`);
    for (const path of [...all, "/tickets/inbox", "/tickets/unassigned", "/tickets/spam", `/tickets/all/${ticket.number}`]) await look(s, page, `/desk${path}`);
  },

  "every screen before the sign-in is accessible, light and dark": async (s) => {
    const page = await s.visitor("/");
    const all = (await addresses(s)).filter((path) => outside.test(path));
    same(all.length, 4, `screens found in ${all}`);
    for (const path of all) await look(s, page, `/desk${path}`);
  },
};
