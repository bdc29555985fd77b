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
    <table className="w-full text-14">
      <thead className="text-left text-12 text-text-3">
        <tr>
          <th scope="col" className="py-1 pr-3 font-normal">
            {m.conflict_field()}
          </th>
          <th scope="col" className="py-1 pr-3 font-normal">
            {m.conflict_yours()}
          </th>
          <th scope="col" className="py-1 font-normal">
            {m.conflict_other()}
          </th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(conflict.fields).map(([field, { yours, theirs, by, at }]) => (
          <tr key={field} className="border-t border-divider align-top">
            <th scope="row" className="py-2 pr-3 text-left font-medium">
              {fieldName(field)}
            </th>
            <td className="py-2 pr-3">{fieldValue(field, yours, named)}</td>
            <td className="py-2">
              {fieldValue(field, theirs, named)}
              <span className="block text-12 text-text-3">
                {by}, <Time at={at} shape="entry" />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
