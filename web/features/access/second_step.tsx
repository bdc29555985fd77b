// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Entrance, EntranceForm } from "~/kit/entrance";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { takeSecondStep } from "./api";
import { PasskeyButton } from "./passkey_button";

type Props = { step: Schema<"SecondStepView">; onIn: () => void; onAgain: () => void };

/** After the right password: the code of the app, or a recovery code. */
export function SecondStep({ step, onIn, onAgain }: Props) {
  const form = useForm({ code: "" }, ({ code }) =>
    takeSecondStep({ token: step.token, code: code.trim() }),
  );
  const submit = async () => {
    if (await form.submit()) onIn();
  };
  return (
    <Entrance
      title={m.second_step()}
      text={step.by_code ? m.second_step_text() : m.second_step_recovery()}
      foot={
        <Link
          to="/sign_in"
          onClick={onAgain}
          className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
        >
          {m.back_to_sign_in()}
        </Link>
      }
    >
      <EntranceForm
        submit={m.second_step_submit()}
        busy={form.busy}
        error={form.wholeError}
        onSubmit={() => void submit()}
      >
        <CodeField
          hint={m.second_step_hint()}
          value={form.values.code}
          onChange={(code) => form.set("code", code)}
          error={form.error("code")}
        />
      </EntranceForm>
      {step.by_passkey && <PasskeyButton step={step.token} onIn={onIn} />}
    </Entrance>
  );
}

type CodeProps = {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  hint?: string;
};

export function CodeField({ value, onChange, error, hint }: CodeProps) {
  return (
    <Field label={m.second_step_code()} hint={hint} error={error}>
      {(tied) => (
        <Input
          {...tied}
          autoFocus
          inputMode="text"
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="!h-10 font-mono"
        />
      )}
    </Field>
  );
}
