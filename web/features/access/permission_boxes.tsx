// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Permission } from "~/core/session";
import { Checkbox } from "~/kit/field";
import { allPermissions, permissionWord } from "./permissions";

type Props = {
  legend: string;
  value: Permission[];
  onChange: (value: Permission[]) => void;
  disabled?: boolean;
};

export function PermissionBoxes({ legend, value, onChange, disabled }: Props) {
  const toggle = (name: Permission, on: boolean) =>
    onChange(on ? [...value, name] : value.filter((one) => one !== name));
  return (
    <fieldset disabled={disabled} className="flex flex-col gap-1">
      <legend className="mb-1 text-13 font-medium">{legend}</legend>
      {allPermissions.map((name) => (
        <Checkbox
          key={name}
          label={permissionWord(name)}
          hint={name}
          checked={value.includes(name)}
          onChange={(event) => toggle(name, event.target.checked)}
          className="py-0.5"
        />
      ))}
    </fieldset>
  );
}
