// SPDX-License-Identifier: AGPL-3.0-or-later
// Photographs every screen × {desktop, phone} × {light, dark} × states, makes contact sheets under
// build/look/, and fails on what a machine can see (look/checks.mjs). The states are the desk in
// memory empty, typical, extreme, large (typical at 200 % text) and german, and the portal of a demo desk of
// the release binary in English and German, with extreme requests, and at 200 % text.
//
//   node tests/browser/look.mjs                                after `npm run build` in web/
//   node tests/browser/look.mjs --url http://127.0.0.1:8080 --email a@b --password-file F    a real server
//   --only ticket,resolve   --states typical   --themes light   --devices desktop   --jobs 3
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { check, checkNarrow, watchShifts } from "./look/checks.mjs";
import { customersDesk, portal } from "./look/portal.mjs";
import { devices, outside, scenes, wordless } from "./look/scenes.mjs";
import { contactSheet } from "./look/sheets.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const web = createRequire(`${root}web/package.json`);
const { chromium } = web("playwright-core");

const { values: flags } = parseArgs({
  options: {
    url: { type: "string" },
    email: { type: "string" },
    "password-file": { type: "string" },
    only: { type: "string" },
    states: { type: "string" },
    themes: { type: "string", default: "light,dark" },
    devices: { type: "string", default: "desktop,phone" },
    jobs: { type: "string", default: "3" },
    out: { type: "string", default: `${root}build/look` },
    chromium: { type: "string", default: process.env.CHROMIUM ?? "/usr/bin/chromium" },
  },
});
const isLarge = (state) => state.endsWith("large");
const real = flags.url !== undefined;
const states = (flags.states ?? (real ? "typical" : "empty,typical,extreme,large,german,portal-en,portal-de,portal-extreme,portal-large")).split(",");
const only = flags.only?.split(",");
const chosen = (list) => list.filter((scene) => !only || only.includes(scene.name));

async function startMock() {
  const { preview } = await import(web.resolve("vite").replace(/index\.cjs$/, "dist/node/index.js"));
  const server = await preview({ configFile: `${root}web/vite.config.ts`, preview: { port: 0 }, logLevel: "error" });
  return { base: server.resolvedUrls.local[0].replace(/\/$/, ""), stop: () => server.close() };
}

const server = real ? { base: flags.url.replace(/\/$/, ""), stop: async () => undefined } : await startMock();
const launch = (...more) =>
  chromium.launch({
    executablePath: flags.chromium,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
  });
const browser = await launch();
// The reader's own setting of the browser: text twice as large.
const largeBrowser = states.some(isLarge) ? await launch("--blink-settings=defaultFontSize=32") : undefined;

/** Signs in once; every photograph starts with the cookies of that. */
async function signedIn() {
  if (!real) return undefined;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.base}/desk/sign_in`);
  await page.getByLabel("E-mail address").fill(flags.email);
  await page.getByLabel("Password", { exact: true }).fill(readFileSync(flags["password-file"], "utf8").trim());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/tickets/);
  const state = await context.storageState();
  await context.close();
  return state;
}
const storageState = await signedIn();

/** Numbers of things that exist, for the screens that show one. */
async function examples() {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${server.base}/desk/tickets/open`);
  const first = (path, key) => page.evaluate(([at, name]) => fetch(`/api/v1${at}`).then((answer) => answer.json()).then((list) => list.items?.[0]?.[name]), [path, key]);
  const found = { mailbox: await first("/mailboxes", "id"), ticket: await first("/tickets?state=open&limit=1", "number"), person: await first("/people?kind=customer&limit=1", "id"), organisation: await first("/organisations?limit=1", "id") };
  await context.close();
  return found;
}

const problems = [];
const shots = new Map();

/** Nothing is on its way, grows or moves any more, twice in a row. */
async function settled(page) {
  await page.waitForFunction(() => {
    const still =
      document.fonts.status === "loaded" &&
      document.querySelector("[aria-busy=true], .late") === null &&
      document.getAnimations().every((one) => one.playState !== "running" || one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY) &&
      [...document.querySelectorAll("iframe")].every((frame) => frame.contentDocument?.readyState === "complete") &&
      [...document.images].every((image) => image.complete);
    const height = [...document.querySelectorAll("iframe")].reduce((sum, frame) => sum + frame.offsetHeight, document.documentElement.scrollHeight + document.querySelectorAll("*").length);
    const same = still && window.heedHeight === height;
    window.heedHeight = still ? height : null;
    window.heedStill = same ? (window.heedStill ?? 0) + 1 : 0;
    return window.heedStill >= 2;
  }, undefined, { polling: 100 });
}

