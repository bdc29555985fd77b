// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { ArrowDownWideNarrow, Rows2, Rows3 } from "lucide-react";
import { m } from "~/core/messages/messages";
import { setDensity, usePreferences } from "~/core/preferences";
import { IconButton } from "~/kit/button";
import { Menu, MenuGroup, MenuItem, MenuLine } from "~/kit/menu";
import { type Sort, sorts } from "../views";

type MenuProps = { sort: Sort; searching: boolean };

/** The order of the list and the height of its rows. What a search finds has an order of its own. */
export default function SortMenu({ sort, searching }: MenuProps) {
  const density = usePreferences((state) => state.density);
  const Icon = searching ? Rows3 : ArrowDownWideNarrow;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={searching ? m.sort_found() : m.sort_by({ sort: sorts[sort].title() })}>
          <Icon aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {!searching && <Orders sort={sort} />}
      <MenuGroup label={m.density()}>
        <MenuItem
          icon={<Rows2 className="size-4" />}
          checked={density === "comfortable"}
          onSelect={() => setDensity("comfortable")}
        >
          {m.density_comfortable()}
        </MenuItem>
        <MenuItem
          icon={<Rows3 className="size-4" />}
          checked={density === "compact"}
          onSelect={() => setDensity("compact")}
        >
          {m.density_compact()}
        </MenuItem>
      </MenuGroup>
    </Menu>
  );
}

function Orders({ sort }: { sort: Sort }) {
  const navigate = useNavigate();
  const choose = (next: Sort) =>
    void navigate({ to: ".", search: (before: object) => ({ ...before, sort: next }) });
  return (
    <>
      <MenuGroup label={m.sort()}>
        {(Object.keys(sorts) as Sort[]).map((one) => (
          <MenuItem key={one} checked={one === sort} onSelect={() => choose(one)}>
            {sorts[one].title()}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
    </>
  );
}
