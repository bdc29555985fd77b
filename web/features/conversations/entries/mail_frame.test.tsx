// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Entry } from "~/api/types";
import { MailFrame } from "./mail_frame";

const letter = {
  id: 5,
  reply_text: "Hi",
  from: { name: "Ada", email: "ada@acme.example" },
} as Entry;

/** The letter on screen, and its frame, which follows the first picture. */
async function framed() {
  const { container } = render(<MailFrame entry={letter} quoted={false} />);
  const frame = await waitFor(() => {
    const found = container.querySelector("iframe");
    if (!found) throw new Error("no frame yet");
    return found;
  });
  return { container, frame };
}

it("shows the words of a letter before its frame is there", async () => {
  const { container } = render(<MailFrame entry={letter} quoted={false} />);
  expect(container.textContent).toBe("Hi");
  expect(container.querySelector("iframe")).toBeNull();
});

it("gives a letter a frame that cannot run scripts", async () => {
  const { frame } = await framed();
  expect(frame?.getAttribute("sandbox")).toBe(
    "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
  );
  expect(frame?.getAttribute("src")).toBe("/api/v1/entries/5/body");
  expect(frame?.title).toBe("Letter of Ada");
});

/** The letter as the server frames it, loaded. */
async function shown(remotePictures: string) {
  const { container, frame } = await framed();
  const page = document.implementation.createHTMLDocument();
  page.body.dataset.remotePictures = remotePictures;
  Object.defineProperty(frame, "contentDocument", { value: page });
  fireEvent.load(frame);
  return container.textContent;
}

it("says how many remote pictures were left out", async () => {
  expect(await shown("3")).toContain("3 remote pictures left out");
  expect(await shown("1")).toContain("1 remote picture left out");
});

it("says nothing of pictures where none was left out", async () => {
  expect(await shown("0")).toBe("");
});
