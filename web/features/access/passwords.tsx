// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { Entrance, EntranceForm } from "~/kit/entrance";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { askForReset, resetPassword } from "./api";
import { PasswordField } from "./password_field";

const linkClass = "inline-flex min-h-6 items-center text-accent underline underline-offset-2";

export const backLink = () => (
  <Link to="/sign_in" className={linkClass}>
    {m.back_to_sign_in()}
  </Link>
);

/** Says the same whether the address is known or not. */
export function Forgotten() {
  const [sent, setSent] = useState(false);
  const form = useForm({ email: "" }, ({ email }) => askForReset(email.trim()));
  const submit = async () => {
    if (await form.submit()) setSent(true);
  };
  return (
    <Entrance
      title={m.password_forgotten()}
      text={sent ? undefined : m.forgotten_text()}
      foot={backLink()}
    >
      {sent ? (
        <Notice tone="ok" role="status">
          {m.forgotten_sent({ email: form.values.email })}
        </Notice>
      ) : (
        <EntranceForm
          submit={m.forgotten_send()}
          busy={form.busy}
          error={form.wholeError}
          onSubmit={() => void submit()}
        >
          <Field label={m.email()} error={form.error("email")}>
            {(tied) => (
              <Input
                {...tied}
                type="email"
                autoComplete="username"
                value={form.values.email}
                onChange={(event) => form.set("email", event.target.value)}
                className="!h-10"
              />
            )}
          </Field>
        </EntranceForm>
      )}
    </Entrance>
  );
}

export function Reset() {
  const { token = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const form = useForm({ password: "" }, ({ password }) => resetPassword(token, password));
  const submit = async () => {
    if (!(await form.submit())) return;
    toast(m.password_changed());
    void navigate({ to: "/sign_in" });
  };
  if (form.refusal === "link_expired")
    return (
      <Entrance title={m.password_new()} foot={backLink()}>
        <Notice tone="warn" role="alert">
          {m.reset_over()}
        </Notice>
        <Link to="/forgotten" className={`mt-4 ${linkClass}`}>
          {m.reset_again()}
        </Link>
      </Entrance>
    );
  return (
    <Entrance title={m.password_new()} foot={backLink()}>
      <EntranceForm
        submit={m.password_set()}
        busy={form.busy}
        error={form.wholeError}
        onSubmit={() => void submit()}
      >
        <PasswordField
          fresh
          autoFocus
          label={m.password_new()}
          value={form.values.password}
          onChange={(value) => form.set("password", value)}
          error={form.error("password")}
        />
      </EntranceForm>
    </Entrance>
  );
}
