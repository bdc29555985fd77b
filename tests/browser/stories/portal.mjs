// SPDX-License-Identifier: AGPL-3.0-or-later
import { png, same } from "../support/story.mjs";

const plain = { javaScriptEnabled: false };
const link = (text, path) => new RegExp(`https?://[^\\s"<>]+(/${path}/[\\w-]+)`).exec(text)?.[1];

async function ask(s, page, customer, subject) {
  await page.getByLabel("In a few words").fill(subject);
  await page.getByLabel("What happened?").fill("It smokes. Please hurry.");
  await page.getByLabel("Your name").fill(customer.name);
  await page.getByLabel("Your e-mail address").fill(customer.address);
}

async function ticketOf(s, subject) {
  return s.until("the request on the desk", async () => (await s.desk.get(`/tickets?q=${encodeURIComponent(subject)}`)).items[0]);
}

export const portal = {
  "a customer asks, reads, answers and calls it solved without JavaScript": async (s) => {
    const customer = s.customer("Ana");
    const subject = `Toaster ${customer.address.split("@")[0].replaceAll(".", "")}`;
    const page = await s.visitor("/", plain);
    s.step("ask");
    await ask(s, page, customer, subject);
    await page.locator('input[type="file"]').setInputFiles({ name: "smoke.txt", mimeType: "text/plain", buffer: Buffer.from("grey") });
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByRole("heading", { name: "We have your request" }).waitFor();
    const row = await ticketOf(s, subject);
    same((await s.held(row.number)).entries[0].attachments[0].filename, "smoke.txt", "file");
    s.step("the link in the letter");
    const letter = await s.desk.mail.letterTo(customer.address, (text) => link(text, "r"));
    await page.goto(s.desk.address + link(letter.text, "r"));
    await page.getByRole("heading", { name: subject }).waitFor();
    await page.getByText("It smokes. Please hurry.").first().waitFor();
    s.step("an answer of the desk");
    await s.desk.as("noor", "POST", `/tickets/${row.number}/replies`, { body_text: "Unplug it, please.", attachments: [], to: [customer.address] });
    await s.desk.as("noor", "POST", `/tickets/${row.number}/notes`, { body_text: "A careless customer.", attachments: [] });
    await page.reload();
    await page.getByText("Unplug it, please.").first().waitFor();
    same(await page.getByText("A careless customer.").count(), 0, "notes on the page");
    s.step("an answer with a picture in its text, and one beside it");
    const upload = (name) => {
      const form = new FormData();
      form.append("file", new Blob([png], { type: "image/png" }), name);
      return s.desk.uploadAs("noor", form);
    };
    const [plug, socket] = [await upload("plug.png"), await upload("socket.png")];
    const shown = `<p>This one:</p><p><img src="${plug.url}" alt="the plug"></p>`;
    await s.desk.as("noor", "POST", `/tickets/${row.number}/replies`, { body_html: shown, attachments: [plug.id, socket.id], to: [customer.address] });
    await page.reload();
    await page.getByRole("img", { name: "the plug" }).waitFor();
    await page.getByRole("link", { name: /socket\.png/ }).waitFor();
    same(await page.getByRole("link", { name: /plug\.png/ }).count(), 0, "files that the text shows");
    s.step("reply");
    await page.getByLabel("Your message").fill("Unplugged. Better now.");
    await page.getByRole("button", { name: "Send reply" }).click();
    await page.getByText("Your message has been sent.").waitFor();
    await page.getByText("Unplugged. Better now.").first().waitFor();
    s.step("it is solved");
    await page.getByRole("button", { name: "It is solved now" }).click();
    await page.getByText("The request is marked as solved.").waitFor();
    same((await s.held(row.number)).state, "resolved", "state");
  },

  "a magic link signs in by its button, once": async (s) => {
    const ticket = await s.ticket();
    const page = await s.visitor("/sign_in", plain);
    await page.getByLabel("Your e-mail address").fill(ticket.customer.address);
    await page.getByRole("button", { name: "Send me the link" }).click();
    await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    s.step("the letter");
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => link(text, "sign_in"));
    const entrance = s.desk.address + link(letter.text, "sign_in");
    s.step("looking at it does not spend it");
    await page.goto(entrance);
    await page.goto(entrance);
    await page.getByRole("button", { name: "Sign me in" }).click();
    s.step("my requests");
    await page.getByRole("link", { name: ticket.subject }).waitFor();
    s.step("it works once");
    const other = await s.visitor(link(letter.text, "sign_in"), plain);
    await other.getByRole("heading", { name: "This link no longer works" }).waitFor();
    s.step("signed out");
    await page.getByRole("button", { name: /Sign out/ }).click();
    await page.goto(`${s.desk.address}/requests`);
    same(await page.getByRole("link", { name: ticket.subject }).count(), 0, "requests without a session");
  },

  "what is missing is said beside its field, and nothing typed is lost": async (s) => {
    const page = await s.visitor("/", plain);
    // Blanks get past the browser's own check and must not get past the desk's.
    await ask(s, page, s.customer("Bo"), "   ");
    await page.getByLabel("What happened?").fill("Words that must not be lost.");
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText("Say in a few words what it is about.").first().waitFor();
    same(await page.getByLabel("What happened?").inputValue(), "Words that must not be lost.", "what was typed");
  },

  "every page of the portal is accessible, light and dark": async (s) => {
    const ticket = await s.ticket();
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/replies`, { body_text: "We look.", attachments: [], to: [ticket.customer.address] });
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => link(text, "r"));
    const page = await s.visitor("/sign_in");
    await page.getByLabel("Your e-mail address").fill(ticket.customer.address);
    await page.getByRole("button", { name: "Send me the link" }).click();
    await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
    await s.accessible(page);
    const entrance = link((await s.desk.mail.letterTo(ticket.customer.address, (text) => link(text, "sign_in"))).text, "sign_in");
    const look = async (path) => {
      await page.goto(s.desk.address + path);
      for (const colorScheme of ["light", "dark"]) {
        s.step(`${path} ${colorScheme}`);
        await page.emulateMedia({ colorScheme });
        await s.accessible(page);
      }
    };
    for (const path of ["/", "/sign_in", link(letter.text, "r"), "/r/not-a-link", "/requests/99999999", "/nothing/here", "/sign_in/not-a-link", entrance]) await look(path);
    await page.getByRole("button", { name: "Sign me in" }).click();
    await page.getByRole("link", { name: ticket.subject }).waitFor();
    for (const path of ["/requests", `/requests/${ticket.number}`]) await look(path);
  },

  "what does not exist is answered in the desk's own words": async (s) => {
    const page = await s.visitor("/", plain);
    const desk = await page.locator("header .brand").innerText();
    for (const path of ["/nothing/here", "/r/not-a-link"]) {
      s.step(path);
      const answer = await page.goto(s.desk.address + path);
      if (![401, 403, 404].includes(answer.status())) throw new Error(`${path} answers ${answer.status()}`);
      same(await page.locator("header .brand").innerText(), desk, "name of the desk");
    }
  },

  "the portal speaks German to who likes it": async (s) => {
    const page = await s.visitor("/", { ...plain, locale: "de-AT" });
    await page.getByRole("button", { name: "Anfrage senden" }).waitFor();
    same(await page.locator("html").getAttribute("lang"), "de", "language");
    s.step("the other pages");
    await page.getByRole("link", { name: "Anmelden", exact: true }).click();
    await page.getByRole("button", { name: "Den Link senden" }).waitFor();
    await page.goto(`${s.desk.address}/nothing/here`);
    await page.getByRole("heading", { name: "Hier ist nichts" }).waitFor();
    s.step("axe");
    const seeing = await s.visitor("/", { locale: "de-AT" });
    await s.accessible(seeing);
  },

  "files over the limit are answered by a page": async (s) => {
    const page = await s.visitor("/", plain);
    await ask(s, page, s.customer("Gus"), "A very large file");
    await page.locator('input[type="file"]').setInputFiles({ name: "large.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(26 * 1024 * 1024) });
    await page.getByRole("button", { name: "Send the request" }).click();
    await page.getByText(/These files are too big|That was too much at once/).first().waitFor();
    same(await page.locator("header .brand").count(), 1, "pages of the desk");
  },
};
