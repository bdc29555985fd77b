// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { sessionQuery } from "~/core/session";
import { Entrance, EntranceForm } from "~/kit/entrance";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { signIn } from "./api";
import { PasskeyButton } from "./passkey_button";
import { PasswordField } from "./password_field";
import { SecondStep } from "./second_step";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** By which address somebody signs in who has just learned it: it needs no place in a URL. */
    email?: string | null;
  }
}

export function SignIn() {
  const navigate = useNavigate();
  const { to } = useSearch({ strict: false });
  const { data: session } = useQuery(sessionQuery);
  const known = useLocation({ select: ({ state }) => state.email }) ?? "";
  const [step, setStep] = useState<Schema<"SecondStepView"> | null>(null);
  const go = () => void navigate({ to: to ?? "/", replace: true });
  const form = useForm({ email: known, password: "" }, async (given) => {
    const { second_step } = await signIn(given);
    if (second_step) setStep(second_step);
    else go();
  });
  if (step)
    return (
      <SecondStep
        step={step}
        onIn={go}
        onAgain={() => {
          form.reset({ ...form.values, password: "" });
          setStep(null);
        }}
      />
    );
  return (
    <Entrance
      title={m.sign_in()}
      text={session?.desk.name}
      foot={
        <Link
          to="/forgotten"
          className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
        >
          {m.password_forgotten()}
        </Link>
      }
    >
      <EntranceForm
        submit={m.sign_in()}
        busy={form.busy}
        error={form.wholeError}
        onSubmit={() => void form.submit()}
      >
        <Field label={m.email()} error={form.error("email")}>
          {(tied) => (
            <Input
              {...tied}
              autoFocus={known === ""}
              type="email"
              autoComplete="username"
              value={form.values.email}
              onChange={(event) => form.set("email", event.target.value)}
              className="!h-10"
            />
          )}
        </Field>
        <PasswordField
          autoFocus={known !== ""}
          value={form.values.password}
          onChange={(value) => form.set("password", value)}
          error={form.error("password")}
        />
      </EntranceForm>
      <PasskeyButton onIn={go} />
    </Entrance>
  );
}
