// SPDX-License-Identifier: AGPL-3.0-or-later
import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Monitor, Moon, Sun, User } from "lucide-react";
import { m } from "~/core/messages/messages";
import { setTheme, type Theme, usePreferences } from "~/core/preferences";
import { useMe } from "~/core/session";
import { signOut } from "~/features/access";
import { Avatar } from "~/kit/avatar";
import { Menu, MenuGroup, MenuItem, MenuLine } from "~/kit/menu";

const themes: { theme: Theme; title: () => string; Icon: typeof Sun }[] = [
  { theme: "system", title: m.theme_system, Icon: Monitor },
  { theme: "light", title: m.theme_light, Icon: Sun },
  { theme: "dark", title: m.theme_dark, Icon: Moon },
];

export default function PersonMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const me = useMe();
  const theme = usePreferences((state) => state.theme);
  const navigate = useNavigate();
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={m.my_menu({ name: me.name })}
          className="flex size-10 items-center justify-center rounded-full two:size-8"
        >
          <Avatar name={me.name} size={32} />
        </button>
      }
    >
      <p className="max-w-64 px-2 pt-1.5 pb-1 text-13">
        <span className="block truncate font-medium">{me.name}</span>
        <span className="block truncate text-12 text-text-3">{me.email}</span>
      </p>
      <MenuItem icon={<User className="size-4" />} onSelect={() => void navigate({ to: "/me" })}>
        {m.my_profile()}
      </MenuItem>
      <MenuItem icon={<Keyboard className="size-4" />} keys="?" onSelect={onShortcuts}>
        {m.shortcuts()}
      </MenuItem>
      <MenuLine />
      <MenuGroup label={m.theme()}>
        {themes.map(({ theme: one, title, Icon }) => (
          <MenuItem
            key={one}
            icon={<Icon className="size-4" />}
            checked={one === theme}
            onSelect={() => setTheme(one)}
          >
            {title()}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem icon={<LogOut className="size-4" />} onSelect={() => void signOut()}>
        {m.sign_out()}
      </MenuItem>
    </Menu>
  );
}
