// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Settings } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { DemoPanel } from "~/features/demo";
import { Button } from "~/kit/button";
import { Checkbox, Field, Input, TextArea } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormPanel } from "~/kit/form_panel";
import { Loaded } from "~/kit/loaded";
import { Page, Panel } from "~/kit/page";
import { NewerNotice, usePinned } from "~/kit/pinned";
import { toastFault } from "~/kit/toast";
import { Unsaved } from "~/kit/unsaved";
import { LetterLanguageField, ZoneField } from "~/kit/zone_field";
import { changeSettings, setQuiet, settingsQuery } from "./api";

export function DeskSettings() {
  const settings = useQuery(settingsQuery);
  return (
    <Page title={m.settings_desk()}>
      <Loaded query={settings}>
        {(found) => (
          <>
            <Pinned newest={found} />
            <QuietPanel quiet={found.quiet} />
            <DemoPanel />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function Pinned({ newest }: { newest: Settings }) {
  const pinned = usePinned(newest);
  return (
    <>
      <NewerNotice pinned={pinned} />
      <Form
        key={pinned.shown.version}
        settings={pinned.shown}
        onEdit={pinned.hold}
        onSaved={pinned.release}
      />
    </>
  );
}

type FormProps = { settings: Settings; onEdit: () => void; onSaved: () => void };

function Form({ settings, onEdit, onSaved }: FormProps) {
  const mayManage = useMay("settings:manage");
  const { version, desk_name, zone, language, acknowledge } = settings;
  const start = { desk_name, zone, language, acknowledge };
  const days = String(settings.auto_close_days);
  const holidays = (settings.holidays as string[]).join("\n");
  const form = useForm(
    { ...start, auto_close_days: days, holidays },
    (values, replaces) =>
      changeSettings({
        ...values,
        auto_close_days: Number(values.auto_close_days),
        holidays: values.holidays.split(/\s+/).filter(Boolean),
        expected_version: replaces,
      }),
    { version, onEdit },
  );
  return (
    <FormPanel form={form} disabled={!mayManage} onDone={onSaved}>
      <Unsaved form={form} />
      <Field label={m.desk_name()} hint={m.desk_name_hint()} error={form.error("desk_name")}>
        {(tied) => (
          <Input
            {...tied}
            value={form.values.desk_name}
            onChange={(event) => form.set("desk_name", event.target.value)}
          />
        )}
      </Field>
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
      <Field
        label={m.auto_close_days()}
        hint={m.auto_close_hint()}
        error={form.error("auto_close_days")}
      >
        {(tied) => (
          <Input
            {...tied}
            type="number"
            min={1}
            max={365}
            value={form.values.auto_close_days}
            onChange={(event) => form.set("auto_close_days", event.target.value)}
            className="!w-24"
          />
        )}
      </Field>
      <Field label={m.holidays()} hint={m.holidays_hint()} error={form.error("holidays")}>
        {(tied) => (
          <TextArea
            {...tied}
            rows={4}
            value={form.values.holidays}
            onChange={(event) => form.set("holidays", event.target.value)}
            className="!w-48 tabular-nums"
          />
        )}
      </Field>
      <Checkbox
        label={m.acknowledge()}
        hint={m.acknowledge_hint()}
        checked={form.values.acknowledge}
        onChange={(event) => form.set("acknowledge", event.target.checked)}
      />
    </FormPanel>
  );
}

/** A restored or moved desk stays silent until somebody who runs it says so. */
function QuietPanel({ quiet }: { quiet: boolean }) {
  const mayOperate = useMay("operations:manage");
  const [busy, setBusy] = useState(false);
  const change = async () => {
    setBusy(true);
    await setQuiet(!quiet).catch(toastFault);
    setBusy(false);
  };
  if (!mayOperate) return null;
  return (
    <Panel
      title={m.quiet_title()}
      text={quiet ? m.quiet_is() : m.quiet_is_not()}
      actions={
        <Button busy={busy} tone={quiet ? "primary" : "secondary"} onClick={() => void change()}>
          {quiet ? m.quiet_resume() : m.quiet_begin()}
        </Button>
      }
    >
      {null}
    </Panel>
  );
}
