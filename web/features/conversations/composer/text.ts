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

const blocks = new Set([
  "P",
  "DIV",
  "UL",
  "OL",
  "LI",
  "BLOCKQUOTE",
  "PRE",
  "H1",
  "H2",
  "H3",
  "BR",
  "HR",
]);

/** The words of the rich text, for those who would rather write without formatting. */
export function toPlain(html: string): string {
  const page = new DOMParser().parseFromString(html, "text/html");
  let text = "";
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.textContent ?? "";
    if (node.nodeName === "LI") text += "- ";
    for (const child of node.childNodes) walk(child);
    if (blocks.has(node.nodeName))
      text += ["P", "BLOCKQUOTE", "PRE"].includes(node.nodeName) ? "\n\n" : "\n";
  };
  walk(page.body);
  return text.replace(/\n{3,}/g, "\n\n").trim();
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
