/**
 * Lists and counts from indexes alone, pins, and the search in texts. The wider index is still the only one that
 * every message changes; what it holds beside the order is a few bytes.
 */
import { type Kysely, sql } from 'kysely'
import type { Dialect } from './dialect.ts'

export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const id = dialect === 'postgres' ? sql`text collate "C"` : sql`text`
  await sql`update conversations set desk = 'hosted' where desk = 'bot' and agent_id is not null`.execute(db)
  await db.schema.dropIndex('conversations_open').execute()
  await db.schema
    .createIndex('conversations_open')
    .on('conversations')
    .columns(['site_id', 'last_at', 'desk', 'unreplied_since', 'visitor_seq', 'agent_read'])
    .where(sql.ref('status'), '=', sql.lit('open'))
    .execute()
  await db.schema
    .createIndex('conversations_closed_of')
    .on('conversations')
    .columns(['site_id', 'agent_id', 'last_at'])
    .where(sql.ref('status'), '=', sql.lit('closed'))
    .execute()

  await db.schema
    .createTable('pins')
    .addColumn('agent_id', id, (column) => column.notNull())
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('pins_key', ['agent_id', 'conversation_id'])
    .execute()
  await db.schema.createIndex('pins_conversation').on('pins').column('conversation_id').execute()

  await createTexts(db, dialect, id)
  await db.schema
    .createIndex('texts_message')
    .on('texts')
    .columns(['conversation_id', 'seq', 'sub'])
    .unique()
    .execute()
  await db.schema
    .createTable('text_progress')
    .addColumn('site_id', id, (column) => column.notNull().primaryKey())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addColumn('id', id, (column) => column.notNull())
    .execute()
}

/** Tokens are made by us and hold nothing but letters, digits and `_`: neither engine has anything to guess. */
async function createTexts(db: Kysely<unknown>, dialect: Dialect, id: ReturnType<typeof sql>): Promise<void> {
  const table = db.schema
    .createTable('texts')
    .addColumn('id', dialect === 'postgres' ? 'bigserial' : 'integer', (column) => column.primaryKey())
    .addColumn('site_id', id, (column) => column.notNull())
    .addColumn('conversation_id', id, (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('sub', 'integer', (column) => column.notNull())
    .addColumn('tokens', 'text', (column) => column.notNull())
  await table.execute()
  if (dialect === 'postgres') {
    await sql`alter table texts add column words tsvector
      generated always as (array_to_tsvector(string_to_array(tokens, ' '))) stored`.execute(db)
    await sql`create index texts_words on texts using gin (words)`.execute(db)
    return
  }
  await sql`create virtual table text_index using fts5(
    tokens, content='texts', content_rowid='id', tokenize="ascii tokenchars '_'",
    detail=none, columnsize=0)`.execute(db)
  // What is deleted is gone from the index's pages too, at once.
  await sql`insert into text_index (text_index, rank) values ('secure-delete', 1)`.execute(db)
  await sql`create trigger texts_added after insert on texts begin
    insert into text_index (rowid, tokens) values (new.id, new.tokens); end`.execute(db)
  await sql`create trigger texts_removed after delete on texts begin
    insert into text_index (text_index, rowid, tokens) values ('delete', old.id, old.tokens); end`.execute(db)
}
