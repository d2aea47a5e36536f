/** The engines that a migration is written for. */
export type Dialect = 'sqlite' | 'postgres'
