// SPDX-License-Identifier: AGPL-3.0-or-later
import { Desk } from "../support/desk.mjs";
import { same } from "../support/story.mjs";

const password = "a long and quiet password";

/** Browsers make passkeys for names: a desk of this story's own, at `localhost`. */
async function named(s) {
  const desk = new Desk({ binary: s.desk.binary, webRoot: s.desk.webRoot });
  s.atTheEnd(() => desk.stop());
  const token = await desk.startEmpty({ atLocalhost: true });
  const page = await s.visitor(`/desk/setup${token ? `?token=${token}` : ""}`, {}, desk.address);
  await page.getByLabel("Name of the desk").fill("Acme Support");
  await page.getByLabel("Your name").fill("Ada Admin");
  await page.getByLabel("E-mail address").fill("ada@desk.internal");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Open the desk" }).click();
  await page.getByText("No mailbox yet").waitFor();
  return { desk, page };
}

/** A device that knows its owner by finger, built into this window's browser. */
async function withDevice(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable", { enableUI: false });
  const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
  return { refuse: (refused) => client.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: !refused }) };
}

const inside = (page) => page.getByRole("region", { name: "Ticket list" }).waitFor();

export const passkeys = {
  "a passkey is made, renamed, lets its owner in and is removed": async (s) => {
    s.step("a desk with a name");
    const { desk, page } = await named(s);
    const dialog = page.getByRole("dialog");

    s.step("made");
    await page.goto(`${desk.address}/desk/me`);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Laptop");
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await s.accessible(page); // before there is a device: axe's own line to the browser unplugs it
    const device = await withDevice(page);
    await dialog.locator("button[type=submit]").click();
    s.step("its recovery codes");
    await dialog.getByRole("listitem").nth(9).waitFor();
    await page.keyboard.press("Escape");

    s.step("renamed");
    await page.getByRole("button", { name: "Rename passkey Laptop" }).click();
    await dialog.getByRole("textbox", { name: /^Name/ }).fill("Key ring");
    await dialog.locator("button[type=submit]").click();
    await page.getByRole("button", { name: "Rename passkey Key ring" }).waitFor();
    await page.getByText("Passkey Laptop added").waitFor();

    s.step("in by the passkey alone");
    await page.context().clearCookies();
    await page.goto(`${desk.address}/desk/sign_in`);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await inside(page);

    s.step("as the second step; a device that does not know its owner opens nothing");
    await page.context().clearCookies();
    await page.goto(`${desk.address}/desk/sign_in`);
    await page.getByLabel("E-mail address").fill("ada@desk.internal");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    const second = page.getByRole("button", { name: "Sign in with a passkey" });
    await page.getByText("Use your passkey, or type one of your recovery codes.").waitFor();
    await device.refuse(true);
    await second.click();
    await page.locator("button[aria-busy=true]").waitFor({ state: "detached" });
    same(new URL(page.url()).pathname, "/desk/sign_in", "where a stranger's finger leads");
    await device.refuse(false);
    await second.click();
    await inside(page);

    s.step("removed");
    await page.goto(`${desk.address}/desk/me`);
    await page.getByRole("button", { name: "Remove passkey Key ring" }).click();
    await dialog.getByLabel("Password", { exact: true }).fill(password);
    await dialog.locator("button[type=submit]").click();
    await page.getByText("Passkey Key ring removed").waitFor();
    same(await page.getByRole("button", { name: /^Rename passkey/ }).count(), 0, "passkeys that are left");
  },
};
