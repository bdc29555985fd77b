// SPDX-License-Identifier: AGPL-3.0-or-later
// What a machine can see. Each check gives back sentences; none means that nothing is wrong.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const axeSource = readFileSync(fileURLToPath(new URL("../../../web/node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");

/** Runs before the page: layout shifts are only told to those who listened from the start. */
export const watchShifts = () => {
  window.heedShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.heedShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
};

/** Text that is cut off must end in an ellipsis and say the whole in a title. */
const cutText = () => {
  const wrong = [];
  for (const element of document.querySelectorAll("body *")) {
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!hasText || element.closest(".sr-only, option, [aria-hidden=true], .ProseMirror")) continue;
    const style = getComputedStyle(element);
    const cutAcross = element.scrollWidth > element.clientWidth + 1 && ["hidden", "clip"].includes(style.overflowX) && element.clientWidth > 1;
    const clamped = style.webkitLineClamp !== "none" && element.scrollHeight > element.clientHeight + 1;
    if (!cutAcross && !clamped) continue;
    const excused = (clamped || style.textOverflow === "ellipsis") && element.closest("[title], [aria-label]");
    if (!excused) wrong.push(`text is cut without ellipsis and title: “${element.textContent.trim().slice(0, 50)}”`);
  }
  return wrong;
};

/** WCAG 2.5.8: nothing one has to hit is smaller than 24 px, links inside a sentence excepted. */
const smallTargets = () => {
  const wrong = [];
  for (const element of document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=tab], [role=menuitem], summary")) {
    if (element.closest(".sr-only, [hidden], [inert]") || element.type === "file") continue;
    const label = ["checkbox", "radio"].includes(element.type) ? element.closest("label") : null;
    const box = (label ?? element).getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.width === 0 || style.visibility === "hidden") continue;
    if (element.matches("a") && style.display === "inline" && element.parentElement.textContent.trim() !== element.textContent.trim()) continue;
    if (box.width < 23.5 || box.height < 23.5) {
      wrong.push(`target of ${Math.round(box.width)}×${Math.round(box.height)} px: ${element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 40)}`);
    }
  }
  return wrong;
};

const sideways = () => (document.documentElement.scrollWidth > innerWidth + 1 ? [`scrolls sideways: ${document.documentElement.scrollWidth} px in ${innerWidth}`] : []);

/** Walks by Tab and looks whether one sees where one is. */
async function focusRings(page) {
  const wrong = new Set();
  for (let step = 0; step < 14; step++) {
    await page.keyboard.press("Tab");
    const missing = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body || element.tagName === "IFRAME") return null;
      const style = getComputedStyle(element);
      const ring = style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
      const ringAround = element.closest(".writing") !== null || style.boxShadow !== "none";
      return ring || ringAround ? null : `no focus ring: ${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 30)}`;
    });
    if (missing) wrong.add(missing);
  }
  return [...wrong];
}

async function axe(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(() =>
    // The letters have their own colours and their own frame. What lies half behind a popup is no
    // target while that is open; the screen without the popup is a scene of its own.
    window.axe
      .run(document.querySelector(".popup[role=dialog], .popup[role=menu]") ? { include: [".popup"] } : { exclude: ["[data-base-ui-focus-guard]"] }, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], iframes: false, resultTypes: ["violations"] })
      .then((result) => result.violations.flatMap((one) => one.nodes.slice(0, 3).map((node) => `axe ${one.id}: ${node.html.slice(0, 110)}`))),
  );
  return violations;
}

/** All checks of one screen. The order matters: walking by Tab comes last. */
export async function check(page, { shiftAllowed = false } = {}) {
  const problems = [...(await page.evaluate(cutText)), ...(await page.evaluate(smallTargets)), ...(await axe(page))];
  const shift = await page.evaluate(() => window.heedShift ?? 0);
  if (!shiftAllowed && shift > 0.05) problems.push(`the layout moved by ${shift.toFixed(3)}`);
  problems.push(...(await focusRings(page)));
  return problems;
}

/** A phone as narrow as they come. */
export async function checkNarrow(page) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 780 });
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const problems = await page.evaluate(sideways);
  await page.setViewportSize(before);
  return problems.map((problem) => `at 360 px: ${problem}`);
}
