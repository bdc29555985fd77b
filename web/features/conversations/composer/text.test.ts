// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { Entry, Ticket } from "~/api/types";
import { type Draft, isEmptyHtml } from "~/core/drafts";
import { isMarkdown } from "~/kit/editor/extensions";
import { bodyOf } from "./send";
import { addressIn, defaultRecipients, newestPublic, quoteHtml, toHtml, toPlain } from "./text";
import { obstacle } from "./use_send";

const draft = (part: Partial<Draft> = {}): Draft => ({
  mode: "reply",
  html: "<p>Hi</p>",
  plain: false,
  to: ["a@b.example"],
  cc: [],
  attachments: [],
  direction: "in",
  based_on: null,
  kept_at: 0,
  ...part,
});
const entry = (part: Partial<Entry>) =>
  ({ id: 1, kind: "note", reply_text: "", body_text: "", ...part }) as Entry;

describe("addresses", () => {
  it.each([
    ["ada@acme.example", "ada@acme.example"],
    ["Ada Okafor <ada@acme.example>", "ada@acme.example"],
    [" ada+vpn@mail.acme.example; ", "ada+vpn@mail.acme.example"],
    ["ada@acme", null],
    ["ada acme.example", null],
    ["a@b@c.example", null],
  ])("%s is read as %s", (text, address) => expect(addressIn(text)).toBe(address));

  it("answers the customer and keeps everybody in copy", () => {
    const ticket: Pick<Ticket, "customer" | "participants"> = {
      customer: { id: 1, name: "Ada", email: "ada@acme.example", organisation: null },
      participants: [
        { address: "ada@acme.example", name: "Ada", role: "customer" },
        { address: "boss@acme.example", name: "", role: "cc" },
      ],
    };
    expect(defaultRecipients(ticket)).toEqual({
      to: ["ada@acme.example"],
      cc: ["boss@acme.example"],
    });
    expect(defaultRecipients({ ...ticket, participants: [] }).to).toEqual(["ada@acme.example"]);
  });
});

describe("texts", () => {
  it("turn into each other without losing words or becoming markup", () => {
    const text = "1 < 2 & <b>\n\nsecond\nline";
    expect(toPlain(toHtml(text))).toBe(text);
    expect(toHtml("<script>")).toBe("<p>&lt;script&gt;</p>");
  });

  it("keep all but the looks when formatting is given up", () => {
    const html =
      '<h2>Steps</h2><p>See <a href="https://a.example/x">the guide</a> or <a href="https://b.example">https://b.example</a>.</p>' +
      '<ol start="3"><li><p>one</p><ul><li><p>inner</p></li></ul></li><li><p>two</p></li></ol>' +
      '<blockquote><p>first</p><p>second</p></blockquote><p>Run <code>ls</code><br>now</p><p><img src="/p" alt="plug.png"></p>';
    expect(toPlain(html)).toBe(
      "Steps\n\nSee the guide <https://a.example/x> or https://b.example.\n\n" +
        "3. one\n   - inner\n4. two\n\n> first\n>\n> second\n\nRun `ls`\nnow\n\n[plug.png]",
    );
  });

  it("are read as Markdown only where nothing of them is lost", () => {
    for (const text of [
      "**bold** words",
      "- one\n- two",
      "# Title\n\nWords.",
      "Please:\n\n1. one\n2. two",
      "see [it](https://a.example)",
      "`code`",
      "```\na  b\nc\n```",
    ])
      expect(isMarkdown(text), text).toBe(true);
    for (const text of [
      "2 * 3 * 4",
      "a - b",
      "Hello #5",
      "email@a.example",
      "23. November 2026",
      "- Ende",
      "Log:\n10:01 Start\n- Ende\n- Schluss",
      "`C:\\temp\\_neu_\\x.log`",
      "# Preise\n\n| Artikel | Preis |\n|---|---|",
      "`__init__`",
      "Hello\n\n- one\n- two\nthree",
    ])
      expect(isMarkdown(text), text).toBe(false);
  });

  it("are empty without words, but not with a picture alone", () => {
    expect(isEmptyHtml("<p> &nbsp;</p>")).toBe(true);
    expect(isEmptyHtml('<p><img src="/api/v1/attachments/5"></p>')).toBe(false);
  });

  it("quote what was new in a message and nothing that acts", () => {
    const html = quoteHtml(
      entry({ reply_text: "new <img onerror=x>", body_text: "new and old" }),
      "Ada wrote:",
    );
    expect(html).toContain("<blockquote><p>new &lt;img onerror=x&gt;</p></blockquote>");
  });
});

describe("sending", () => {
  it("waits for what is missing", () => {
    expect(obstacle(draft(), false)).toBeNull();
    expect(obstacle(draft(), true)).toContain("files");
    expect(obstacle(draft({ html: "<p></p>" }), false)).toContain("Nothing");
    expect(obstacle(draft({ to: [] }), false)).toContain("Nobody");
    expect(obstacle(draft({ to: [], mode: "note" }), false)).toBeNull();
  });

  it("takes pictures in the text along with the other files, each once", () => {
    const attachments = [
      { id: 5, filename: "a", content_type: "", size: 1, content_id: null, inline: false, url: "" },
    ];
    const html = '<p><img src="/api/v1/attachments/9"><img src="/api/v1/attachments/5"></p>';
    expect(bodyOf(draft({ html, attachments })).attachments).toEqual([5, 9]);
  });

  it("sends words alone when the writer wants no formatting", () => {
    expect(bodyOf(draft({ html: "<p>Hi <strong>you</strong></p>", plain: true }))).toEqual({
      body_text: "Hi you",
      attachments: [],
    });
  });

  it("answers the newest public message, not the note after it", () => {
    const entries = [
      entry({ id: 1, kind: "message_in" }),
      entry({ id: 2, kind: "message_out" }),
      entry({ id: 3, kind: "note" }),
    ];
    expect(newestPublic(entries)).toBe(2);
  });

  it("answers past a call that somebody has logged, as the desk counts it", () => {
    const entries = [entry({ id: 1, kind: "message_in" }), entry({ id: 2, kind: "call" })];
    expect(newestPublic(entries)).toBe(2);
  });
});
