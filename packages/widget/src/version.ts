/** What this widget tells the server that it is. */
export const version = '0.1.0'
