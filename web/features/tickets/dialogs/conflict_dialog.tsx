// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { Time } from "~/kit/time";
import { type Conflict, keepMine, takeTheirs } from "../changes";
import { useNames } from "../history_words";
import { fieldName, fieldValue } from "../words";

/** Two people changed the same field: both values, and one decision. */
export default function ConflictDialog({ conflict }: { conflict: Conflict }) {
  return (
    <Dialog
      open
      width="wide"
      onClose={() => takeTheirs(conflict)}
      title={m.conflict_title({ number: conflict.number })}
      description={m.conflict_text()}
      actions={
        <>
          <Button onClick={() => takeTheirs(conflict)}>{m.conflict_theirs()}</Button>
          <Button tone="primary" onClick={() => void keepMine(conflict)}>
            {m.conflict_mine()}
          </Button>
        </>
      }
    >
      <Values conflict={conflict} />
    </Dialog>
  );
}

function Values({ conflict }: { conflict: Conflict }) {
  const named = useNames();
  return (
    <table className="w-full table-fixed text-14">
      <thead className="text-left text-12 text-text-3">
        <tr>
          <th scope="col" className="py-1 pr-4 font-normal">
            {m.conflict_yours()}
          </th>
          <th scope="col" className="py-1 font-normal">
            {m.conflict_other()}
          </th>
        </tr>
      </thead>
      {Object.entries(conflict.fields).map(([field, { yours, theirs, by, at }]) => (
        <tbody key={field} className="border-t border-divider">
          <tr>
            <th scope="rowgroup" colSpan={2} className="pt-2 text-left text-12 font-semibold">
              {fieldName(field)}
            </th>
          </tr>
          <tr className="break-words align-top">
            <td className="pt-0.5 pr-4 pb-3">{fieldValue(field, yours, named)}</td>
            <td className="pt-0.5 pb-3">
              {fieldValue(field, theirs, named)}
              <span className="mt-0.5 block text-12 text-text-3">
                {by}, <Time at={at} shape="entry" />
              </span>
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}
