/** The contract between the server and every client. PROTOCOL.md says it in words. */
export * from './codes.ts'
export * from './commands.ts'
export * from './events.ts'
export * from './frames.ts'
export * from './http.ts'
export * from './limits.ts'
export * from './pushes.ts'
export * from './values.ts'
