// SPDX-License-Identifier: AGPL-3.0-or-later
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { SendingFinding } from "~/api/types";
import { SendingDomain } from "./sending_domain";

function finding(about: Partial<SendingFinding>): SendingFinding {
  return {
    subject: "spf",
    level: "good",
    code: "spf_good",
    domain: "acme.org",
    about: "smtp.acme.org",
    text: "said by the server",
    cure: null,
    record: null,
    ...about,
  };
}

it("gives the record to add, whole, with what to do about it", () => {
  const record = '_dmarc.acme.org. IN TXT "v=DMARC1; p=none"';
  const missing = finding({ subject: "dmarc", level: "warning", code: "dmarc_missing", record });
  render(<SendingDomain findings={[finding({}), missing]} />);
  expect(screen.getByText(record)).toBeTruthy();
  expect(screen.getByText(/Add this record/)).toBeTruthy();
  expect(screen.getByText(/lets smtp.acme.org send/)).toBeTruthy();
});

it("shows what a newer server found in that server's own words", () => {
  const newer = finding({ code: "spf_of_tomorrow", text: "Something new.", cure: "Do this." });
  render(<SendingDomain findings={[newer]} />);
  expect(screen.getByText(/Something new. Do this./)).toBeTruthy();
});

it("says nothing where no domain was asked about", () => {
  const { container } = render(<SendingDomain findings={[]} />);
  expect(container.textContent).toBe("");
});
