// SPDX-License-Identifier: AGPL-3.0-or-later
import { entryTime, fullTime, shortTime, useNow, useReader } from "~/core/time";

type Shape = "short" | "entry";
const shapes = { short: shortTime, entry: entryTime };

/** An instant in the reader's own zone; the full date and time are in its title. */
export function Time({
  at,
  shape = "short",
  className,
}: {
  at: string;
  shape?: Shape;
  className?: string;
}) {
  const reader = useReader();
  const now = useNow();
  return (
    <time dateTime={at} title={fullTime(at, reader)} className={className}>
      {shapes[shape](at, now, reader)}
    </time>
  );
}
