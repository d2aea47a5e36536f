#!/usr/bin/env node
/** Where the process begins: hands the command line to cli.ts and ends with what comes of it. */
import { onParentGone } from './adapters/parent.ts'
import { runCommand } from './cli.ts'

// Conversations, files and tokens are nobody else's on this machine.
process.umask(0o077)
if (process.env.npm_lifecycle_event !== undefined) onParentGone(() => process.kill(process.pid, 'SIGTERM'))
process.exitCode = await runCommand(process.argv.slice(2), process)
