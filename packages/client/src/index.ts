/** The headless client: a visitor's side and an agent's side of Foyer, for browsers and Node, without any UI. */
export { createAgentClient } from './agent-client.ts'
export type * from './api.ts'
export { fetchPiece } from './fetch-piece.ts'
export { createVisitorClient } from './visitor-client.ts'
