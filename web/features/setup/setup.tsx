// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { api, call } from "~/api/client";
import { ownLanguage } from "~/core/languages";
import { m } from "~/core/messages/messages";
import { keepSession } from "~/core/session";
import { ownZone } from "~/core/time";
import { PasswordField } from "~/features/access";
import { LoadDemo } from "~/features/demo";
import { Entrance, EntranceForm } from "~/kit/entrance";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { LetterLanguageField, ZoneField } from "~/kit/zone_field";

/** First run: the desk's name and zone, the first agent, and nothing else. */
export function Setup() {
  const navigate = useNavigate();
  const token = new URLSearchParams(location.search).get("token");
  const form = useForm(
    { desk_name: "", zone: ownZone(), language: ownLanguage(), name: "", email: "", password: "" },
    async (values) => {
      keepSession(
        await call(api.POST("/setup", { body: { ...values, ...(token ? { token } : {}) } })),
      );
    },
  );
  const submit = async () => {
    if (await form.submit()) void navigate({ to: "/settings/mailboxes", replace: true });
  };
  const text = (
    name: "desk_name" | "name" | "email",
    label: string,
    more: React.ComponentProps<"input"> = {},
    hint?: string,
  ) => (
    <Field label={label} hint={hint} error={form.error(name)}>
      {(tied) => (
        <Input
          {...tied}
          {...more}
          value={form.values[name]}
          onChange={(event) => form.set(name, event.target.value)}
          className="!h-10"
        />
      )}
    </Field>
  );
  return (
    <Entrance wide title={m.setup_title()} text={m.setup_text()}>
      <EntranceForm
        submit={m.setup_submit()}
        busy={form.busy}
        error={form.wholeError}
        onSubmit={() => void submit()}
      >
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 text-16 font-semibold">{m.setup_desk()}</legend>
          {text(
            "desk_name",
            m.desk_name(),
            { autoFocus: true, placeholder: m.desk_name_example() },
            m.desk_name_hint(),
          )}
          <div className="grid gap-4 two:grid-cols-2">
            <ZoneField
              value={form.values.zone}
              onChange={(value) => form.set("zone", value)}
              error={form.error("zone")}
            />
            <LetterLanguageField
              value={form.values.language}
              onChange={(value) => form.set("language", value)}
              error={form.error("language")}
              hint={m.desk_language_hint()}
            />
          </div>
        </fieldset>
        <fieldset className="mt-2 flex flex-col gap-4">
          <legend className="mb-3 text-16 font-semibold">{m.setup_you()}</legend>
          {text("name", m.your_name(), { autoComplete: "name" }, m.your_name_hint())}
          {text("email", m.email(), { type: "email", autoComplete: "username" })}
          <PasswordField
            fresh
            value={form.values.password}
            onChange={(value) => form.set("password", value)}
            error={form.error("password")}
          />
        </fieldset>
      </EntranceForm>
      <LoadDemo token={token} onOpen={() => void navigate({ to: "/", replace: true })} />
    </Entrance>
  );
}
