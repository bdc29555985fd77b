// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { m } from "~/core/messages/messages";
import { sessionQuery } from "~/core/session";
import { Entrance, EntranceForm } from "~/kit/entrance";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { acceptInvitation } from "./api";
import { PasswordField } from "./password_field";
import { backLink } from "./passwords";

/** The first step of an invited agent: a name to be known by, and a password. */
export function Invitation() {
  const { token = "" } = useParams({ strict: false });
  const { data: session } = useQuery(sessionQuery);
  const navigate = useNavigate();
  const form = useForm({ name: "", password: "" }, async ({ name, password }) => {
    const { email } = await acceptInvitation(token, {
      password,
      ...(name.trim() ? { name: name.trim() } : {}),
    });
    toast(m.invitation_done());
    void navigate({ to: "/sign_in", state: { email } });
  });
  if (form.refusal === "link_expired")
    return (
      <Entrance title={m.invitation_title()} foot={backLink()}>
        <Notice tone="warn" role="alert">
          {m.invitation_over()}
        </Notice>
      </Entrance>
    );
  return (
    <Entrance
      title={m.invitation_title()}
      text={m.invitation_text({ desk: session?.desk.name ?? "Heed" })}
    >
      <EntranceForm
        submit={m.invitation_accept()}
        busy={form.busy}
        error={form.wholeError}
        onSubmit={() => void form.submit()}
      >
        <Field label={m.your_name()} hint={m.your_name_hint()} error={form.error("name")}>
          {(tied) => (
            <Input
              {...tied}
              autoComplete="name"
              value={form.values.name}
              onChange={(event) => form.set("name", event.target.value)}
              className="!h-10"
            />
          )}
        </Field>
        <PasswordField
          fresh
          value={form.values.password}
          onChange={(value) => form.set("password", value)}
          error={form.error("password")}
        />
      </EntranceForm>
    </Entrance>
  );
}
