// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it, vi } from "vitest";
import { api, call, onSignedOut, setCsrf } from "./client";
import { Refusal } from "./problem";

/** Answers the requests in turn, and remembers them. */
function answers(...list: (Response | Error)[]) {
  const seen: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    seen.push(request);
    const next = list.shift();
    if (!next || next instanceof Error) throw next ?? new Error("no more answers");
    return next;
  });
  return seen;
}
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
const addTeam = () => call(api.POST("/teams", { body: { name: "Billing" } }));

it("sends with every write the token of the session and a key", async () => {
  const seen = answers(json({ id: 1 }, 201));
  setCsrf("secret");
  await addTeam();
  expect(seen[0]?.headers.get("X-Heed-Csrf")).toBe("secret");
  expect(seen[0]?.headers.get("Idempotency-Key")).toMatch(/^[0-9a-f-]{36}$/);
});

it("repeats a write whose answer got lost, with the same key", async () => {
  const seen = answers(new TypeError("lost"), json({ id: 1 }, 201));
  await addTeam();
  expect(seen).toHaveLength(2);
  expect(seen[1]?.headers.get("Idempotency-Key")).toBe(seen[0]?.headers.get("Idempotency-Key"));
  expect(await seen[1]?.text()).toBe('{"name":"Billing"}');
});

it("does not repeat a reading", async () => {
  const seen = answers(new TypeError("lost"));
  await expect(call(api.GET("/teams"))).rejects.toMatchObject({ code: "network", status: 0 });
  expect(seen).toHaveLength(1);
});

it("throws a refusal with its code and members", async () => {
  answers(
    json(
      {
        status: 409,
        code: "changed_meanwhile",
        fields: { owner_id: { yours: 1, theirs: 2 } },
        version: 9,
      },
      409,
    ),
  );
  const fault = await addTeam().catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(Refusal);
  expect((fault as Refusal).problem.version).toBe(9);
});

it("tells when the session has ended, but not for a wrong password", async () => {
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  answers(json({ code: "wrong_credentials" }, 401), json({ code: "unauthenticated" }, 401));
  await addTeam().catch(() => undefined);
  expect(heard).not.toHaveBeenCalled();
  await addTeam().catch(() => undefined);
  expect(heard).toHaveBeenCalledOnce();
  stop();
});
