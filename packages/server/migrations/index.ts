/** All migrations in order. One that was released is never changed again; a new one follows it. */
import type { Migration } from 'kysely/migration'
import { up as first } from './0001-first.ts'
import { up as questions } from './0002-questions.ts'
import { up as documents } from './0003-documents.ts'
import { up as queue } from './0004-queue.ts'
import { up as roles } from './0005-roles.ts'
import { up as people } from './0006-people.ts'
import { up as routing } from './0007-routing.ts'
import { up as visitors } from './0008-visitors.ts'
import { up as lists } from './0009-lists.ts'
import { up as replies } from './0010-replies.ts'
import { up as records } from './0011-records.ts'
import { up as identities } from './0012-identities.ts'
import { up as erasures } from './0016-erasures.ts'
import { up as sentPhrases } from './0017-sent-phrases.ts'
import type { Dialect } from './dialect.ts'

export function migrationsFor(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-first': { up: (db) => first(db, dialect) },
    '0002-questions': { up: (db) => questions(db, dialect) },
    '0003-documents': { up: (db) => documents(db, dialect) },
    '0004-queue': { up: queue },
    '0005-roles': { up: roles },
    '0006-people': { up: (db) => people(db, dialect) },
    '0009-lists': { up: (db) => lists(db, dialect) },
    '0007-routing': { up: (db) => routing(db, dialect) },
    '0008-visitors': { up: (db) => visitors(db, dialect) },
    '0011-records': { up: (db) => records(db, dialect) },
    '0010-replies': { up: (db) => replies(db, dialect) },
    '0012-identities': { up: (db) => identities(db, dialect) },
    '0016-erasures': { up: (db) => erasures(db, dialect) },
    '0017-sent-phrases': { up: (db) => sentPhrases(db, dialect) },
  }
}
