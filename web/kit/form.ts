// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { byField, Refusal } from "~/api/problem";
import { sentence } from "~/core/errors";

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
  submit: () => Promise<boolean>;
};

/**
 * A form whose authority is the server: it is sent as it is, and each refusal goes to its field by
 * pointer. A refusal that names no field of this form is shown for the whole.
 */
export function useForm<Values extends object>(
  start: Values,
  send: (values: Values) => Promise<unknown>,
  onEdit?: () => void,
): Form<Values> {
  const [values, setValues] = useState(start);
  const [fault, setFault] = useState<unknown>(null);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const fields = fault instanceof Refusal ? byField(fault) : {};
  const known = Object.keys(fields).filter((name) => (name.split(".")[0] ?? "") in values);

  return {
    values,
    set: (name, value) => {
      onEdit?.();
      setValues((before) => ({ ...before, [name]: value }));
      setTouched((before) => new Set(before).add(String(name)));
    },
    reset: (next) => {
      setValues(next);
      setFault(null);
    },
    error: (name) => {
      const inside = Object.keys(fields).find((one) => one.startsWith(`${name}.`)) ?? name;
      const problem = touched.has(name.split(".")[0] ?? "")
        ? undefined
        : (fields[name] ?? fields[inside]);
      return problem && sentence(new Refusal(problem));
    },
    wholeError: fault && known.length === 0 ? sentence(fault) : undefined,
    refusal: fault instanceof Refusal ? fault.problem.code : undefined,
    busy,
    submit: async () => {
      if (busy) return false;
      setBusy(true);
      setFault(null);
      setTouched(new Set());
      try {
        await send(values);
        return true;
      } catch (thrown) {
        setFault(thrown);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
