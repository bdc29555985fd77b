// SPDX-License-Identifier: AGPL-3.0-or-later
// Plays one story: its own customers, tickets and browser windows, so that stories run side by side.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { help } from "./desk.mjs";
import { ceilingMs, until } from "./until.mjs";
import { wireTo } from "./wire.mjs";

const axeSource = readFileSync(fileURLToPath(new URL("../../../web/node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");
const slug = (name) => name.replace(/[^a-z0-9]+/gi, "_").toLowerCase().slice(0, 60);
let people = 0;

export class Story {
  at = "the beginning";
  pages = [];
  console = [];
  said = [];
  #contexts = [];
  #ends = [];

  constructor({ browser, desk }) {
    this.browser = browser;
    this.desk = desk;
  }

  /** Says where the story is, for the report when it ends there. */
  step(words) {
    this.at = words;
  }

  /** A line for the report, such as a figure that is measured and not judged. */
  say(words) {
    this.said.push(words);
  }

  async #window(options, cookies) {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", locale: "en-GB", ...options });
    this.#contexts.push(context);
    context.setDefaultTimeout(ceilingMs);
    context.setDefaultNavigationTimeout(ceilingMs);
    if (cookies.length > 0) await context.addCookies(cookies.map((one) => ({ ...one, domain: "127.0.0.1", path: "/", secure: true, httpOnly: true, sameSite: "Lax" })));
    const page = await context.newPage();
    this.pages.push(page);
    page.on("console", (message) => this.console.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (fault) => this.console.push(`fault: ${fault.message}`));
    return page;
  }

  /** A window of an agent who is signed in, at `path` of the desk. */
  async agent(who, path, options = {}, address = this.desk.address) {
    const page = await this.#window(options, [this.desk.agents[who].cookie]);
    await page.goto(`${address}/desk${path}`);
    return page;
  }

  /** A window of somebody nobody knows. */
  async visitor(path, options = {}, address = this.desk.address) {
    const page = await this.#window(options, []);
    await page.goto(`${address}${path}`);
    return page;
  }

  /** A line to the desk that this story alone uses, and can cut. */
  async wire() {
    const wire = await wireTo(this.desk.address);
    this.atTheEnd(() => wire.close());
    return wire;
  }

  atTheEnd(work) {
    this.#ends.push(work);
  }

  /** A customer whom no other story knows. */
  customer(name = "Ada") {
    people += 1;
    const address = `${name.toLowerCase()}.${process.pid}.${people}@kunde.internal`;
    return { name: `${name} Kunde${people}`, address };
  }

  /** A request by letter from a new customer, with a subject of its own. */
  async ticket({ subject = "Printer", text = "It prints nothing.", customer = this.customer() } = {}) {
    const title = `${subject} ${process.pid}-${people}`;
    const answer = await this.desk.letter(plainLetter({ ...customer, subject: title, text }));
    return { number: answer.number, subject: title, customer };
  }

  /** What the server holds of a ticket. */
  held = (number) => this.desk.get(`/tickets/${number}`);

  /** Opens a ticket in a window of an agent and waits until it can be worked on. */
  async open(who, number, options) {
    const page = await this.agent(who, `/tickets/all/${number}`, options);
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    return page;
  }

  until = until;

  /** No violation of WCAG 2.2 AA; what letters look like is their writers' affair. */
  async accessible(page) {
    const client = await page.context().newCDPSession(page);
    // In its own world, so that neither the page's policy nor its JavaScript switch stands in the way.
    const { frameTree } = await client.send("Page.getFrameTree");
    const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id, worldName: "axe" });
    const run = (expression) => client.send("Runtime.evaluate", { contextId: executionContextId, expression, awaitPromise: true, returnByValue: true });
    await run(axeSource);
    const violationsNow = async () => {
      const { result, exceptionDetails } = await run(`axe.run({ exclude: ["[data-base-ui-focus-guard]"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false, resultTypes: ["violations"] })
        .then(({ violations }) => JSON.stringify(violations.flatMap((one) => one.nodes.map((node) => one.id + ": " + node.html.slice(0, 160)))))`);
      if (exceptionDetails) throw new Error(`axe could not run: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
      return JSON.parse(result.value);
    };
    // What other stories do moves lists while axe measures, and a row may be held against the
    // background of another: only what two looks in a row find is there.
    let violations = await violationsNow();
    for (let look = 0; look < 3 && violations.length > 0; look++) {
      const again = await violationsNow();
      violations = violations.filter((one) => again.includes(one));
    }
    await client.detach();
    if (violations.length > 0) throw new Error(`axe on ${page.url()}:\n  ${violations.join("\n  ")}`);
  }

  async close() {
    for (const context of this.#contexts) await context.close().catch(() => undefined);
    for (const work of this.#ends) await work();
  }
}

/** Throws with both values when they differ. */
export function same(found, wanted, what = "value") {
  const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`${what}: found ${a}, wanted ${b}`);
}

export function plainLetter({ name, address, subject, text, more = "" }) {
  return `From: ${name} <${address}>
To: ${help}
Subject: ${subject}
Date: ${new Date().toUTCString()}
Message-ID: <${address}.${slug(subject)}.${Math.random().toString(36).slice(2)}@kunde.internal>
${more}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

${text}
`;
}

/** The smallest picture there is. */
export const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

export const htmlLetter = (about) =>
  plainLetter({ ...about, text: about.html }).replace("text/plain", "text/html");

/** Runs the story; answers how long it took and, if it failed, everything one wants to know. */
export async function play({ name, run }, { browser, desk, out }) {
  const began = Date.now();
  const story = new Story({ browser, desk });
  let problem = null;
  try {
    await run(story);
  } catch (fault) {
    problem = await report(story, name, fault, out);
  }
  await story.close();
  return { problem, said: story.said, seconds: (Date.now() - began) / 1000 };
}

async function report(story, name, fault, out) {
  const shots = [];
  for (const [index, page] of story.pages.entries()) {
    const path = `${out}/${slug(name)}_${index + 1}.png`;
    const taken = await page.screenshot({ path, timeout: 20_000 }).then(() => true, () => false);
    if (taken) shots.push(`${path} (${page.url()})`);
  }
  const log = `${out}/${slug(name)}.log`;
  writeFileSync(log, `${story.console.join("\n")}\n`);
  const lines = [`  step: ${story.at}`, `  ${fault.stack.split("\n").filter((line) => !/node:internal|run\.mjs/.test(line)).slice(0, 14).join("\n  ")}`, ...shots.map((one) => `  picture: ${one}`), `  console: ${log}`, ...story.console.slice(-12).map((one) => `    ${one.slice(0, 300)}`)];
  return lines.join("\n");
}
