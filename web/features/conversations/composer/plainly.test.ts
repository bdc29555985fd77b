// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import type { Attachment } from "~/api/types";
import { formatted, plainly } from "./plainly";

const html = '<p>Look:</p><img src="/api/v1/attachments/7" alt="plug.png">';
const manual = { id: 5, filename: "manual.pdf", url: "/api/v1/attachments/5" } as Attachment;

it("keeps a picture of the text as a file when formatting is given up, and gives it back", () => {
  const plain = plainly({ html, attachments: [manual] });
  expect(plain.attachments?.map((one) => one.filename)).toEqual(["manual.pdf", "plug.png"]);
  const back = formatted({ html, attachments: plain.attachments ?? [] });
  expect(back.attachments).toEqual([manual]);
  const rewritten = formatted({ html: "<p>Words.</p>", attachments: plain.attachments ?? [] });
  expect(rewritten.attachments?.map((one) => one.id)).toEqual([5, 7]);
});
