/**
 * The command line. Bad configuration is one line on standard error and 2; what cannot be done is one line
 * and 1. What is heavy is loaded by the command that needs it.
 */
import { join } from 'node:path'
import type { App } from './build-app.ts'
import {
  type Arguments,
  type Command,
  type Console,
  dataHelp,
  isConfiguration,
  lineOf,
  makeFolder,
  refuseMore,
} from './command.ts'
import { BadConfig, type Config, dataFlags, readConfig, readFlags, serveFlags } from './config.ts'
import { csp, cspFlags, cspHelp } from './csp.ts'
import {
  addAgent,
  addSite,
  addToken,
  backup,
  disableAgent,
  eraseVisitor,
  exportVisitor,
  listTokens,
  restore,
  revokeToken,
  setPassword,
} from './desk-commands.ts'

const serveHelp = [
  '--port NUMBER         0 picks a free one (FOYER_PORT, 8080)',
  '--host ADDRESS        0.0.0.0 for every address (FOYER_HOST, 127.0.0.1: this machine alone)',
  '--url URL             as browsers reach it, such as https://chat.example (FOYER_URL)',
  '--trust-proxy         believe X-Forwarded-For of the proxy in front (FOYER_TRUST_PROXY=1)',
  '--allow-private-requests',
  '                      let settings of a site name a model or webhook on this machine or a private network',
  '                      (FOYER_ALLOW_PRIVATE_REQUESTS=1)',
  '--smtp-url URL        the server that takes e-mail, such as smtp://user:password@mail.example:587',
  '                      (FOYER_SMTP_URL; none if not said)',
  '--mail-from ADDRESS   where e-mail comes from (FOYER_MAIL_FROM)',
  '--log LEVEL           silent, error, warn, info, debug or trace, to standard error (FOYER_LOG)',
  ...dataHelp,
]

const visitorHelp = [
  '--site ID             the site that the visitor came to',
  '--visitor ID          whose; the console shows it in the address of the visitor’s page',
  ...dataHelp,
]

