// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { byField, type Problem, Refusal } from "~/api/problem";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";

type Form<Values> = {
  values: Values;
  set: <Name extends keyof Values>(name: Name, value: Values[Name]) => void;
  reset: (values: Values) => void;
  /** What the server said about a field, or about the first wrong one inside it. */
  error: (name: string) => string | undefined;
  wholeError: string | undefined;
  /** The code of the refusal that the form has met. */
  refusal: string | undefined;
  busy: boolean;
  /** Something was changed since it was last sent. */
  dirty: boolean;
  submit: () => Promise<boolean>;
};

type Options = {
  /** Of what the form changes, as it was when the form began. */
  version?: number;
  /** Something is typed. */
  onEdit?: () => void;
};

/** What colleagues saved, where it is short enough to be read in a sentence. */
function theirsIn({ fields }: Problem): string {
  const values = Object.values(fields ?? {}).map((one) => one.theirs);
  const words = values.filter((one) => typeof one === "string" || typeof one === "number");
  return words.map((one) => `“${String(one).slice(0, 60)}”`).join(", ");
}

function sentenceOfForm(fault: unknown): string {
  if (!(fault instanceof Refusal) || fault.code !== "changed_meanwhile") return sentence(fault);
  const theirs = theirsIn(fault.problem);
  return theirs ? m.error_changed_to({ theirs }) : m.error_changed_over();
}

/**
 * A form whose authority is the server: it is sent as it is, and each refusal goes to its field by
 * pointer. A refusal that names no field of this form is shown for the whole. Where a colleague was
 * faster, the next press saves over their version: `send` is told which one it replaces.
 */
export function useForm<Values extends object>(
  start: Values,
  send: (values: Values, replaces: number | undefined) => Promise<unknown>,
  { version, onEdit }: Options = {},
): Form<Values> {
  const [replaces, setReplaces] = useState(version);
  const [values, setValues] = useState(start);
  const [fault, setFault] = useState<unknown>(null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const [dirty, setDirty] = useState(false);
  const fields = fault instanceof Refusal ? byField(fault) : {};
  const known = Object.keys(fields).filter((name) => (name.split(".")[0] ?? "") in values);

  return {
    values,
    set: (name, value) => {
      onEdit?.();
      setDirty(true);
      setValues((before) => ({ ...before, [name]: value }));
      setTouched((before) => new Set(before).add(String(name)));
    },
    reset: (next) => {
      setValues(next);
      setDirty(false);
      setFault(null);
    },
    error: (name) => {
      const inside = Object.keys(fields).find((one) => one.startsWith(`${name}.`)) ?? name;
      const problem = touched.has(name.split(".")[0] ?? "")
        ? undefined
        : (fields[name] ?? fields[inside]);
      return problem && sentence(new Refusal(problem));
    },
    wholeError: fault && known.length === 0 ? sentenceOfForm(fault) : undefined,
    refusal: fault instanceof Refusal ? fault.problem.code : undefined,
    busy,
    dirty,
    submit: async () => {
      if (busy) return false;
      setBusy(true);
      setFault(null);
      setTouched(new Set());
      try {
        await send(values, replaces);
        setDirty(false);
        return true;
      } catch (thrown) {
        setFault(thrown);
        const theirs = thrown instanceof Refusal ? thrown.problem.version : undefined;
        if (theirs !== undefined) setReplaces(theirs);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
