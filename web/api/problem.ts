// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Entry, FieldConflict, ProblemBody, State } from "./types";

export type Problem = Partial<Omit<ProblemBody, "fields" | "entries" | "allowed">> & {
  status: number;
  code: string;
  pointer?: string;
  fields?: Record<string, FieldConflict>;
  /** The entries themselves, or only their ids. */
  entries?: (Entry | number)[];
  allowed?: State[];
};

/** A refusal of the server, or `code: "network"` with status 0 when no answer came at all. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`);
    this.name = "Refusal";
    this.status = problem.status;
    this.code = problem.code;
    this.problem = problem;
  }
}

export const networkRefusal = () => new Refusal({ status: 0, code: "network" });

const codeOfStatus: Record<number, string> = {
  401: "signed_out",
  403: "forbidden",
  404: "not_found",
  413: "too_large",
  421: "wrong_host",
  429: "too_many_requests",
  503: "unavailable",
};

/** Any answer that is not 2xx, also one that a proxy made and that is no problem document. */
export function refusalOf(status: number, body: unknown): Refusal {
  const problem =
    typeof body === "object" && body !== null
      ? (body as Partial<Problem>)
      : ({} as Partial<Problem>);
  return new Refusal({
    ...problem,
    status,
    code: problem.code ?? codeOfStatus[status] ?? "unknown",
  });
}

/** The refusals by form field: `/imap/host` belongs to the field named `imap.host`. */
export function byField(refusal: Refusal): Record<string, Problem> {
  const parts: { pointer?: string; code: string; detail?: string }[] = [
    ...(refusal.problem.pointer ? [refusal.problem] : []),
    ...(refusal.problem.errors ?? []),
  ];
  const fields: Record<string, Problem> = {};
  for (const part of parts) {
    const name = part.pointer?.replace(/^\//, "").replaceAll("/", ".");
    if (name) fields[name] ??= { status: refusal.status, ...part };
  }
  return fields;
}
