// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { type Density, setDensity, setTheme, type Theme, usePreferences } from "~/core/preferences";
import { useMe, useSession } from "~/core/session";
import {
  changeMe,
  changePassword,
  EventsPanel,
  FactorPanel,
  PasswordField,
  SessionsPanel,
  signOut,
} from "~/features/access";
import { Button } from "~/kit/button";
import { Field, Input, Radio } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormPanel } from "~/kit/form_panel";
import { Page, Panel } from "~/kit/page";
import { LanguageField, ZoneField } from "~/kit/zone_field";

export function ProfileScreen() {
  const me = useMe();
  const { desk } = useSession();
  const form = useForm(
    { name: me.name, zone: me.zone ?? desk.zone, language: me.language ?? desk.language },
    changeMe,
  );
  const password = useForm({ current: "", password: "" }, changePassword);
  return (
    <Page
      title={m.my_profile()}
      subtitle={me.email ?? ""}
      actions={<Button onClick={() => void signOut()}>{m.sign_out()}</Button>}
    >
      <FormPanel form={form} title={m.profile_you()}>
        <Field label={m.your_name()} hint={m.your_name_hint()} error={form.error("name")}>
          {(tied) => (
            <Input
              {...tied}
              autoComplete="name"
              value={form.values.name}
              onChange={(event) => form.set("name", event.target.value)}
            />
          )}
        </Field>
        <div className="grid gap-4 two:grid-cols-2">
          <ZoneField
            value={form.values.zone}
            onChange={(value) => form.set("zone", value)}
            error={form.error("zone")}
            hint={m.zone_hint()}
          />
          <LanguageField
            value={form.values.language}
            onChange={(value) => form.set("language", value)}
            error={form.error("language")}
            hint={m.language_hint()}
          />
        </div>
      </FormPanel>
      <Look />
      <FormPanel
        form={password}
        title={m.password_change()}
        submitText={m.password_change()}
        doneText={m.password_changed()}
        onDone={() => password.reset({ current: "", password: "" })}
      >
        <PasswordField
          label={m.password_current()}
          value={password.values.current}
          onChange={(value) => password.set("current", value)}
          error={password.error("current")}
        />
        <PasswordField
          fresh
          label={m.password_new()}
          value={password.values.password}
          onChange={(value) => password.set("password", value)}
          error={password.error("password")}
        />
      </FormPanel>
      <FactorPanel />
      <SessionsPanel />
      <EventsPanel />
    </Page>
  );
}

const themes: [Theme, () => string][] = [
  ["system", m.theme_system],
  ["light", m.theme_light],
  ["dark", m.theme_dark],
];
const densities: [Density, () => string][] = [
  ["comfortable", m.density_comfortable],
  ["compact", m.density_compact],
];

function Look() {
  const { theme, density } = usePreferences();
  return (
    <Panel title={m.profile_look()} text={m.profile_look_text()}>
      <div className="grid gap-6 px-4 py-4 two:grid-cols-2">
        <fieldset>
          <legend className="mb-2 text-13 font-medium">{m.theme()}</legend>
          {themes.map(([one, name]) => (
            <Radio
              key={one}
              name="theme"
              label={name()}
              checked={theme === one}
              onChange={() => setTheme(one)}
              className="min-h-8"
            />
          ))}
        </fieldset>
        <fieldset>
          <legend className="mb-2 text-13 font-medium">{m.density()}</legend>
          {densities.map(([one, name]) => (
            <Radio
              key={one}
              name="density"
              label={name()}
              checked={density === one}
              onChange={() => setDensity(one)}
              className="min-h-8"
            />
          ))}
        </fieldset>
      </div>
    </Panel>
  );
}
