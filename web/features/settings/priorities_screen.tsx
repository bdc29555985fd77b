// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { degreeName, priorityName } from "~/core/words";
import { Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormPanel } from "~/kit/form_panel";
import { Loaded } from "~/kit/loaded";
import { Page } from "~/kit/page";
import { NewerNotice, usePinned } from "~/kit/pinned";
import { Unsaved } from "~/kit/unsaved";
import { changePriorities, prioritiesQuery } from "./api";

type Priorities = Schema<"Priorities">;

const degrees = [1, 2, 3];

export function PrioritiesScreen() {
  const priorities = useQuery(prioritiesQuery);
  return (
    <Page title={m.priorities()} subtitle={m.priorities_text()}>
      <Loaded query={priorities}>{(found) => <PinnedMatrix newest={found} />}</Loaded>
    </Page>
  );
}

function PinnedMatrix({ newest }: { newest: Priorities }) {
  const pinned = usePinned(newest);
  const { shown } = pinned;
  return (
    <>
      <NewerNotice pinned={pinned} />
      <Matrix key={shown.version} found={shown} pinned={pinned} />
    </>
  );
}

type MatrixProps = { found: Priorities; pinned: { hold: () => void; release: () => void } };

function Matrix({ found, pinned }: MatrixProps) {
  const mayManage = useMay("settings:manage");
  const form = useForm(
    { matrix: found.matrix },
    (values, replaces) => changePriorities({ ...values, expected_version: replaces }),
    { version: found.version, onEdit: pinned.hold },
  );
  const set = (impact: number, urgency: number, priority: number) =>
    form.set(
      "matrix",
      form.values.matrix.map((row, at) =>
        at === impact - 1
          ? row.map((cell, column) => (column === urgency - 1 ? priority : cell))
          : row,
      ),
    );
  return (
    <FormPanel form={form} disabled={!mayManage} onDone={pinned.release}>
      <Unsaved form={form} />
      {/* On a phone the impact stands above its row: beside it the third column has no room. */}
      <table className="w-full table-fixed text-14">
        <thead>
          <tr className="two:hidden">
            <th colSpan={3} className="pb-1 text-left text-13 font-medium">
              {m.urgency()}
            </th>
          </tr>
          <tr className="text-12 text-text-3">
            <th scope="col" className="w-24 pb-2 text-left font-normal max-two:hidden">
              {m.impact()} \ {m.urgency()}
            </th>
            {degrees.map((urgency) => (
              <th key={urgency} scope="col" className="pb-2 text-left font-normal">
                {degreeName(urgency)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {degrees.map((impact) => (
            <Fragment key={impact}>
              <tr className="two:hidden">
                <th
                  colSpan={3}
                  scope="rowgroup"
                  className="pt-3 pb-1 text-left text-13 font-medium"
                >
                  {m.impact_is({ degree: degreeName(impact) })}
                </th>
              </tr>
              <tr>
                <th scope="row" className="text-left text-13 font-normal max-two:hidden">
                  {degreeName(impact)}
                </th>
                {degrees.map((urgency) => (
                  <td key={urgency} className="py-1 pr-1 two:pr-2">
                    <Select
                      aria-label={m.priority_of({
                        impact: degreeName(impact),
                        urgency: degreeName(urgency),
                      })}
                      value={form.values.matrix[impact - 1]?.[urgency - 1] ?? 3}
                      onChange={(event) => set(impact, urgency, Number(event.target.value))}
                    >
                      {[1, 2, 3, 4, 5].map((one) => (
                        <option key={one} value={one}>
                          {priorityName(one)}
                        </option>
                      ))}
                    </Select>
                  </td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </FormPanel>
  );
}
