// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { memo } from "react";
import type { State } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { numberText, useReader } from "~/core/time";
import { stateName } from "~/core/words";
import { useAgentChoices, useTeamChoices } from "~/features/access";
import { Select } from "~/kit/field";
import { countsQuery } from "../api";
import type { View } from "../views";
import { anyState, type Narrowed, queryOf, stateChoices, sumOf } from "./filter";

type RowProps = { view: View; narrowed: Narrowed; searching: boolean };

const stateWord = (state: string) =>
  state === anyState
    ? m.filter_any_state()
    : state === "new,open"
      ? m.filter_active()
      : stateName(state as State);

/** State, team and owner of a list, each choice with the number of tickets it would show. */
export default memo(function FilterRow({ view, narrowed, searching }: RowProps) {
  const me = useMe();
  const { language } = useReader();
  const { data: counts } = useQuery(countsQuery);
  const navigate = useNavigate();
  const [teams, agents] = [useTeamChoices(), useAgentChoices()];
  const change = (next: Narrowed) =>
    void navigate({ to: ".", search: (before: object) => ({ ...before, ...next }) });
  const now = JSON.stringify(queryOf(view, narrowed));
  const option = (text: string, next: Narrowed) => {
    const query = queryOf(view, { ...narrowed, ...next });
    // The counts know nothing of what is searched for; that of the choice stands above the list.
    if (!counts || searching || JSON.stringify(query) === now) return text;
    const count = sumOf(counts.items, query, me.id);
    return m.filter_counted({ text, count: numberText(count, language) });
  };
  const usual = view.query.state ?? anyState;
  return (
    <search
      aria-label={m.filter()}
      className="flex gap-1.5 border-b border-divider px-2 py-1.5 max-slim:relative max-slim:overflow-x-auto max-slim:[scrollbar-width:none]"
    >
      <Select
        aria-label={m.state()}
        className="flex-1 max-slim:w-36 max-slim:flex-none"
        value={narrowed.state ?? usual}
        onChange={({ target }) =>
          change({ state: target.value === usual ? undefined : target.value })
        }
      >
        {stateChoices.map((one) => (
          <option key={one} value={one}>
            {option(stateWord(one), { state: one })}
          </option>
        ))}
      </Select>
      {view.query.team === undefined && (
        <Choice
          label={m.team()}
          any={m.filter_any_team()}
          chosen={narrowed.team}
          choices={teams}
          option={(text, team) => option(text, { team })}
          onChoose={(team) => change({ team })}
        />
      )}
      <Choice
        label={m.owner()}
        any={m.filter_any_owner()}
        chosen={narrowed.owner === "me" ? me.id : narrowed.owner}
        choices={agents}
        option={(text, owner) => option(text, { owner })}
        onChoose={(owner) => change({ owner })}
      />
    </search>
  );
});

type Wanted = number | "none" | undefined;
type ChoiceProps = {
  label: string;
  any: string;
  chosen: Wanted;
  choices: { value: number | null; text: string }[];
  option: (text: string, wanted: Wanted) => string;
  onChoose: (wanted: Wanted) => void;
};

function Choice({ label, any, chosen, choices, option, onChoose }: ChoiceProps) {
  const wantedIn = (text: string): Wanted =>
    text === "" ? undefined : text === "none" ? "none" : Number(text);
  return (
    <Select
      aria-label={label}
      className="flex-1 max-slim:w-36 max-slim:flex-none"
      value={chosen ?? ""}
      onChange={(event) => onChoose(wantedIn(event.target.value))}
    >
      <option value="">{option(any, undefined)}</option>
      {choices.map((one) => (
        <option key={one.value ?? "none"} value={one.value ?? "none"}>
          {option(one.text, one.value ?? "none")}
        </option>
      ))}
    </Select>
  );
}
