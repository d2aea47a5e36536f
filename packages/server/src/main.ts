#!/usr/bin/env node
/** Where the process begins: hands the command line to cli.ts and ends with what comes of it. */
import { runCommand } from './cli.ts'

process.exitCode = await runCommand(process.argv.slice(2), process)
