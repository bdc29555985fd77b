// SPDX-License-Identifier: AGPL-3.0-or-later

/** The product's sign: an h that looks up at a point. */
export const Mark = ({ className = "size-6" }: { className?: string }) => (
  <svg aria-hidden viewBox="0 0 32 32" className={className}>
    <rect width="32" height="32" rx="8" className="fill-accent" />
    <path
      d="M9 8v16M9 16h8.500a4.500 4.500 0 0 1 4.500 4.500V24"
      fill="none"
      strokeWidth="3.200"
      strokeLinecap="round"
      className="stroke-on-accent"
    />
    <circle cx="22" cy="9.600" r="2.600" className="fill-on-accent" />
  </svg>
);
