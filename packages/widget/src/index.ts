/** The widget for pages that are built with npm. */
export type { Foyer, FoyerEvents, FoyerOptions } from './api.ts'
export { createFoyer } from './sdk.ts'
