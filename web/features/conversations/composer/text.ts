// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Entry, Ticket } from "~/api/types";
import type { Draft } from "~/core/drafts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escapeHtml = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);

export const toHtml = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((part) => `<p>${escapeHtml(part).replaceAll("\n", "<br>")}</p>`)
    .join("");

/** Words within a line, links with where they lead. */
function inlineText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
  const inside = [...node.childNodes].map(inlineText).join("");
  if (!(node instanceof Element)) return inside;
  if (node.nodeName === "BR") return "\n";
  if (node.nodeName === "IMG")
    return node.getAttribute("alt") ? `[${node.getAttribute("alt")}]` : "";
  if (node.nodeName === "CODE") return `\`${inside}\``;
  const href = node.nodeName === "A" ? (node.getAttribute("href") ?? "") : "";
  const told = href === "" || inside === href || href === `mailto:${inside}`;
  return told ? inside : `${inside} <${href}>`;
}

const blocks = new Set([
  "P",
  "DIV",
  "UL",
  "OL",
  "BLOCKQUOTE",
  "PRE",
  "H1",
  "H2",
  "H3",
  "HR",
  "TABLE",
]);
const indented = (text: string, by: string) => text.replaceAll("\n", `\n${by}`);

function listText(list: Element): string {
  const first = Number(list.getAttribute("start") ?? 1);
  const mark = (at: number) => (list.nodeName === "OL" ? `${first + at}. ` : "- ");
  return [...list.children]
    .map(
      (item, at) => mark(at) + indented(blockTexts(item).join("\n"), " ".repeat(mark(at).length)),
    )
    .join("\n");
}

function blockText(block: Element): string {
  switch (block.nodeName) {
    case "UL":
    case "OL":
      return listText(block);
    case "BLOCKQUOTE":
      return `> ${indented(blockTexts(block).join("\n\n"), "> ")}`.replace(/^> $/gm, ">");
    case "PRE":
      return block.textContent ?? "";
    case "HR":
      return "---";
    case "TABLE":
      return [...block.querySelectorAll("tr")]
        .map((row) => [...row.children].map((cell) => blockTexts(cell).join(" ")).join(" | "))
        .join("\n");
    default:
      return blockTexts(block).join("\n\n");
  }
}

/** The texts of what stands below each other; words beside each other are one of them. */
function blockTexts(around: Element): string[] {
  const texts: string[] = [];
  let words = "";
  const end = () => {
    if (words.trim()) texts.push(words.replace(/\n$/, ""));
    words = "";
  };
  for (const node of around.childNodes) {
    if (!(node instanceof Element) || !blocks.has(node.nodeName)) {
      words += inlineText(node);
      continue;
    }
    end();
    const text = blockText(node);
    if (text.trim()) texts.push(text);
  }
  end();
  return texts;
}

/** The rich text for those who would rather write without formatting: all of it but its looks. */
export function toPlain(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  return blockTexts(page.body).join("\n\n");
}

/** The rich text without the pictures that are no longer there. */
export function withoutPictures(html: string, gone: { url: string }[]): string {
  if (gone.length === 0) return html;
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const picture of page.querySelectorAll("img"))
    if (gone.some(({ url }) => url === picture.getAttribute("src"))) picture.remove();
  return page.body.innerHTML;
}

export function quoteHtml(entry: Entry, intro: string): string {
  const lines = entry.reply_text.trim() || entry.body_text.trim();
  return `<p>${escapeHtml(intro)}</p><blockquote>${toHtml(lines)}</blockquote><p></p>`;
}

/** One address, with or without a name before it. Generous: the server and the mail decide. */
export function addressIn(text: string): string | null {
  const bare = /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text;
  const address = bare.trim().replace(/[;,]+$/, "");
  return /^[^\s@<>",;]+@[^\s@<>",;.]+(\.[^\s@<>",;.]+)+$/.test(address) ? address : null;
}

/** To the customer, and to everybody who was in copy: the others were part of it and stay so. */
export function defaultRecipients(ticket: Pick<Ticket, "participants" | "customer">) {
  const of = (role: string) =>
    ticket.participants.filter((one) => one.role === role).map((one) => one.address);
  const to = of("customer");
  return {
    to: to.length > 0 ? to : ticket.customer.email ? [ticket.customer.email] : [],
    cc: of("cc"),
  };
}

/** The newest contact with the customer, calls too: what an answer written now is an answer to. */
export const newestPublic = (entries: Entry[]): number | null =>
  entries.findLast((entry) => entry.kind !== "note")?.id ?? null;

export const emptyDraft = (ticket: Ticket): Draft => ({
  mode: "reply",
  html: "",
  plain: false,
  ...defaultRecipients(ticket),
  attachments: [],
  direction: "in",
  based_on: newestPublic(ticket.entries),
  kept_at: 0,
});
