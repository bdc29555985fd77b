// SPDX-License-Identifier: AGPL-3.0-or-later
import { createServer } from "node:http";
import { help } from "../support/desk.mjs";
import { htmlLetter, same } from "../support/story.mjs";

/** Counts who comes: nothing of a letter may. */
async function trap(s) {
  const visits = [];
  const server = createServer((request, answer) => {
    visits.push(request.url);
    answer.end("caught");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  s.atTheEnd(() => server.close());
  return { visits, address: `http://127.0.0.1:${server.address().port}` };
}

const attacks = (there) => `<html><head>
<base href="${there}/base/"><meta http-equiv="refresh" content="0;url=${there}/refresh">
<link rel="stylesheet" href="${there}/sheet.css"><link rel="preload" as="image" href="${there}/preload">
<style>@import url(${there}/import.css); body { background: url(${there}/background) } @font-face { font-family: x; src: url(${there}/font) } p { font-family: x }</style>
<script>parent.ran = "script"; fetch("${there}/script")</script></head>
<body onload="parent.ran='onload'" background="${there}/attribute">
<p id="first">The visible words of the letter.</p>
<img src="x" onerror="parent.ran='onerror'"><img src="${there}/pixel"><img srcset="${there}/set 1x">
<svg onload="parent.ran='svg'"><image href="${there}/svg"/><script>parent.ran='svg script'</script></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=parent.ran='math'&gt;"></table></math>
<iframe src="${there}/frame"></iframe><iframe srcdoc="<script>parent.parent.ran='srcdoc'</script>"></iframe>
<object data="${there}/object"></object><embed src="${there}/embed"><video src="${there}/video" poster="${there}/poster"></video><audio src="${there}/audio"></audio>
<form action="${there}/form"><input name="q" autofocus onfocus="parent.ran='focus'"><button>Win</button></form>
<a href="javascript:parent.ran='link'">a prize</a> <a href="vbscript:x" ping="${there}/ping">b</a>
<div style="position:fixed;top:0;left:0;width:100vw;height:100vh;background:url(${there}/style)">over everything</div>
<noscript><p title="</noscript><img src=x onerror=parent.ran='noscript'>"></noscript>
${Array.from({ length: 120 }, (_, line) => `<p>Line ${line + 1} of a long letter.</p>`).join("")}
<p id="last">The last words of the letter.</p></body></html>`;

const letterFrame = (page) => page.getByRole("article").first().locator("iframe");

async function open(s, html) {
  const customer = s.customer("Mallory");
  const subject = `Win a prize ${customer.address}`;
  const { number } = await s.desk.letter(htmlLetter({ ...customer, subject, html }));
  const page = await s.open("noor", number);
  const frame = letterFrame(page);
  await frame.waitFor();
  const inside = await (await frame.elementHandle()).contentFrame();
  return { page, frame, inside, number };
}

const allVisible = (frame) =>
  frame.evaluate((element) => {
    const page = element.contentDocument;
    const last = [...page.body.querySelectorAll("p")].at(-1);
    return last !== undefined && last.getBoundingClientRect().bottom <= element.clientHeight + 1 && page.documentElement.scrollHeight <= element.clientHeight + 1;
  });

const price = "1.234,56&nbsp;€";
const priceList = `<p>Please check these positions before you send the bill to our office in Wien.</p>
<table border="1"><tr>${["Artikel", "Bezeichnung", "Menge", "Einzelpreis", "Rabatt", "Gesamtpreis", "Lieferdatum"].map((name) => `<th>${name}</th>`).join("")}</tr>
<tr><td>47110815</td><td>Verpackungsmaschine</td><td>12</td><td>${price}</td><td>10&nbsp;%</td><td>${price}</td><td>23.11.2026</td></tr></table>
<p>Thank you, and see <a href="https://shop.example/">the shop</a>.</p>`;

/** How many lines the words of an element take. */
const linesOf = (locator) =>
  locator.evaluate((element) => {
    const range = element.ownerDocument.createRange();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map((part) => Math.round(part.top))).size;
  });

async function wholeCells(inside) {
  for (const cell of await inside.locator("td, th").all()) same(await linesOf(cell), 1, `lines of ${await cell.innerText()}`);
}

async function wordsOnScreen(inside) {
  for (const words of await inside.locator("p").all()) {
    const { x, width } = await words.boundingBox();
    if (x + width > 391) throw new Error(`the words end at ${x + width}`);
  }
}

const activeScript = "<script>parent.ran = top.ran = window.ran = document.cookie || 'ran'</script>";
const activeKinds = [
  ["page.html", "text/html"], ["page.htm", "text/html; charset=utf-7"], ["page.xhtml", "application/xhtml+xml"], ["drawing.svg", "image/svg+xml"], ["drawing.svgz", "image/svg+xml"],
  ["data.xml", "text/xml"], ["data.xsl", "application/xml"], ["feed.rss", "application/rss+xml"], ["paper.pdf", "application/pdf"], ["program.js", "text/javascript"],
  ["program.mjs", "application/javascript"], ["style.css", "text/css"], ["saved.mht", "application/x-mimearchive"], ["letter.eml", "application/octet-stream"], ["flash.swf", "application/x-shockwave-flash"],
  ["photo.png", "text/html"], ["photo.jpg", "image/svg+xml"], ["plain.txt", "text/html"], ["app.hta", "application/hta"], ["nothing", "unknown/unknown"],
];

/** Each file is a page, a drawing and a program at once, whatever it calls itself. */
const letterWithFiles = ({ name, address, subject }) => `From: ${name} <${address}>
To: ${help}
Subject: ${subject}
Message-ID: <${address}.files@kunde.internal>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: text/plain

See the files.
${activeKinds
  .map(
    ([file, type]) => `--b
Content-Type: ${type}; name="${file}"
Content-Disposition: attachment; filename="${file}"

/*<svg xmlns="http://www.w3.org/2000/svg">${activeScript}</svg><html>${activeScript}</html>*/window.ran='program of ${file}';
`,
  )
  .join("")}--b--
`.replaceAll("\n", "\r\n");

export const hostile = {
  "a table keeps its amounts whole on a phone, and the words beside it on the screen": async (s) => {
    const customer = s.customer("Paula");
    const { number } = await s.desk.letter(htmlLetter({ ...customer, subject: "Price list", html: priceList }));
    const page = await s.open("noor", number, { viewport: { width: 390, height: 844 } });
    const frame = letterFrame(page);
    await frame.waitFor();
    const inside = await (await frame.elementHandle()).contentFrame();
    await inside.getByText("Verpackungsmaschine").waitFor();
    await s.until("a frame without a scroll bar", () => allVisible(frame));
    await wholeCells(inside);
    s.step("the words stand on the screen, the table scrolls");
    await wordsOnScreen(inside);
    await inside.locator("td").nth(5).scrollIntoViewIfNeeded();
    const amount = await inside.locator("td").nth(5).boundingBox();
    if (amount.x + amount.width > 391) throw new Error("the amount cannot be reached");
    await s.accessible(page);
    s.step("the customer's own page of it");
    const path = /https?:\/\/[^\s"<>]+(\/r\/[\w-]+)/.exec((await s.desk.mail.letterTo(customer.address)).text)[1];
    const portal = await s.visitor(path, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await portal.getByRole("link", { name: "Show it as it was sent" }).click();
    await portal.getByText("Verpackungsmaschine").waitFor();
    await wholeCells(portal);
    await wordsOnScreen(portal);
  },

  "a hostile letter runs nothing, fetches nothing and is shown whole": async (s) => {
    const { visits, address } = await trap(s);
    const { page, frame, inside } = await open(s, attacks(address));
    s.step("the words are there");
    await inside.getByText("The visible words of the letter.").waitFor();
    await inside.getByText("The last words of the letter.").waitFor();
    s.step("the frame is as tall as the letter");
    await s.until("a frame without a scroll bar", () => allVisible(frame));
    if ((await frame.boundingBox()).height < 1500) throw new Error("the frame is shorter than the letter");
    s.step("every link of the letter is followed by hand");
    for (const link of await inside.locator("a").all()) await link.click({ force: true, timeout: 5_000 }).catch(() => undefined);
    s.step("nothing ran");
    same(await page.evaluate(() => window.ran ?? null), null, "what ran");
    same(await inside.locator("script, iframe, object, embed, form, link, meta[http-equiv=refresh], base").count(), 0, "dangerous elements");
    same(await frame.getAttribute("sandbox"), "allow-same-origin allow-popups allow-popups-to-escape-sandbox", "sandbox");
    s.step("nothing was fetched");
    same(visits, [], "visits to the sender's server");
    s.step("the desk still stands");
    same(new URL(page.url()).pathname.startsWith("/desk/tickets/"), true, "address");
    await page.getByRole("button", { name: "Reply", exact: true }).waitFor();
  },

  "remote pictures of a letter are counted, not fetched": async (s) => {
    const { visits, address } = await trap(s);
    const pictures = ["one", "two", "three"].map((name) => `<img src="${address}/${name}.png" alt="${name}">`).join("");
    const { page, inside } = await open(s, `<p>Our new catalogue.</p>${pictures}`);
    await inside.getByText("Our new catalogue.").waitFor();
    await page.getByText("3 remote pictures left out").waitFor();
    await s.accessible(page);
    same(visits, [], "visits to the sender's server");
    s.step("a letter without them says nothing of it");
    const plain = await open(s, "<p>No picture at all.</p>");
    await plain.inside.getByText("No picture at all.").waitFor();
    same(await plain.page.getByText(/left out/).count(), 0, "bars");
  },

  "a letter's own page is closed to scripts by its policy": async (s) => {
    const { inside, number } = await open(s, "<p>Hello</p>");
    await inside.getByText("Hello").waitFor();
    const entry = (await s.held(number)).entries[0].id;
    const page = await s.agent("noor", `/../api/v1/entries/${entry}/body`);
    const answer = await page.goto(`${s.desk.address}/api/v1/entries/${entry}/body`);
    const policy = answer.headers()["content-security-policy"];
    for (const part of ["default-src 'none'", "sandbox"]) if (!policy.includes(part)) throw new Error(`policy: ${policy}`);
    if (policy.includes("allow-scripts")) throw new Error(`policy: ${policy}`);
  },

  "what Outlook leaves of the old letter is folded": async (s) => {
    const old = '<hr><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Help<br><b>Sent:</b> Monday, June 1, 2026 9:00<br><b>To:</b> Ada<br><b>Subject:</b> Printer</div><div>Which printer is it?</div><p>Yours, the desk</p>';
    const { page, frame, inside } = await open(s, `<div>The one on the third floor.</div><div id="appendonsend"></div>${old}`);
    await inside.getByText("The one on the third floor.").waitFor();
    await page.getByRole("button", { name: "Show quoted text" }).click();
    await inside.getByText("Which printer is it?").waitFor({ state: "visible" });
    await page.getByRole("button", { name: "Hide quoted text" }).click();
    await inside.getByText("Which printer is it?").waitFor({ state: "hidden" });
    await inside.getByText("Yours, the desk").waitFor({ state: "hidden" });
    await s.until("a low frame", async () => (await frame.boundingBox()).height < 100);
  },

  "a letter grows and shrinks with its quoted part": async (s) => {
    const quoted = Array.from({ length: 40 }, (_, line) => `<p>old line ${line}</p>`).join("");
    const { page, frame, inside } = await open(s, `<p>Still broken.</p><div class="gmail_quote">On Thu, Help wrote:<blockquote>${quoted}</blockquote></div>`);
    await inside.getByText("Still broken.").waitFor();
    const height = async () => (await frame.boundingBox()).height;
    const unfold = page.getByRole("button", { name: "Show quoted text" });
    await unfold.waitFor();
    await s.until("a low frame", async () => (await height()) < 300);
    s.step("unfolded");
    await unfold.click();
    await s.until("a high frame", async () => (await height()) > 800);
    s.step("folded again");
    await page.getByRole("button", { name: "Hide quoted text" }).click();
    await s.until("a low frame again", async () => (await height()) < 300);
  },

  "twenty kinds of active files run nothing of the desk's": async (s) => {
    const customer = s.customer("Mallory");
    const subject = `Files ${customer.address}`;
    const { number } = await s.desk.letter(letterWithFiles({ ...customer, subject }));
    const page = await s.open("noor", number);
    const files = (await s.desk.get(`/tickets/${number}`)).entries[0].attachments;
    same(files.length, activeKinds.length, "files");
    for (const file of files) {
      s.step(file.filename);
      const href = `/api/v1/attachments/${file.id}`;
      const headers = await page.evaluate(async (path) => Object.fromEntries((await fetch(path)).headers), href);
      same(headers["content-disposition"].startsWith("attachment;"), true, `${file.filename} is saved, not shown`);
      same(["application/octet-stream", "application/pdf"].includes(headers["content-type"]), true, `a harmless type of ${file.filename}`);
      same(headers["x-content-type-options"], "nosniff", `guessing at ${file.filename}`);
      same(headers["content-security-policy"].includes("sandbox"), true, `the box around ${file.filename}`);
      // Opened as somebody would by its address: the browser saves it and stays where it was.
      const [saved] = await Promise.all([page.waitForEvent("download"), page.evaluate((path) => void window.open(path, "_self"), href)]);
      await saved.cancel();
      await page.evaluate((path) => document.body.append(Object.assign(document.createElement("script"), { src: path })), href);
    }
    same(await page.evaluate(() => window.ran), undefined, "what ran");
    same(page.url().includes(`/tickets/all/${number}`), true, "where the page is");
  },
};
