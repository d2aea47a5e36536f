import type { WidgetAppearance } from '@foyer/protocol'

/** What a screen reader says of the launcher while nothing is unread. */
export const labelOf = ({ launcherText, title, lead = '' }: WidgetAppearance): string =>
  launcherText || lead + title
