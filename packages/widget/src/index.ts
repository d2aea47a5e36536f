/** The widget for pages that are built with npm. */
export type { Foyer, FoyerError, FoyerEvent, FoyerEvents, FoyerOptions, Stored } from './api.ts'
export { createFoyer } from './sdk.ts'
