// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Channel, Kind } from "~/api/types";
import { m } from "~/core/messages/messages";
import { allKinds, channelName, kindName } from "~/core/words";
import { Field, Select } from "~/kit/field";
import type { useForm } from "~/kit/form";
import type { Choice } from "~/kit/picker";
import type { StartValues } from "./values";

type Props = {
  form: ReturnType<typeof useForm<StartValues>>;
  teams: Choice<number | null>[];
  agents: Choice<number | null>[];
};

/** By what way a person can have asked without the desk knowing of it already. */
const channels: Channel[] = ["phone", "counter", "mail", "form", "chat"];
const idOf = (text: string) => (text ? Number(text) : null);

export function Choices({ form, teams, agents }: Props) {
  const { values, set, error } = form;
  return (
    <div className="grid gap-4 two:grid-cols-4">
      <Field label={m.channel()} error={error("channel")}>
        {(tied) => (
          <Select
            {...tied}
            value={values.channel}
            onChange={(event) => set("channel", event.target.value as Channel)}
          >
            {channels.map((one) => (
              <option key={one} value={one}>
                {channelName(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={m.kind()} error={error("kind")}>
        {(tied) => (
          <Select
            {...tied}
            value={values.kind}
            onChange={(event) => set("kind", event.target.value as Kind)}
          >
            {allKinds.map((one) => (
              <option key={one} value={one}>
                {kindName(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={m.team()} error={error("team_id")}>
        {(tied) => (
          <Select
            {...tied}
            value={values.team_id ?? ""}
            onChange={(event) => set("team_id", idOf(event.target.value))}
          >
            {teams.map((one) => (
              <option key={one.value ?? 0} value={one.value ?? ""}>
                {one.text}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={m.owner()} error={error("owner_id")}>
        {(tied) => (
          <Select
            {...tied}
            value={values.owner_id ?? ""}
            onChange={(event) => set("owner_id", idOf(event.target.value))}
          >
            {agents.map((one) => (
              <option key={one.value ?? 0} value={one.value ?? ""}>
                {one.text}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