const commands: Record<string, Command> = {
  serve: {
    about: 'run the server',
    usage: 'serve [flags]',
    flags: serveFlags,
    help: serveHelp,
    run: serve,
  },
  demo: {
    about: 'run the server with a demo site and two agents',
    usage: 'demo [flags]',
    flags: {
      ...serveFlags,
      json: { type: 'boolean' },
      'no-limits': { type: 'boolean' },
      assistant: { type: 'string' },
    },
    help: [
      '--json                print one line of JSON when ready, and nothing else',
      '--no-limits           lift limits on rates and on numbers of sockets, for load tests',
      '--assistant off       nothing automatic, also on data that was started otherwise (on)',
      ...serveHelp,
    ],
    run: demo,
  },
  'agent add': {
    about: 'add an agent',
    usage: 'agent add --email ADDRESS --name NAME [--site ID …] [--role ROLE]',
    flags: {
      ...dataFlags,
      email: { type: 'string' },
      name: { type: 'string' },
      site: { type: 'string', multiple: true },
      role: { type: 'string' },
      'password-stdin': { type: 'boolean' },
    },
    help: [
      '--email ADDRESS       to sign in with',
      '--name NAME           as visitors see it',
      '--site ID             a site to answer for; again for more; all of them if not said',
      '--role ROLE           owner (if not said), admin, supervisor, agent, or the id of a role of the site’s own',
      '--password-stdin      read the password from standard input; else it is asked for, or made and shown once',
      ...dataHelp,
    ],
    run: addAgent,
  },
  'agent password': {
    about: 'give an agent a new password',
    usage: 'agent password --email ADDRESS [--password-stdin]',
    flags: { ...dataFlags, email: { type: 'string' }, 'password-stdin': { type: 'boolean' } },
    help: [
      '--email ADDRESS       whose it is',
      '--password-stdin      read the password from standard input; else it is asked for, or made and shown once',
      ...dataHelp,
    ],
    run: setPassword,
  },
  'agent disable': {
    about: 'let an agent sign in no more',
    usage: 'agent disable --email ADDRESS',
    flags: { ...dataFlags, email: { type: 'string' } },
    help: ['--email ADDRESS       who it is', ...dataHelp],
    run: disableAgent,
  },
  'site add': {
    about: 'add a site',
    usage: 'site add ID --origin ORIGIN [--name NAME]',
    flags: { ...dataFlags, name: { type: 'string' }, origin: { type: 'string' } },
    help: [
      '--origin ORIGIN       where its pages are, such as https://shop.example',
      '--name NAME           as visitors see it; the id if not said',
      ...dataHelp,
    ],
    run: addSite,
  },
  'token add': {
    about: 'make an API token, for an agent or for an assistant (a bot)',
    usage: 'token add (--email ADDRESS | --site ID) [--name NAME]',
    flags: { ...dataFlags, email: { type: 'string' }, site: { type: 'string' }, name: { type: 'string' } },
    help: [
      '--email ADDRESS       the agent that the token stands for',
      '--site ID             the site that the assistant answers for',
      '--name NAME           what to call it; an assistant’s name is seen by visitors',
      ...dataHelp,
    ],
    run: addToken,
  },
  'token list': {
    about: 'list the API tokens: id, when it was made, whose it is, name',
    usage: 'token list',
    flags: dataFlags,
    help: dataHelp,
    run: listTokens,
  },
  'token revoke': {
    about: 'end an API token and its open connections',
    usage: 'token revoke ID',
    flags: dataFlags,
    help: ['ID                    as `token list` says it', ...dataHelp],
    run: revokeToken,
  },
  'visitor erase': {
    about: 'take away all that is held of a visitor',
    usage: 'visitor erase --site ID --visitor ID',
    flags: { ...dataFlags, site: { type: 'string' }, visitor: { type: 'string' } },
    help: visitorHelp,
    run: eraseVisitor,
  },
  'visitor export': {
    about: 'print all that is held of a visitor as JSON',
    usage: 'visitor export --site ID --visitor ID',
    flags: { ...dataFlags, site: { type: 'string' }, visitor: { type: 'string' } },
    help: visitorHelp,
    run: exportVisitor,
  },
  csp: {
    about: 'print what a page’s Content-Security-Policy has to allow for the widget',
    usage: 'csp --url URL [--nonce NONCE]',
    flags: cspFlags,
    help: cspHelp,
    run: csp,
  },
  backup: {
    about: 'copy everything into a folder, while the server runs',
    usage: 'backup FOLDER [flags]',
    flags: dataFlags,
    help: ['FOLDER                empty or not there yet', ...dataHelp],
    run: backup,
  },
  restore: {
    about: 'make a data folder of a backup',
    usage: 'restore FOLDER [flags]',
    flags: { data: dataFlags.data },
    help: [
      'FOLDER                what backup made',
      '--data DIR            empty or not there yet (FOYER_DATA, ./foyer-data)',
    ],
    run: restore,
  },
}

const known = () => `One of: ${Object.keys(commands).join(', ')}.`

export async function runCommand(args: string[], console: Console): Promise<number> {
  const { stdout, stderr } = console
  const words = args.findIndex((arg) => arg.startsWith('-'))
  const head = words === -1 ? args : args.slice(0, words)
  if (head.length === 0) {
    stdout.write(overview())
    return args.some((arg) => arg === '--help' || arg === '-h') ? 0 : 2
  }
  const name = [head.slice(0, 2).join(' '), head[0]!].find((one) => Object.hasOwn(commands, one))
  if (name === undefined) {
    stderr.write(`There is no command "${head.slice(0, 2).join(' ')}". ${known()}\n`)
    return 2
  }
  const command = commands[name]!
  try {
    const { values, positionals } = readFlags(args.slice(name.split(' ').length), command.flags)
    if (values.help === true) {
      stdout.write(`${helpOf(command)}\n`)
      return 0
    }
    return await command.run({ values, positionals }, console)
  } catch (error) {
    if (error instanceof BadConfig) {
      stderr.write(`foyer: ${error.message}\n`)
      return 2
    }
    stderr.write(`foyer: ${lineOf(error)}\n`)
    return isConfiguration(error) ? 2 : 1
  }
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const list = Object.entries(commands).map(([name, { about }]) => `  foyer ${name.padEnd(width)}  ${about}`)
  return ['Foyer, a chat between the visitors of a website and the people behind it.', '', ...list, '']
    .concat('--help after a command shows its flags.', '')
    .join('\n')
}

