// SPDX-License-Identifier: AGPL-3.0-or-later

/** Far beyond what anything here takes: reached only when the awaited thing never comes. */
export const ceilingMs = 60_000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The first true answer of `ask`. What it throws counts as "not yet" and is told at the end. */
export async function until(what, ask) {
  const end = Date.now() + ceilingMs;
  let last;
  for (;;) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = undefined;
    } catch (fault) {
      last = fault;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}${last ? `: ${last.message}` : ""}`);
    await pause(50);
  }
}
