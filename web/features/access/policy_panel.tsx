// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import type { Role, Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { Checkbox, Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormPanel } from "~/kit/form_panel";
import { policyQuery, replacePolicy } from "./api";

/** Of whom the desk asks a second factor; beside the roles, by which it is said. */
export function PolicyPanel({ roles }: { roles: Role[] }) {
  const { data: policy } = useQuery({ ...policyQuery, enabled: useMay("settings:read") });
  if (!policy) return null;
  return <PolicyForm key={policy.version} policy={policy} roles={roles} />;
}

function PolicyForm({ policy, roles }: { policy: Schema<"FactorPolicy">; roles: Role[] }) {
  const mayChange = useMay("settings:manage");
  const { everybody, role_ids, grace_days } = policy;
  const form = useForm(
    { everybody, role_ids, grace_days: String(grace_days) },
    (values, expected_version) =>
      replacePolicy({
        ...values,
        grace_days: Number(values.grace_days),
        ...(expected_version ? { expected_version } : {}),
      }),
    { version: policy.version },
  );
  const { values } = form;
  const toggle = (id: number, on: boolean) =>
    form.set(
      "role_ids",
      on ? [...values.role_ids, id] : values.role_ids.filter((one) => one !== id),
    );
  return (
    <FormPanel form={form} title={m.policy()} text={m.policy_text()} disabled={!mayChange}>
      <div className="flex flex-col gap-1">
        <Checkbox
          label={m.policy_everybody()}
          checked={values.everybody}
          onChange={(event) => form.set("everybody", event.target.checked)}
        />
        {roles
          .filter((one) => one.key !== "customer")
          .map((role) => (
            <Checkbox
              key={role.id}
              label={role.name}
              disabled={values.everybody}
              checked={values.everybody || values.role_ids.includes(role.id)}
              onChange={(event) => toggle(role.id, event.target.checked)}
              className="ml-6"
            />
          ))}
      </div>
      <Field label={m.policy_grace()} hint={m.policy_grace_hint()} error={form.error("grace_days")}>
        {(tied) => (
          <Input
            {...tied}
            type="number"
            min={0}
            max={90}
            value={values.grace_days}
            onChange={(event) => form.set("grace_days", event.target.value)}
            className="!w-24"
          />
        )}
      </Field>
    </FormPanel>
  );
}