function helpOf({ about, usage, help }: Command): string {
  return [`foyer ${usage}`, `  ${about}`, '', ...help.map((line) => `  ${line}`)].join('\n')
}

async function serve({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const config = readConfig(values, console.env)
  const app = await open(config)
  const url = await listen(app, config)
  console.stdout.write(`Foyer is running at ${url}\n`)
  if (config.publicUrl === null && !/^(127\.|localhost$|::1$)/.test(config.host)) {
    console.stdout.write(
      'Say with --url how browsers reach it: agents can sign in over https only, or on this machine.\n',
    )
  }
  const code = await app.setup.prepare()
  if (code !== null) {
    console.stdout.write(`\nThere are no agents yet. Within an hour, once, this link makes the first:\n`)
    console.stdout.write(`  ${url}/console/#/setup/${code}\n`)
  }
  return untilStopped(app, console)
}

async function demo({ values, positionals }: Arguments, console: Console) {
  refuseMore(positionals)
  const config = readConfig(values, console.env, true)
  const { assistant = 'on' } = values
  if (assistant !== 'on' && assistant !== 'off') throw new BadConfig('--assistant is on or off')
  const { readDemoFile, writeDemoFile } = await import('./adapters/demo-file.ts')
  const file = join(config.dataDir, 'demo.json')
  const app = await open(config)
  const secrets = (await readDemoFile(file)) ?? { site: 'demo', agents: app.demo.invent() }
  await writeDemoFile(file, secrets)
  await app.demo.sow(secrets.agents, assistant)
  const url = await listen(app, config)
  if (config.noLimits) console.stderr.write('Limits on rates and on numbers of sockets are lifted.\n')
  const { site, agents } = secrets
  if (values.json === true) {
    console.stdout.write(`${JSON.stringify({ url, site, agents })}\n`)
  } else {
    console.stdout.write(demoText(url, site, agents, config.dataDir))
  }
  return untilStopped(app, console)
}

function demoText(
  url: string,
  site: string,
  agents: { email: string; password: string }[],
  data: string,
): string {
  const width = Math.max(...agents.map(({ email }) => email.length))
  return [
    '',
    'Foyer is running, with a demo site. Open the first two in two windows and talk.',
    '',
    `  Demo page    ${url}/demo/`,
    `  Console      ${url}/console/`,
    ...agents.map(
      ({ email, password }, index) =>
        `  ${index === 0 ? 'Sign in as ' : '        or '}  ${email.padEnd(width)}   ${password}`,
    ),
    '',
    '  On a page of yours, served from localhost:',
    `  <script src="${url}/foyer.js" data-site="${site}" async></script>`,
    '',
    `  Everything is kept in ${data}. Ctrl-C stops it.`,
    '',
    '',
  ].join('\n')
}

async function open(config: Config): Promise<App> {
  const { buildApp } = await import('./build-app.ts')
  await makeFolder(config.dataDir)
  return buildApp(config)
}

/** A name that leads nowhere is here one that was said with `--host`, not the database's. */
async function listen(app: App, { host }: Config): Promise<string> {
  try {
    return await app.listen()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== 'getaddrinfo') throw error
    throw new BadConfig(`"${host}" is no address of this machine. Choose another with --host.`)
  }
}

/** Resolves once a signal has come and everybody was let go. A second signal ends it at once. */
function untilStopped(app: App, console: Console): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    console.on(signal, () => {
      if (isStopping) console.exit(1)
      isStopping = true
      app.stop().then(() => resolve(0), reject)
    })
  }
  return promise
}
