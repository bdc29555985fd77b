// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Entry } from "~/api/types";
import { MailFrame } from "./mail_frame";

const letter = {
  id: 5,
  reply_text: "Hi",
  from: { name: "Ada", email: "ada@acme.example" },
} as Entry;

it("gives a letter a frame that cannot run scripts", () => {
  const { container } = render(<MailFrame entry={letter} quoted={false} />);
  const frame = container.querySelector("iframe");
  expect(frame?.getAttribute("sandbox")).toBe(
    "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
  expect(frame?.getAttribute("src")).toBe("/api/v1/entries/5/body");
  expect(frame?.title).toBe("Letter of Ada");
});

/** The letter as the server frames it, loaded. */
function shown(remotePictures: string) {
  const { container } = render(<MailFrame entry={letter} quoted={false} />);
  const frame = container.querySelector("iframe");
  if (!frame) throw new Error("no frame");
  const page = document.implementation.createHTMLDocument();
  page.body.dataset.remotePictures = remotePictures;
  Object.defineProperty(frame, "contentDocument", { value: page });
  fireEvent.load(frame);
  return container.textContent;
}

it("says how many remote pictures were left out", () => {
  expect(shown("3")).toContain("3 remote pictures left out");
  expect(shown("1")).toContain("1 remote picture left out");
});

it("says nothing of pictures where none was left out", () => {
  expect(shown("0")).toBe("");
});
