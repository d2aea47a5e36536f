// Reads what the layer check asks of a source file: its imports, the names it uses and
// whether a statement is code. It judges nothing.
import { type ESTree, parseSync } from 'vite'

export type Syntax = {
  program: ESTree.Program
  /** Where top-level statements begin that are neither types nor imports nor re-exports. */
  code: number[]
  lineOf: (at: number) => number
}
export type Import = { specifier: string; at: number; isType: boolean }
/** A free name, a dotted path (`Date.now`), or a call that only counts as such (`new Date()`). */
export type Name = { name: string; at: number }

type Node = { type: string; start: number; [key: string]: unknown }

const TYPE_STATEMENTS =
  /^(TS(InterfaceDeclaration|TypeAliasDeclaration)|ImportDeclaration|ExportAllDeclaration)$/

export function parse(file: string, text: string): Syntax {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`)
  const code = (program.body as unknown as Node[])
    .filter((statement) => {
      const inner = (statement.declaration as Node | null | undefined) ?? statement
      const reExport = statement.type === 'ExportNamedDeclaration' && !statement.declaration
      return !reExport && !TYPE_STATEMENTS.test(inner.type)
    })
    .map((statement) => statement.start)
  return { program, code, lineOf: (at) => text.slice(0, at).split('\n').length }
}

export function importsOf({ program }: Syntax): Import[] {
  const found: Import[] = []
  walk(program as unknown as Node, (node) => {
    const source = node.source as Node | null | undefined
    if (!source || typeof source.value !== 'string' || !/^(Import|Export|TSImport)/.test(node.type)) return
    const specifiers = node.specifiers as Node[] | undefined
    const isType =
      node.type === 'TSImportType' ||
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (specifiers !== undefined && specifiers.length > 0 && specifiers.every(isTypeSpecifier))
    found.push({ specifier: source.value, at: node.start, isType })
  })
  return found
}

export function namesOf({ program }: Syntax): Name[] {
  const found: Name[] = []
  walk(program as unknown as Node, (node, parent, key) => {
    const name = nameOf(node, parent, key)
    if (name !== null) found.push({ name, at: node.start })
  })
  return found
}

function nameOf(node: Node, parent: Node | null, key: string): string | null {
  switch (node.type) {
    case 'MemberExpression':
      return pathOf(node)
    case 'NewExpression':
    case 'CallExpression': {
      const callee = node.callee as Node
      const isBare =
        callee.type === 'Identifier' && callee.name === 'Date' && (node.arguments as Node[]).length === 0
      if (!isBare) return null
      return node.type === 'NewExpression' ? 'new Date()' : 'Date()'
    }
    case 'JSXAttribute':
      return String((node.name as Node).name)
    case 'Literal':
      // `element['innerHTML']`, `setAttribute('srcdoc', …)`: a sink named by a string.
      return typeof node.value === 'string' && parent?.type !== 'ImportDeclaration' ? `'${node.value}'` : null
    case 'Identifier': {
      const isKey = (key === 'property' || key === 'key') && !parent?.computed
      return isKey || parent?.type === 'TSTypeQuery' ? null : String(node.name)
    }
    default:
      return null
  }
}

function pathOf(node: Node): string {
  if (node.type === 'Identifier') return String(node.name)
  if (node.type !== 'MemberExpression') return ''
  const property = node.property as Node
  const last = node.computed ? String(property.value ?? '') : String(property.name)
  const first = pathOf(node.object as Node)
  return /^(globalThis|window|self)$/.test(first) ? last : `${first}.${last}`
}

function isTypeSpecifier(specifier: Node): boolean {
  return specifier.importKind === 'type' || specifier.exportKind === 'type'
}

function walk(node: Node, visit: (node: Node, parent: Node | null, key: string) => void): void {
  const step = (current: Node, parent: Node | null, key: string): void => {
    visit(current, parent, key)
    for (const [name, value] of Object.entries(current)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (typeof child === 'object' && child !== null && typeof child.type === 'string')
          step(child, current, name)
      }
    }
  }
  step(node, null, '')
}
