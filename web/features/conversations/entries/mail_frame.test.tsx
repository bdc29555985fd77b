// SPDX-License-Identifier: AGPL-3.0-or-later
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Entry } from "~/api/types";
import { MailFrame } from "./mail_frame";

it("gives a letter a frame that cannot run scripts", () => {
  const entry = {
    id: 5,
    reply_text: "Hi",
    from: { name: "Ada", email: "ada@acme.example" },
  } as Entry;
  const { container } = render(<MailFrame entry={entry} quoted={false} />);
  const frame = container.querySelector("iframe");
  expect(frame?.getAttribute("sandbox")).toBe(
    "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
  expect(frame?.getAttribute("src")).toBe("/api/v1/entries/5/body");
  expect(frame?.title).toBe("Letter of Ada");
});
