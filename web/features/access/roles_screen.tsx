// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Role } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Loaded } from "~/kit/loaded";
import { NameField } from "~/kit/name_field";
import { Page, Panel, Rows } from "~/kit/page";
import { toastFault } from "~/kit/toast";
import { changeRole, createRole, deleteRole, rolesQuery } from "./api";
import { PermissionBoxes } from "./permission_boxes";
import { permissionWord } from "./permissions";
import { PolicyPanel } from "./policy_panel";

export function RolesScreen() {
  const roles = useQuery(rolesQuery);
  const [shown, setShown] = useState<Role | "new" | null>(null);
  return (
    <Page
      title={m.roles()}
      subtitle={m.roles_text()}
      actions={
        <Button
          tone="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setShown("new")}
        >
          {m.role_new()}
        </Button>
      }
    >
      <Loaded query={roles}>
        {({ items }) => (
          <Panel>
            <Rows>
              {items.map((role) => (
                <li key={role.id} className="flex items-center gap-3 px-4 py-3">
                  <div className="min-w-0 flex-1">
                    <p className="flex items-center gap-2 text-14 font-medium">
                      <span title={role.name} className="truncate">
                        {role.name}
                      </span>
                      {role.built_in && <Chip>{m.role_built_in()}</Chip>}
                    </p>
                    <p className="mt-0.5 text-13 text-text-2">{summary(role)}</p>
                  </div>
                  <Button size="small" onClick={() => setShown(role)}>
                    {role.built_in ? m.show() : m.edit()}
                  </Button>
                </li>
              ))}
            </Rows>
          </Panel>
        )}
      </Loaded>
      <PolicyPanel roles={roles.data?.items ?? []} />
      {shown && (
        <RoleDialog role={shown === "new" ? undefined : shown} onClose={() => setShown(null)} />
      )}
    </Page>
  );
}

const namedMax = 3;

/** What sets a role apart: the most it allows, which comes last. The rest is one press away. */
function summary({ permissions }: Role): string {
  const named = permissions.slice(-namedMax).reverse().map(permissionWord).join(", ");
  const count = permissions.length - namedMax;
  return count > 0 ? m.role_may_more({ named, count }) : named;
}

function RoleDialog({ role, onClose }: { role?: Role; onClose: () => void }) {
  const fixed = role?.built_in ?? false;
  const form = useForm(
    { name: role?.name ?? "", permissions: role?.permissions ?? ["ticket:read"] },
    (values, replaces) =>
      role ? changeRole(role.id, { ...values, expected_version: replaces }) : createRole(values),
    { version: role?.version },
  );
  const remove = () => role && deleteRole(role.id).then(onClose, toastFault);
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={role?.name ?? m.role_new()}
      description={fixed ? m.role_built_in_text() : undefined}
      fixed={fixed}
      error={form.error("permissions")}
      extra={
        role && (
          <Button tone="danger" onClick={() => void remove()} className="mr-auto">
            {m.role_delete()}
          </Button>
        )
      }
    >
      {!fixed && <NameField form={form} />}
      <PermissionBoxes
        legend={m.role_allows()}
        value={form.values.permissions}
        onChange={(value) => form.set("permissions", value)}
        disabled={fixed}
      />
    </FormDialog>
  );
}
