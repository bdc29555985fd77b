// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { CloudOff, LoaderCircle, SearchX, ShieldOff, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Refusal } from "~/api/problem";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { Button } from "./button";

type EmptyProps = {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** It stands for a whole screen, so its title is a heading. */
  heading?: boolean;
};

/** Says why there is nothing here, and the one next thing to do. */
export function Empty({ icon, title, children, action, heading }: EmptyProps) {
  const Title = heading ? "h2" : "p";
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-12 text-center">
      {icon && (
        <span className="mb-2 flex size-12 items-center justify-center rounded-full bg-sunken text-text-2 [&>svg]:size-6">
          {icon}
        </span>
      )}
      <Title className="text-16 font-semibold">{title}</Title>
      {children && <p className="text-14 text-text-2">{children}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("skeleton block", className)} />;
}

/** Lines in the shape of what is coming; shown only when that takes longer than a blink. */
export function SkeletonLines({ count = 6, className }: { count?: number; className?: string }) {
  return (
    <div
      role="status"
      aria-label={m.loading()}
      className={clsx("late flex flex-col gap-4 p-4", className)}
    >
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no other identity.
        <div key={index} className="flex flex-col gap-2">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="h-3 w-1/2" />
        </div>
      ))}
    </div>
  );
}

export function Spinner({ label = m.loading() }: { label?: string }) {
  return (
    <div role="status" className="late flex items-center justify-center gap-2 p-8 text-text-2">
      <LoaderCircle aria-hidden className="size-5 animate-spin" />
      <span className="sr-only">{label}</span>
    </div>
  );
}

/** Why a screen could not be shown, and what can be done about it. */
export function Failed({ fault, onRetry }: { fault: unknown; onRetry?: () => void }) {
  const status = fault instanceof Refusal ? fault.status : -1;
  const again = onRetry && (
    <Button onClick={onRetry} size="small">
      {m.try_again()}
    </Button>
  );
  if (status === 404)
    return (
      <Empty heading icon={<SearchX />} title={m.not_found_title()}>
        {m.not_found_text()}
      </Empty>
    );
  if (status === 403)
    return (
      <Empty heading icon={<ShieldOff />} title={m.forbidden_title()}>
        {m.forbidden_text()}
      </Empty>
    );
  if (status === 0)
    return (
      <Empty heading icon={<CloudOff />} title={m.offline_title()} action={again}>
        {m.offline_text()}
      </Empty>
    );
  return (
    <Empty heading icon={<TriangleAlert />} title={m.failed_title()} action={again}>
      {sentence(fault)}
    </Empty>
  );
}
