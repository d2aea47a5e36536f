/** How much is kept of a visitor: entries of its timeline, page views among them, records of follow-up. */
export const timelineKept = 500
export const pagesKept = 50
export const followUpsKept = 100
