import type { Appearance } from '@foyer/protocol'

/** What a screen reader says of the launcher while nothing is unread. */
export const labelOf = ({ launcherText, title }: Appearance): string => launcherText || `Chat: ${title}`
