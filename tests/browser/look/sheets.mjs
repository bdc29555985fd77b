// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from "node:fs";

/** One picture with all pictures of a kind on it, each with its name. */
export async function contactSheet(browser, shots, file, width) {
  const page = await browser.newPage({ viewport: { width: 1680, height: 900 } });
  const cells = shots.map(
    ({ name, path }) =>
      `<figure style="margin:0"><figcaption style="font:13px sans-serif;color:#fff;padding:2px 0">${name}</figcaption><img width="${width}" src="data:image/png;base64,${readFileSync(path).toString("base64")}"></figure>`,
  );
  await page.setContent(`<body style="margin:8px;background:#555;display:flex;flex-wrap:wrap;gap:10px;align-items:flex-start">${cells.join("")}</body>`);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: file, fullPage: true });
  await page.close();
}
