// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Panel } from "~/kit/page";
import { EraseDialog } from "./erase_dialog";
import { ExportDialog } from "./export_dialog";

type Props = { id: number; name: string; mayErase: boolean };

/** What may be done with all that the desk knows of somebody. */
export function PersonalDataPanel({ id, name, mayErase }: Props) {
  const [asking, setAsking] = useState<"export" | "erase">();
  const close = () => setAsking(undefined);
  return (
    <Panel title={m.personal_data()} text={m.personal_data_text()}>
      <div className="flex flex-wrap gap-2 px-4 py-3">
        <Button onClick={() => setAsking("export")}>{m.export_person()}</Button>
        {mayErase && (
          <Button tone="danger" onClick={() => setAsking("erase")}>
            {m.erase_person()}
          </Button>
        )}
      </div>
      {asking === "export" && <ExportDialog id={id} name={name} onClose={close} />}
      {asking === "erase" && <EraseDialog id={id} name={name} onClose={close} />}
    </Panel>
  );
}
