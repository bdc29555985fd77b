// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Plus, Users, X } from "lucide-react";
import { useState } from "react";
import type { Team } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Avatar } from "~/kit/avatar";
import { Button, IconButton } from "~/kit/button";
import { Field, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Loaded } from "~/kit/loaded";
import { NameDialog } from "~/kit/name_dialog";
import { Page, Panel, Rows } from "~/kit/page";
import { Picker } from "~/kit/picker";
import { Empty } from "~/kit/states";
import { toastFault } from "~/kit/toast";
import { addMember, agentsQuery, changeTeam, createTeam, removeMember, teamsQuery } from "./api";
import { mailboxNamesQuery } from "./mailbox_names";

export function TeamsScreen() {
  const teams = useQuery(teamsQuery);
  const [shown, setShown] = useState<Team | "new" | null>(null);
  return (
    <Page
      title={m.teams()}
      subtitle={m.teams_text()}
      actions={
        <Button
          tone="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setShown("new")}
        >
          {m.team_new()}
        </Button>
      }
    >
      <Loaded query={teams}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<Users />} title={m.teams_none_title()}>
              {m.teams_none_text()}
            </Empty>
          ) : (
            items.map((team) => (
              <TeamPanel key={team.id} team={team} onEdit={() => setShown(team)} />
            ))
          )
        }
      </Loaded>
      {shown && (
        <TeamDialog team={shown === "new" ? undefined : shown} onClose={() => setShown(null)} />
      )}
    </Page>
  );
}

function TeamPanel({ team, onEdit }: { team: Team; onEdit: () => void }) {
  const { data: agents, isPending } = useQuery(agentsQuery);
  const members = new Set(team.members.map((one) => one.id));
  const others = (agents?.items ?? []).filter((one) => one.active && !members.has(one.id));
  return (
    <Panel
      title={team.name}
      text={m.members_count({ count: team.members.length })}
      actions={
        <>
          <Picker
            label={m.member_add()}
            pending={isPending}
            chosen={null as number | null}
            choices={others.map((one) => ({
              value: one.id as number | null,
              text: one.name,
              hint: one.email ?? undefined,
              icon: <Avatar name={one.name} />,
            }))}
            onChoose={(id) => id !== null && void addMember(team.id, id).catch(toastFault)}
            trigger={<Button size="small">{m.member_add()}</Button>}
          />
          <Button size="small" onClick={onEdit}>
            {m.edit()}
          </Button>
        </>
      }
    >
      <Rows>
        {team.members.map((one) => (
          <li key={one.id} className="flex min-h-11 items-center gap-2 px-4 text-14">
            <Avatar name={one.name} />
            <span title={one.name} className="min-w-0 flex-1 truncate">
              {one.name}
            </span>
            <IconButton
              label={m.remove_named({ name: one.name })}
              onClick={() => void removeMember(team.id, one.id).catch(toastFault)}
            >
              <X aria-hidden className="size-4" />
            </IconButton>
          </li>
        ))}
      </Rows>
      {team.members.length === 0 && (
        <p className="px-4 py-3 text-13 text-text-3">{m.members_none()}</p>
      )}
    </Panel>
  );
}

function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  const { data: mailboxes } = useQuery(mailboxNamesQuery);
  const form = useForm(
    { name: team?.name ?? "", mailbox_id: team?.mailbox_id ?? null },
    (values, replaces) =>
      team ? changeTeam(team.id, { ...values, expected_version: replaces }) : createTeam(values),
    { version: team?.version },
  );
  return (
    <NameDialog form={form} title={team ? m.team_edit() : m.team_new()} onClose={onClose}>
      <Field label={m.team_mailbox()} hint={m.team_mailbox_hint()} error={form.error("mailbox_id")}>
        {(tied) => (
          <Select
            {...tied}
            value={form.values.mailbox_id ?? ""}
            onChange={(event) =>
              form.set("mailbox_id", event.target.value ? Number(event.target.value) : null)
            }
          >
            <option value="">{m.none()}</option>
            {mailboxes?.items.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </NameDialog>
  );
}