async function photograph(scene, setting, found) {
  const { device, theme, state } = setting;
  const context = await (isLarge(state) ? largeBrowser : browser).newContext({ viewport: devices[device], colorScheme: theme, reducedMotion: "reduce", storageState: scene.storageState ?? storageState, locale: setting.locale });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const where = `${scene.name} ${device} ${theme} ${state}`;
  const say = (problem) => problems.push(`${where}: ${problem}`);
  page.on("pageerror", (fault) => say(`fault: ${fault.message.slice(0, 160)}`));
  page.on("console", (message) => {
    // A refusal that the scene is about is no fault of the page; nor is it that this program's own
    // script may not run in the frame of a letter.
    if (message.type() === "error" && !/status of (401|404|409|422)|Blocked script execution/.test(message.text())) say(`console: ${message.text().slice(0, 200)}`);
  });
  await page.addInitScript(watchShifts);
  try {
    await scene.before?.(page);
    await page.goto((scene.base ?? server.base) + scene.path.replace(/\{(\w+)\}/, (_, name) => found[name]), { waitUntil: "load" });
    await page.waitForSelector("h1:visible, h2:visible, article:visible");
    await settled(page);
    if (scene.open) {
      await scene.open(page);
      await page.waitForSelector(scene.shows ?? "[role=dialog]:visible, [role=menu]:visible");
      await settled(page);
    }
    const path = `${flags.out}/${scene.name}-${device}-${theme}-${state}.png`;
    await page.screenshot({ path });
    const key = `${device}-${theme}-${state}`;
    shots.set(key, [...(shots.get(key) ?? []), { name: scene.name, path }]);
    if (device === "phone" && !isLarge(state)) for (const problem of await checkNarrow(page)) say(problem);
    for (const problem of await check(page, { shiftAllowed: Boolean(scene.open) })) say(problem);
  } catch (fault) {
    say(`could not be photographed: ${fault.message.split("\n")[0]}`);
  }
  await context.close();
}

async function photographAll(list, setting, found) {
  const queue = [...list];
  const work = async () => {
    for (let scene = queue.shift(); scene; scene = queue.shift()) await photograph(scene, setting, found);
  };
  await Promise.all(Array.from({ length: Number(flags.jobs) }, work));
}

async function photographPortal(state) {
  const locale = state === "portal-de" ? "de-DE" : "en-GB";
  const customers = await customersDesk(browser, root, { locale, state });
  try {
    for (const device of flags.devices.split(","))
      for (const theme of flags.themes.split(",")) {
        await photographAll(chosen(portal(customers)), { device, theme, state, locale }, {});
        console.log(`photographed ${state}, ${device}, ${theme}: ${shots.get(`${device}-${theme}-${state}`)?.length ?? 0} screens`);
      }
  } finally {
    await customers.stop();
  }
}

rmSync(flags.out, { recursive: true, force: true });
mkdirSync(flags.out, { recursive: true });
for (const state of states) {
  if (state.startsWith("portal-")) {
    await photographPortal(state);
    continue;
  }
  const german = state === "german";
  const world = `size=${["large", "german"].includes(state) ? "typical" : state}${german ? "&language=de" : ""}`;
  if (!real) await fetch(`${server.base}/mock?${world}`);
  const found = await examples();
  for (const device of flags.devices.split(",")) {
    for (const theme of flags.themes.split(",")) {
      const setting = { device, theme, state, locale: german ? "de-DE" : undefined };
      await photographAll(chosen(scenes).filter((scene) => (!german || wordless(scene)) && (!scene.needs || found[scene.needs] !== undefined) && (!scene.only || scene.only === device)), setting, found);
      if (!real && ["typical", "large", "german"].includes(state)) {
        for (const scene of chosen(outside)) {
          await fetch(`${server.base}/mock?${world}&${scene.mock}`);
          await photograph(scene, setting, found);
        }
        await fetch(`${server.base}/mock?${world}`);
      }
      console.log(`photographed ${state}, ${device}, ${theme}: ${shots.get(`${device}-${theme}-${state}`)?.length ?? 0} screens`);
    }
  }
}
for (const [key, list] of shots) {
  list.sort((a, b) => a.name.localeCompare(b.name));
  await contactSheet(browser, list, `${flags.out}/sheet-${key}.png`, key.startsWith("phone") ? 260 : 540);
}
await browser.close();
await largeBrowser?.close();
await server.stop();

const unique = [...new Set(problems)].sort();
for (const problem of unique) console.log(`✗ ${problem}`);
const total = [...shots.values()].reduce((sum, list) => sum + list.length, 0);
console.log(`${total} screens photographed into ${flags.out}, ${unique.length} problems`);
process.exit(unique.length > 0 ? 1 : 0);
