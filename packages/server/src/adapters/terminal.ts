/** Asking at a terminal, and reading what is piped in. */
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

export async function readLines(stdin: NodeJS.ReadableStream): Promise<string[]> {
  let text = ''
  for await (const part of stdin) text += String(part)
  return text.split(/\r?\n/)
}

/** What is typed is not shown. */
export async function askHidden(
  stdin: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
  question: string,
): Promise<string> {
  stdout.write(question)
  const nowhere = new Writable({ write: (_part, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true })
  try {
    return await new Promise((resolve) => lines.question('', resolve))
  } finally {
    lines.close()
    stdout.write('\n')
  }
}
