const BUBBLE =
  '<rect width="32" height="32" rx="9" fill="#4f4bd0"/><path d="M9 22.5V12a4 4 0 0 1 4-4h6a4 4 0 0 1 4 4v3.5a4 4 0 0 1-4 4h-6.5z" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/>';

const DOTS = {
  none: "",
  unread: '<circle cx="25" cy="7" r="6" fill="#fff"/><circle cx="25" cy="7" r="4" fill="#6b6b76"/>',
  meant: '<circle cx="24.5" cy="7.5" r="7.5" fill="#fff"/><circle cx="24.5" cy="7.5" r="6" fill="#d92c3a"/>',
} as const;

/** The tab's icon, with a grey dot for anything unread and a red one for mentions and direct messages. */
export function badgeIcon(badge: keyof typeof DOTS): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${BUBBLE}${DOTS[badge]}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
