// SPDX-License-Identifier: AGPL-3.0-or-later
// What customers see: every page of the portal, on a desk of the release binary with a few requests.
import { Desk } from "../support/desk.mjs";
import { plainLetter } from "../support/story.mjs";

const linkIn = (text, path) => new RegExp(`https?://[^\\s"<>]+(/${path}/[\\w-]+)`).exec(text)[1];
const customer = { name: "Ada Okafor", address: "ada@acme.internal" };
const newcomer = { name: "Bo Berg", address: "bo.berg@acme.internal" };
const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen ".repeat(4).trim();

const typical = [
  { subject: "Laptop loses its network every twenty minutes", text: "It happens on both laptops since Tuesday.\n\nIs there a newer driver?" },
  { subject: "Invoice 2026-118 shows the old address", text: "Please correct it before it is paid." },
  { subject: "Badge opens no door on the third floor", text: "Since this morning." },
];
// Names of 200 characters, a subject without a space, a letter of a page.
const extreme = [
  { subject: "W".repeat(200), text: `${"x".repeat(400)}\n\n${"A long line that goes on and on. ".repeat(60)}` },
  { subject: long, text: long },
  { subject: "用紙がありません ".repeat(20).trim(), text: "مرحبا، الطابعة لا تعمل." },
];

/** The cookies of somebody who came in by the letter that the portal sent to `address`. */
async function signedIn(browser, desk, address) {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(`${desk.address}/sign_in`);
  await page.getByLabel("Your e-mail address").fill(address);
  await page.getByRole("button", { name: "Send me the link" }).click();
  const entrance = linkIn((await desk.mail.letterTo(address, (text) => /\/sign_in\//.test(text))).text, "sign_in");
  await page.goto(desk.address + entrance);
  await page.getByRole("button", { name: "Sign me in" }).click();
  await page.waitForURL(/requests/);
  const storageState = await context.storageState();
  await context.close();
  return storageState;
}

/** A desk on which `customer` has asked three times, `newcomer` never; `stop` ends it. */
export async function customersDesk(browser, root, { locale, state }) {
  const desk = new Desk({ binary: process.env.HEED_BINARY ?? `${root}build/release/heed` });
  await desk.start();
  const numbers = [];
  for (const { subject, text } of state === "portal-extreme" ? extreme : typical) numbers.push((await desk.letter(plainLetter({ ...customer, subject, text }))).number);
  const [open, waits, solved] = numbers;
  const answer = (number, body_text, more = {}) => desk.as("noor", "POST", `/tickets/${number}/replies`, { body_text, attachments: [], to: [customer.address], ...more });
  await answer(open, "Hello Ada,\n\nwe have found the cause: an old driver. The new one comes tonight by itself.\n\nNoor");
  await answer(waits, "Which address is the right one?", { then: "waiting" });
  await desk.as("noor", "POST", `/tickets/${solved}/resolution`, { resolution: "The badge is known to the doors of the third floor now." });
  await desk.as("noor", "POST", "/people", { name: newcomer.name, addresses: [newcomer.address] });
  const link = async (number) => linkIn((await desk.mail.letterTo(customer.address, (text) => text.includes(`/r/`) && text.includes(`#${number}`))).text, "r");
  return {
    base: desk.address,
    storageState: await signedIn(browser, desk, customer.address),
    newcomer: await signedIn(browser, desk, newcomer.address),
    open: await link(open),
    solved: `/requests/${solved}`,
    waits: `/requests/${waits}`,
    locale,
    stop: () => desk.stop(),
  };
}

const submit = async (page) => page.locator("main form button").last().click();
const asked = async (page, subject) => {
  await page.locator('input[name="subject"]').fill(subject);
  await page.locator("main textarea").fill("It smokes. Please hurry.");
  await page.locator('input[name="name"]').fill("Bo Berg");
  await page.locator('input[type="email"]').fill("bo@acme.internal");
  await submit(page);
};

export const portal = ({ base, storageState, newcomer, open, solved, waits }) => {
  const signedIn = { storageState };
  return [
    { name: "ask", path: "/" },
    { name: "ask-missing", path: "/", shows: "[role=alert], .problem, .error", open: (page) => asked(page, "   ") },
    { name: "ask-sent", path: "/", shows: "h1", open: (page) => asked(page, "Toaster") },
    { name: "sign-in", path: "/sign_in" },
    { name: "sign-in-sent", path: "/sign_in", shows: "h1", open: async (page) => { await page.locator('input[type="email"]').fill("bo@acme.internal"); await submit(page); } },
    { name: "request-by-link", path: open },
    { name: "link-gone", path: "/r/not-a-link" },
    { name: "entrance-gone", path: "/sign_in/not-a-link" },
    { name: "refusal", path: "/nothing/here" },
    { name: "requests", path: "/requests", ...signedIn },
    { name: "requests-empty", path: "/requests", storageState: newcomer },
    { name: "requests-signed-out", path: "/requests" },
    { name: "request-waiting", path: waits, ...signedIn },
    { name: "request-solved", path: solved, ...signedIn },
  ].map((scene) => ({ base, ...scene }));
};
