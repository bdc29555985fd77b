// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from "vitest";
import { byField, Refusal, refusalOf } from "~/api/problem";
import { sentence } from "./errors";

describe("a refusal in words", () => {
  it("comes from the catalogue by its code", () => {
    expect(sentence(new Refusal({ status: 401, code: "wrong_credentials" }))).toBe(
      "E-mail address or password is not right.",
    );
  });

  it("says of a choice that is gone to choose again, whatever it was", () => {
    for (const code of ["unknown_mailbox", "unknown_team", "unknown_category"])
      expect(sentence(new Refusal({ status: 422, code, detail: "No such thing." }))).toBe(
        "What was chosen here does not exist any more. Choose something else.",
      );
  });

  it("says of a change with an unclear end to look first, and not that nothing was changed", () => {
    const refused = new Refusal({ status: 503, code: "outcome_unclear" });
    expect(sentence(refused)).toContain("Look before you try again.");
  });

  it("says of a password how long it must be", () => {
    const short = { status: 422, code: "too_short" };
    expect(sentence(new Refusal({ ...short, pointer: "/password" }))).toBe(
      "A password needs at least 8 characters.",
    );
    expect(sentence(new Refusal({ ...short, pointer: "/name" }))).toBe("This is too short.");
  });

  it("says of a day how days are written, also where only its length is wrong", () => {
    for (const code of ["too_short", "too_long"])
      expect(sentence(new Refusal({ status: 422, code, pointer: "/holidays/1" }))).toBe(
        "Write dates as 2026-12-25.",
      );
    expect(
      sentence(new Refusal({ status: 422, code: "too_long", pointer: "/name" })),
    ).not.toContain("2026");
  });

  it("says what the server says of a state that stands in the way", () => {
    const refused = { status: 409, code: "wrong_state" };
    const detail = "This request is closed and stays as it is.";
    expect(sentence(new Refusal({ ...refused, detail }))).toBe(detail);
    expect(sentence(new Refusal(refused))).toBe("The state of the ticket does not allow this.");
  });

  it("is the server's own sentence where the catalogue is older than the server", () => {
    expect(
      sentence(new Refusal({ status: 422, code: "from_the_future", detail: "Not on Sundays." })),
    ).toBe("Not on Sundays.");
  });

  it("names the incident of a fault", () => {
    expect(sentence(new Refusal({ status: 500, code: "internal", incident: "7f3" }))).toContain(
      "7f3",
    );
  });

  it("has a code even where a proxy answered with a page", () => {
    expect(refusalOf(503, null).code).toBe("unavailable");
    expect(refusalOf(502, "<html>").code).toBe("unknown");
  });

  it("goes to its field by pointer", () => {
    const refusal = new Refusal({
      status: 422,
      code: "invalid",
      errors: [
        { code: "required", pointer: "/imap/host", detail: "" },
        { code: "too_long", pointer: "/imap/host", detail: "" },
        { code: "required", pointer: "/name", detail: "" },
      ],
    });
    const fields = byField(refusal);
    expect(Object.keys(fields)).toEqual(["imap.host", "name"]);
    expect(fields["imap.host"]?.code).toBe("required");
  });
});
