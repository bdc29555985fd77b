// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const looks = {
  info: { box: "bg-info-soft text-info", Icon: Info },
  ok: { box: "bg-ok-soft text-ok", Icon: CircleCheck },
  warn: { box: "bg-warn-soft text-warn", Icon: TriangleAlert },
  bad: { box: "bg-bad-soft text-bad", Icon: CircleAlert },
};

type NoticeProps = {
  tone?: keyof typeof looks;
  children: ReactNode;
  action?: ReactNode;
  square?: boolean;
  role?: "alert" | "status";
};

/** One sentence that matters here, with what can be done about it: below it where there is no room beside. */
export function Notice({ tone = "info", children, action, square, role }: NoticeProps) {
  const { box, Icon } = looks[tone];
  return (
    <div
      role={role}
      className={clsx(
        "flex items-center gap-x-3 px-3 py-2 text-13 max-two:items-start max-slim:gap-x-2",
        !square && "rounded-control",
        box,
      )}
    >
      {/* On a phone the icon stands beside the first line, which is as tall as a button beside it. */}
      <Icon
        aria-hidden
        className={clsx("size-4 shrink-0", action ? "max-two:my-1.5" : "max-two:my-0.5")}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <div
          className={clsx(
            "min-w-36 flex-1 max-two:min-w-0",
            action && "max-two:flex-auto max-two:py-1",
          )}
        >
          {children}
        </div>
        {action}
      </div>
    </div>
  );
}

type ButtonProps = { children: ReactNode; onClick: () => void; onBlur?: () => void };

/** A button inside a notice: takes its colour from it. */
export function NoticeButton({ children, onClick, onBlur }: ButtonProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      onBlur={onBlur}
      className="min-h-7 rounded-control border border-current px-2 py-0.5 text-13 font-medium hover:bg-bg"
    >
      {children}
    </button>
  );
}
