// SPDX-License-Identifier: AGPL-3.0-or-later
// Stories in Chromium against the release binary on a demo desk of 2,000 tickets.
//
//   node tests/browser/run.mjs [--only words] [--lanes N] [--list]
//
// HEED_BINARY names the binary (default: build/release/heed), CHROMIUM the browser. A story that
// fails leaves its picture and its console under build/browser/. Ends with `N passed, N failed`.
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Desk } from "./support/desk.mjs";
import { play } from "./support/story.mjs";
import { stories } from "./stories/all.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { chromium } = createRequire(`${root}web/package.json`)("playwright-core");

const { values: flags } = parseArgs({
  options: {
    only: { type: "string" },
    lanes: { type: "string", default: String(Math.max(2, Math.min(3, availableParallelism()))) },
    list: { type: "boolean", default: false },
    "web-root": { type: "string" },
    out: { type: "string", default: `${root}build/browser` },
  },
});

const chosen = stories.filter(({ name }) => !flags.only || name.includes(flags.only));
if (flags.list) {
  for (const { name } of chosen) console.log(name);
  process.exit(0);
}
if (chosen.length === 0) {
  console.log(`no story is named “${flags.only}”`);
  process.exit(1);
}

rmSync(flags.out, { recursive: true, force: true });
mkdirSync(flags.out, { recursive: true });

const desk = new Desk({ binary: process.env.HEED_BINARY ?? `${root}build/release/heed`, webRoot: flags["web-root"] });
let browser;
let failed = 0;

async function lane(queue) {
  for (let story = queue.shift(); story; story = queue.shift()) {
    const { problem, said, seconds } = await play(story, { browser, desk, out: flags.out });
    if (problem) failed += 1;
    console.log(`${problem ? "✗" : "✓"} ${story.name} (${seconds.toFixed(1)} s)${problem ? `\n${problem}` : ""}`);
    for (const words of said) console.log(`  ${words}`);
  }
}

async function main() {
  await desk.start();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"],
  });
  const queue = [...chosen];
  await Promise.all(Array.from({ length: Number(flags.lanes) }, () => lane(queue)));
}

try {
  await main();
} catch (fault) {
  failed = Math.max(failed, 1);
  console.log(`the desk could not be made ready: ${fault.stack}\n${desk.logTail()}`);
  console.log(`0 passed, ${chosen.length} failed`);
  process.exitCode = 1;
} finally {
  await browser?.close();
  await desk.stop();
}
if (process.exitCode !== 1) {
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
