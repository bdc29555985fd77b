// SPDX-License-Identifier: AGPL-3.0-or-later
import { png, same } from "../support/story.mjs";

const editor = (page) => page.locator(".ProseMirror");

async function begin(page, key) {
  await page.keyboard.press(key);
  await editor(page).waitFor();
  await editor(page).click();
}

const entry = (ticket, kind) => ticket.entries.findLast((one) => one.kind === kind);

export const writing = {
  "an answer goes to the customer by mail": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("write");
    await begin(page, "r");
    await page.keyboard.type("Hello, the toner is on its way: [follow it](https://post.example/7) there.");
    same(await editor(page).locator("a").innerText(), "follow it", "the link");
    await s.accessible(page);
    s.step("send");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("article", { name: /^Answer/ }).getByText("the toner is on its way").waitFor();
    s.step("the letter");
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => text.includes("toner"));
    if (!letter.raw.includes("In-Reply-To:")) throw new Error("the answer does not thread");
    const sent = entry(await s.held(ticket.number), "message_out").body_html;
    if (!/<a [^>]*href="https:\/\/post\.example\/7"[^>]*>follow it<\/a> there/.test(sent)) throw new Error(sent);
    s.step("what became of it");
    await page.getByRole("article", { name: /^Answer/ }).getByText(/^(Sent|Delivered)$/).waitFor();
  },

  "a note is for the team only": async (s) => {
    const ticket = await s.ticket();
    const page = await s.agent("noor", `/tickets/all/${ticket.number}`);
    s.step("the key, pressed at the first picture");
    await page.getByRole("region", { name: "Ticket list" }).waitFor();
    await page.keyboard.press("n");
    await page.locator(".note-mode").getByText("Only your team sees this").waitFor();
    await editor(page).click();
    await page.keyboard.type("Ask Sam about the fuse.");
    await s.accessible(page);
    s.step("add");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("article", { name: /^Note/ }).getByText("Ask Sam about the fuse.").waitFor();
    s.step("it is no answer");
    const held = await s.held(ticket.number);
    same(entry(held, "note").body_text.trim(), "Ask Sam about the fuse.", "note");
    same(entry(held, "message_out") ?? null, null, "answers");
  },

  "a note begun by key never becomes an answer, however early the key": async (s) => {
    const [first, second] = [await s.ticket(), await s.ticket()];
    const page = await s.open("noor", first.number);
    s.step("hold back what the second ticket is read from");
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(`**/api/v1/tickets/${second.number}`, async (route) => {
      await held;
      await route.continue();
    });
    await page.evaluate((number) => {
      history.pushState({}, "", `/desk/tickets/all/${number}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, second.number);
    await page.getByText(`#${second.number}`).waitFor();
    s.step("the key before the ticket");
    await page.keyboard.press("n");
    release();
    await page.locator(".note-mode").waitFor();
    same(await page.locator(".note-mode").count(), 1, "composers");
    same(await page.getByRole("button", { name: "Send", exact: true }).count(), 0, "buttons that send");
  },

  "what is typed at once stands in its order, without formatting too": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    s.step("the key, and words right behind it");
    await page.getByRole("button", { name: "Note", exact: true }).waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("Ask Sam ");
    await page.keyboard.type("about it.");
    await editor(page).getByText("Ask Sam about it.", { exact: true }).waitFor();
    s.step("without formatting");
    await page.getByRole("button", { name: "Write plain text" }).click();
    const plain = page.locator(".note-mode textarea");
    await plain.waitFor();
    await page.keyboard.type(" Or Ada.");
    same(await plain.inputValue(), "Ask Sam about it. Or Ada.", "the words");
    await plain.fill("");
    await page.keyboard.type("No: ask nobody.");
    same(await plain.inputValue(), "No: ask nobody.", "the words after all were taken away");
    s.step("and with it again");
    await page.getByRole("button", { name: "Write with formatting" }).click();
    await editor(page).waitFor();
    await page.keyboard.type(" Or so.");
    await editor(page).getByText("No: ask nobody. Or so.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("article", { name: /^Note/ }).waitFor();
    same(entry(await s.held(ticket.number), "note").body_text.trim(), "No: ask nobody. Or so.", "note");
  },

  "a draft outlives the page and can be thrown away": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await begin(page, "r");
    await page.keyboard.type("Half a sentence");
    await page.getByText("Draft kept in this browser").waitFor();
    s.step("another page and back");
    await page.getByRole("button", { name: "Fold the composer" }).waitFor();
    await page.goto(`${s.desk.address}/desk/people`);
    await page.goto(`${s.desk.address}/desk/tickets/all/${ticket.number}`);
    await editor(page).getByText("Half a sentence").waitFor();
    s.step("thrown away");
    await page.getByRole("button", { name: "Throw the draft away" }).click();
    await page.getByRole("button", { name: "Throw away?" }).click();
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
    same(await editor(page).count(), 0, "open composers");
  },

  "a pasted picture and a file go out with the answer": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await begin(page, "r");
    await page.keyboard.type("See here: ");
    s.step("paste");
    await editor(page).evaluate((element, base64) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const clipboard = new DataTransfer();
      clipboard.items.add(new File([bytes], "graph.png", { type: "image/png" }));
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
    }, png.toString("base64"));
    await page.keyboard.type("and there.");
    await editor(page).locator('img[src^="/api/v1/attachments/"]').waitFor();
    await editor(page).getByText("and there.", { exact: true }).waitFor();
    s.step("attach");
    await page.locator('input[type="file"]').setInputFiles({ name: "manual.txt", mimeType: "text/plain", buffer: Buffer.from("Open the lid.") });
    await page.getByRole("list", { name: "Attachments" }).getByText("manual.txt").waitFor();
    await page.getByRole("button", { name: "Remove manual.txt" }).waitFor();
    s.step("send");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("article", { name: /^Answer/ }).getByText("See here").waitFor();
    const answer = entry(await s.held(ticket.number), "message_out");
    same(answer.attachments.length, 2, "files");
    s.step("the letter has both");
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => text.includes("See here"));
    if (!/manual\.txt/.test(letter.raw) || !/image\/png/.test(letter.raw)) throw new Error("a file is missing in the letter");
  },

  "a call is written down as one": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await begin(page, "t");
    await page.getByRole("radio", { name: "We called" }).check();
    await editor(page).click();
    await page.keyboard.type("Told her about the toner.");
    await page.getByRole("button", { name: "Add call" }).click();
    await page.getByRole("article", { name: /^Call made/ }).getByText("Told her about the toner.").waitFor();
    same(entry(await s.held(ticket.number), "call").call.direction, "out", "direction");
  },

  "an answer that crosses a new letter is stopped and shown": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await begin(page, "r");
    await page.keyboard.type("Please restart it.");
    await page.getByText("Draft kept in this browser").waitFor();
    s.step("somebody answers meanwhile");
    await s.desk.as("sam", "POST", `/tickets/${ticket.number}/replies`, { body_text: "Already restarted by us.", attachments: [], to: [ticket.customer.address] });
    await page.getByRole("article", { name: /^Answer/ }).getByText("Already restarted by us.").waitFor();
    s.step("send is stopped");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const notice = page.getByRole("alert").filter({ hasText: "wrote meanwhile" });
    await notice.waitFor();
    await s.accessible(page);
    same((await s.held(ticket.number)).entries.filter((one) => one.kind === "message_out").length, 1, "answers");
    s.step("send anyway");
    await notice.getByRole("button", { name: "Send anyway" }).click();
    await page.getByRole("article", { name: /^Answer/ }).getByText("Please restart it.").waitFor();
  },

  "a conversation opens at its end, and what one has just sent is in sight": async (s) => {
    const lines = Array.from({ length: 60 }, (_, line) => `Line ${line + 1}`);
    const ticket = await s.ticket({ text: [...lines, "The end of it."].join("\n") });
    const page = await s.open("noor", ticket.number);
    const seen = (words) => page.getByRole("article").getByText(words).evaluate((element) => {
      const box = element.getBoundingClientRect();
      const pane = document.getElementById("conversation").getBoundingClientRect();
      return box.bottom > pane.top && box.bottom <= pane.bottom + 1;
    });
    s.step("its end");
    await s.until("the end in sight", () => seen("The end of it."));
    s.step("read further up, and answer from there");
    await page.locator("#conversation").evaluate((pane) => pane.scrollTo({ top: 0 }));
    await s.until("the end out of sight", async () => !(await seen("The end of it.")));
    await begin(page, "r");
    await page.keyboard.type("We look at line 40.");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("article", { name: /^Answer/ }).getByText("We look at line 40.").waitFor();
    await s.until("the answer in sight", () => seen("We look at line 40."));
    same(await page.getByRole("button", { name: "New below" }).count(), 0, "hints at one's own words");
  },

  "whoever works by keys stays where they are": async (s) => {
    const ticket = await s.ticket();
    await s.desk.as("noor", "PUT", `/tickets/${ticket.number}/tags/paper`);
    const page = await s.open("noor", ticket.number);
    const onIt = (words, role, name) => s.until(words, () => page.getByRole(role, { name }).evaluate((element) => element === document.activeElement));
    s.step("the subject");
    await page.getByRole("heading", { name: ticket.subject }).getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Subject" }).waitFor();
    await page.keyboard.press("Escape");
    await onIt("the subject to have the focus back", "button", ticket.subject);
    s.step("a tag");
    await page.getByRole("button", { name: "Remove paper" }).focus();
    await page.keyboard.press("Enter");
    await onIt("the way to another tag to have the focus", "button", "Add a tag");
    s.step("a draft is thrown away");
    await begin(page, "n");
    await page.keyboard.type("Hm.");
    await page.getByRole("button", { name: "Throw the draft away" }).focus();
    await page.keyboard.press("Enter");
    await onIt("the second question to have the focus", "button", "Throw away?");
    await page.keyboard.press("Enter");
    await onIt("the composer to have the focus", "region", "Composer");
    await page.keyboard.press("Tab");
    await onIt("the way to another answer to have the focus", "button", "Reply");
  },

  "a held answer says what it will do, and discarded its words come back": async (s) => {
    const ticket = await s.ticket();
    const reply = { body_text: "We replace it tomorrow.", attachments: [], to: [ticket.customer.address], release_at: new Date(Date.now() + 86_400_000).toISOString(), then: "resolved" };
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/replies`, reply);
    const page = await s.open("noor", ticket.number);
    const answer = page.getByRole("article").filter({ hasText: "We replace it tomorrow." });
    s.step("what will happen");
    await answer.getByText(/^Held back: leaves/).waitFor();
    await answer.getByText(/The ticket is resolved then/).waitFor();
    await s.accessible(page);
    s.step("discarded");
    await answer.getByRole("button", { name: "Discard" }).click();
    await answer.getByRole("button", { name: "Really discard?" }).click();
    await answer.waitFor({ state: "detached" });
    const held = await s.held(ticket.number);
    same(held.entries.some((one) => one.kind === "message_out"), false, "answers held by the desk");
    if (held.state === "resolved") throw new Error("what a discarded answer asked for has happened");
    s.step("its words come back");
    await s.until("the words in the composer", async () => (await page.locator(".writing textarea").inputValue()) === "We replace it tomorrow.");
    s.step("and go out as any answer");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("article", { name: /^Answer/ }).getByText("We replace it tomorrow.").waitFor();
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => text.includes("We replace it"));
    if (/^Held/m.test(letter.text)) throw new Error("the letter is still held");
  },

  "the words of a discarded answer wait beside a draft, and both are reached": async (s) => {
    const ticket = await s.ticket();
    const boss = s.customer("Boss");
    s.step("an answer with a file, held back");
    const file = new FormData();
    file.append("file", new Blob(["Open the lid."], { type: "text/plain" }), "manual.txt");
    const { id } = await s.desk.uploadAs("noor", file);
    const reply = { body_html: "<p>We <strong>replace</strong> it tomorrow.</p>", attachments: [id], to: [ticket.customer.address], cc: [boss.address], release_at: new Date(Date.now() + 86_400_000).toISOString() };
    await s.desk.as("noor", "POST", `/tickets/${ticket.number}/replies`, reply);
    const page = await s.open("noor", ticket.number);
    const answer = page.getByRole("article", { name: /^Answer/ });
    s.step("a note is begun");
    await begin(page, "n");
    await page.keyboard.type("Ask Sam first.");
    s.step("discarded");
    await answer.getByRole("button", { name: "Discard" }).click();
    await answer.getByRole("button", { name: "Really discard?" }).click();
    await page.getByText("Its words wait beside your draft").waitFor();
    await page.locator(".note-mode").getByText("Ask Sam first.").waitFor();
    await page.getByText("Draft kept in this browser").waitFor();
    s.step("after a reload");
    await page.reload();
    await page.locator(".note-mode .ProseMirror").getByText("Ask Sam first.").waitFor();
    await s.accessible(page);
    s.step("the other words, with their recipients and file");
    await page.getByRole("button", { name: "Swap" }).click();
    await editor(page).locator("strong").getByText("replace").waitFor();
    await page.getByRole("button", { name: "Remove manual.txt" }).waitFor();
    await page.getByText(boss.address).first().waitFor();
    s.step("sent; the note comes forward as a note");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".note-mode .ProseMirror").getByText("Ask Sam first.").waitFor();
    const sent = entry(await s.held(ticket.number), "message_out");
    same([sent.attachments.map((one) => one.filename), sent.cc.map((one) => one.email), sent.delivery.state === "held"], [["manual.txt"], [boss.address], false], "the answer");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("article", { name: /^Note/ }).getByText("Ask Sam first.").waitFor();
  },

  "a pasted log goes out as it was, and formatting is given up without losing words": async (s) => {
    const ticket = await s.ticket();
    const page = await s.open("noor", ticket.number);
    await begin(page, "r");
    const paste = (type, text) =>
      editor(page).evaluate((element, [kind, words]) => {
        const clipboard = new DataTransfer();
        clipboard.setData(kind, words);
        element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true }));
      }, [type, text]);
    const log = "Log von gestern:\n10:01 Start\n10:02 Fehler in C:\\temp\\_neu_\\x.log\n- Ende\n| Artikel | Preis |\n|---|---|\n| Kabel | 9 |";
    await paste("text/plain", log);
    await page.keyboard.press("Enter");
    await paste("text/html", '<table><tr><td>Kabel</td><td>34,50</td></tr></table><p>See <a href="https://guide.example/x">the guide</a>:</p><ol><li>one</li><li>two</li></ol>');
    s.step("without formatting");
    await page.getByRole("button", { name: "Write plain text" }).click();
    const plain = page.getByRole("textbox", { name: /answer|reply|write/i }).last();
    await s.until("the plain text", async () => (await plain.inputValue()).includes("the guide <https://guide.example/x>:\n\n1. one\n2. two"));
    s.step("and with it again");
    await page.getByRole("button", { name: "Write with formatting" }).click();
    await editor(page).waitFor();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const letter = await s.desk.mail.letterTo(ticket.customer.address, (text) => text.includes("Log von gestern"));
    if (!letter.text.includes("Kabel | 34,50")) throw new Error(`the letter says: ${letter.text}`);
    if (!letter.text.replaceAll("\r", "").includes(log)) throw new Error(`the letter says: ${letter.text}`);
  },
};
