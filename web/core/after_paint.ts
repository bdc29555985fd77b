// SPDX-License-Identifier: AGPL-3.0-or-later

let waiting: (() => void)[] = [];

function runAll() {
  const works = waiting;
  waiting = [];
  for (const work of works) work();
}

/**
 * Does `work` once what has just been drawn is on screen, all of one picture together; a page that
 * nobody sees is never drawn and does it at once. The answer takes it back.
 */
export function afterPaint(work: () => void): () => void {
  if (waiting.length === 0) {
    const next = () => setTimeout(runAll);
    if (document.hidden) next();
    else requestAnimationFrame(next);
  }
  waiting.push(work);
  return () => {
    waiting = waiting.filter((one) => one !== work);
  };
}
